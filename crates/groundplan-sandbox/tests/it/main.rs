//! The sandbox as its callers see it: real processes, the real emulator, and Terraform with the AWS provider as a judge.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a failed helper fails the test")]

mod additions;
mod corrections;
mod described;
mod faults;
mod gateway;
mod install;
mod lifecycle;
mod provider;
mod shares;
mod support;
