//! Configuration through its public door.
#![expect(clippy::unwrap_used, reason = "a failed helper fails the test")]

mod live;
mod module;
mod support;
