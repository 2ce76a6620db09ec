//! Tests of the crate through its public door.
#![expect(clippy::unwrap_used, reason = "a failed expectation is how a test fails")]

mod crash;
mod local;
mod support;
mod terraform;
