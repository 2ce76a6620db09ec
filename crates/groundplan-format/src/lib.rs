//! The public JSON documents: plan, state, events, diagnostics. Knows no terminal.
