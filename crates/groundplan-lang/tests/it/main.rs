//! What the language crate does, through its public door.

mod syntax;
