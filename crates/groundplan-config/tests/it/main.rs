//! Configuration through its public door.

mod live;
mod module;
mod support;
