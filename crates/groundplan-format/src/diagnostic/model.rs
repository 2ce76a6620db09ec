use serde::{Deserialize, Serialize};

/// One message to the user. The fields up to `snippet` are Terraform's, those after it ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A short fixed phrase.
    pub summary: String,
    /// Whole sentences; may be empty.
    #[serde(default)]
    pub detail: String,
    /// The address of the resource that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The place that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
    /// The source line of that place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snippet: Option<Snippet>,
    /// The path of the unit that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The source around the place that is wrong and around the places that explain it, the former first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excerpts: Vec<Excerpt>,
    /// Values of the symbols in the offending expression, when there is no snippet to hold them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<SymbolValue>,
    /// The ways out, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub help: Vec<String>,
}

impl Diagnostic {
    /// The values of the symbols in the offending expression, wherever they are kept.
    pub fn symbol_values(&self) -> impl Iterator<Item = &SymbolValue> {
        self.snippet.iter().flat_map(|snippet| &snippet.values).chain(&self.values)
    }
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The run goes on.
    Warning,
    /// The run cannot go on.
    #[default]
    Error,
}

/// A part of a source file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Range {
    /// The file's path as it is shown.
    pub filename: String,
    /// Its first character.
    pub start: Position,
    /// The character after its last.
    pub end: Position,
}

/// A place in a source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// Offset in bytes, from 0.
    pub byte: usize,
}

/// The source line that a diagnostic points at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The header of the block around it, such as `resource "aws_vpc" "main"`.
    pub context: Option<String>,
    /// The line, or lines.
    pub code: String,
    /// The number of the first line, from 1.
    pub start_line: usize,
    /// Where the marked part starts: offset in bytes in `code`.
    pub highlight_start_offset: usize,
    /// Where it ends: offset in bytes in `code`.
    pub highlight_end_offset: usize,
    /// Values of the symbols in the marked expression.
    pub values: Vec<SymbolValue>,
}

/// The value of one symbol of an expression.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SymbolValue {
    /// The symbol, such as `local.cidr`.
    pub traversal: String,
    /// What it is, as a predicate: `is "10.0.0.0/16"`, `is a string`, `will be known only after apply`.
    pub statement: String,
}

/// Lines of one source file, with marked parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// The file's path as it is shown.
    pub filename: String,
    /// The number of the first line, from 1.
    pub start_line: usize,
    /// The lines.
    pub code: String,
    /// The marked parts.
    pub annotations: Vec<Annotation>,
}

/// A marked part of an [`Excerpt`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Annotation {
    /// Whether this is the place that is wrong, not one that explains it.
    pub primary: bool,
    /// Where it starts: offset in bytes in the excerpt's code.
    pub start_offset: usize,
    /// Where it ends: offset in bytes in the excerpt's code.
    pub end_offset: usize,
    /// What to say beside it; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
}
