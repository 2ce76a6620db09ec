//! Tests of the engine through its public door, with a provider in memory.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed expectation is how a test fails")]

mod dynamic;
mod expansion;
mod marks;
mod support;
mod unknown;
