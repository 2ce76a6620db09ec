//! Modules fetched from repositories and servers that the tests make themselves.
#![expect(clippy::unwrap_used, clippy::panic, reason = "helpers of tests fail by panicking")]

mod archives;
mod git;
mod registry;
mod server;
mod workspace;
