//! Tests of the crate through its public door.
#![expect(clippy::unwrap_used, reason = "a failed expectation is how a test fails")]

mod codec;
mod journal;
mod memory_store;
mod model;
mod random;
mod store;
mod support;
mod tools;
mod unit_state;
