//! Two sides that answer the same expressions: this crate, and the `terraform` on PATH.

pub(crate) mod ours;
mod signatures;
pub(crate) mod terraform;

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Answer {
    Value(String),
    /// The error, as much of it as is asked for; all white space is one space.
    Error(String),
}

impl Answer {
    pub(crate) fn error(text: &str) -> Self {
        Self::Error(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Whether another answer is the same: the same value, or an error that has this one's words.
    pub(crate) fn check(&self, actual: &Self) -> Result<(), String> {
        let same = match (self, actual) {
            (Self::Value(expected), Self::Value(actual)) => expected == actual,
            (Self::Error(expected), Self::Error(actual)) => actual.contains(expected.as_str()),
            _ => false,
        };
        if same { Ok(()) } else { Err(format!("  expected {}\n  but got  {}", self.text(), actual.text())) }
    }

    pub(crate) fn text(&self) -> String {
        match self {
            Self::Value(text) => text.clone(),
            Self::Error(text) => format!("error: {text}").trim_end().to_owned(),
        }
    }
}
