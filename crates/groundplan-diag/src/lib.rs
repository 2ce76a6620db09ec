//! Source map, spans and diagnostics. Knows no domain type.
//!
//! Every phase of the program appends to one [`Diags`] and goes on as far as it can, so that a run shows all errors, not
//! the first. A [`Diagnostic`] is data: how it looks is decided elsewhere.

mod diagnostic;
mod source;

pub use diagnostic::{Diagnostic, Diags, Label, Severity};
pub use source::{FileId, Position, SourceFile, SourceMap, Span};
