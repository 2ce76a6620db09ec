//! The little of HCL that CLI configuration files and lock files are written in: blocks with labels, and arguments
//! whose values are literals.
//!
//! Terraform reads CLI configuration with the first generation of HCL, which the expression language's parser does not
//! cover: there a nested block may stand on the line of the block that holds it.

mod json;
mod parse;
mod tree;

pub use json::parse_json;
pub use parse::parse;
pub use tree::{Body, Content, Item, SyntaxError};
