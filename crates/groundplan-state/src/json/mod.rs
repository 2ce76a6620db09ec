//! JSON text as Terraform's writer (Go's `encoding/json`) produces it, kept as text so that nothing is lost.

mod fields;
mod raw;
mod text;
mod write;

pub(crate) use fields::{Fields, Misfit, Node, Source};
pub use raw::{InvalidJson, RawJson};
pub(crate) use text::{TooDeep, indent, push_string};
pub(crate) use write::{Object, Slot};

/// How deep a state document may be nested. Terraform's types never come near; it keeps every later reader of a part within
/// the nesting that `serde_json` accepts, and the indentation of a hostile file within bounds.
pub(crate) const MAX_DEPTH: usize = 120;
