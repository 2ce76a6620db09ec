//! The crate through its public door: real processes, real packages.
#![expect(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "helpers of tests fail by panicking")]

mod aws;
mod client;
mod fake;
mod install;
mod process;
