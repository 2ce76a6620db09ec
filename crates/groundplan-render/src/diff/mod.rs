//! What differs between two values, as a tree that can be printed.
//!
//! The input is a plan's change: the values before and after with the marks of what is unknown and sensitive, and the
//! structure of the resource type as far as it is known. The order of elements, what counts as unchanged and what is
//! left out follow what Terraform 1.11 prints.

mod align;
mod attribute;
mod block;
mod collection;
mod dynamic;
mod pair;
mod paths;
mod text;
mod tree;

pub(crate) use block::block;
pub(crate) use dynamic::dynamic;
pub(crate) use pair::Pair;
pub(crate) use paths::Relevant;
pub(crate) use tree::{Blocks, Body, Diff, Line, Mark};
