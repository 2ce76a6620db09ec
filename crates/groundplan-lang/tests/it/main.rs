//! What the language crate does, through its public door.

mod spec;
mod syntax;
