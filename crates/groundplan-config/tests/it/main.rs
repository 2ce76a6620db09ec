//! Configuration through its public door.

mod module;
mod support;
