//! Diagnostics with the source lines they need, so that whoever shows them needs no files.

mod convert;
mod model;

pub use model::{Annotation, Diagnostic, Excerpt, Position, Range, Severity, Snippet, SymbolValue};
