//! What a resource type looks like, in the format of `providers schema -json`.
//!
//! A plan's values alone do not tell a nested block from an argument, nor a set from a list. A plan may therefore carry
//! the schemas of the types that it changes; what renders it works without them, only less well.

mod block;
mod pruned;
mod ty;

pub use block::{Attribute, Block, BlockType, NestedType, Nesting, ProviderSchema, ProviderSchemas, Schema};
pub use ty::Type;
