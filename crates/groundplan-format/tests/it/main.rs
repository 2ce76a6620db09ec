//! The public documents, against those that Terraform really writes.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed helper fails the test")]

mod company;
mod diagnostics;
mod events;
mod recorded;
