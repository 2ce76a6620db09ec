//! What `state list`, `show`, `mv` and `rm` do, on states in memory. The rules are Terraform's; `test_data/tools` holds what
//! Terraform itself made of the same commands.

mod error;
mod providers;
mod relocate;
mod select;

pub use error::ToolError;
