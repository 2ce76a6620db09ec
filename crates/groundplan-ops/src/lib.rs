//! What a command does, without a terminal: plan, apply, destroy, show, demo.
