//! Whole-product tests. Those that take minutes are ignored; `.ci/run` runs them too.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a failed expectation is how a test fails"
)]

mod auth;
mod bad_company;
mod bad_input;
mod benchmark;
mod buckets;
mod caller;
mod company;
mod crash;
mod demo;
mod drift;
mod faults;
mod init;
mod oracle;
mod random_answers;
mod role;
mod s3;
mod saved_plan;
mod secrets;
mod support;
mod tidy;
mod workspaces;
