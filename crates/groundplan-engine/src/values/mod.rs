//! What the walk has found so far, and the scopes in which expressions see it.
//!
//! Each node's result is written once, when the node has run, and read by the nodes that depend on it; so nothing is
//! evaluated twice, and nothing recurses.

mod expansion;
mod memo;
mod scope;

pub(crate) use expansion::{Expanded, Instances, Repetition, expand};
pub(crate) use memo::{Memo, NodeResult, ProviderResult, ResourceResult};
pub(crate) use scope::{ModuleScope, Paths};
