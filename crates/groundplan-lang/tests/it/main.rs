//! What the language crate does, through its public door.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed expectation is how a test fails")]

mod oracle;
mod random;
mod spec;
mod syntax;
