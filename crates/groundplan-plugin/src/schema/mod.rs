//! Schemas of providers: found in a provider's one long answer, decoded type by type when asked for, and kept on disk
//! so that a later process need not be asked.

mod answer;
mod cache;
mod set;

pub use cache::SchemaCache;

pub(crate) use set::{SchemaSet, Typed};
