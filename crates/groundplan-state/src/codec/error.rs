use crate::json::{Misfit, Source};

/// Why a text is not a state that can be used, and where. Never quotes values: they may be secret.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {kind}")]
pub struct DecodeError {
    /// What is wrong.
    pub kind: DecodeErrorKind,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
}

/// The ways in which a text is not a usable state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// Nothing at all, which Terraform takes for "no state".
    #[error("the state is empty")]
    Empty,
    /// Bytes that are no UTF-8.
    #[error("the state is not UTF-8 text")]
    NotUtf8,
    /// The text ends in the middle of a value.
    #[error("the state ends in the middle: it was cut off")]
    Truncated,
    /// The text is not JSON.
    #[error("the state is not JSON: {0}")]
    Syntax(String),
    /// JSON, but nothing says that it is a state.
    #[error("there is no \"version\" number, so this is not a Terraform state")]
    NoVersion,
    /// A format that only old versions of Terraform write.
    #[error("this is state format {0}, and only format 4 (Terraform 0.12 and later) is read")]
    Older(u64),
    /// A format of the future.
    #[error("this is state format {version}{}, and only format 4 is read", by(.written_by.as_deref()))]
    Newer {
        /// The format's number.
        version: u64,
        /// The Terraform version that the state names.
        written_by: Option<String>,
    },
    /// A part that does not have the shape that format 4 gives it.
    #[error("{}: {message}", or_the_state(.context))]
    Shape {
        /// The resource or output, as far as it is known; empty for the file itself.
        context: String,
        /// What was expected.
        message: String,
    },
}

fn by(terraform: Option<&str>) -> String {
    terraform.map(|version| format!(", written by Terraform {version}")).unwrap_or_default()
}

fn or_the_state(context: &str) -> &str {
    if context.is_empty() { "the state" } else { context }
}

impl DecodeError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.kind {
            DecodeErrorKind::Empty => "Remove the empty file, or restore the state from its backup.",
            DecodeErrorKind::Older(_) => {
                "Upgrade the state first: run `terraform apply` (or `terraform refresh`) with Terraform 0.13 or later on it, which rewrites it in format 4."
            }
            DecodeErrorKind::Newer { .. } => {
                "Use a newer version of groundplan, or restore an older state from its backup."
            }
            DecodeErrorKind::NoVersion => "Check that the path names a state file.",
            DecodeErrorKind::NotUtf8
            | DecodeErrorKind::Truncated
            | DecodeErrorKind::Syntax(_)
            | DecodeErrorKind::Shape { .. } => {
                "Nothing was changed. Restore the state from its backup (terraform.tfstate.backup, or an earlier version of the object in the bucket)."
            }
        }
    }

    pub(crate) fn at(source: Source<'_>, offset: usize, kind: DecodeErrorKind) -> Self {
        let (line, column) = source.position(offset);
        Self { kind, line, column }
    }

    pub(crate) fn syntax(error: &serde_json::Error) -> Self {
        let kind = if error.is_eof() {
            DecodeErrorKind::Truncated
        } else {
            // serde_json repeats the position at the end of its message; ours comes first.
            let text = error.to_string();
            let message = text.split(" at line ").next().unwrap_or_default();
            DecodeErrorKind::Syntax(message.to_owned())
        };
        Self { kind, line: error.line().max(1), column: error.column().max(1) }
    }
}

/// A misfit and the part of the state in which it was found.
pub(crate) struct Located {
    pub(crate) context: String,
    pub(crate) misfit: Misfit,
}

impl Located {
    pub(crate) fn resolve(self, source: Source<'_>) -> DecodeError {
        let Misfit { offset, message } = self.misfit;
        DecodeError::at(source, offset, DecodeErrorKind::Shape { context: self.context, message })
    }
}
