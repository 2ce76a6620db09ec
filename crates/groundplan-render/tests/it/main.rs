//! The texts, against what Terraform prints for the same documents and against snapshots.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed helper fails the test")]

mod companies;
mod diagnostics;
mod plans;
mod progress;
mod recorded;
mod values;
