use serde::{Deserialize, Serialize};

use crate::{CheckResult, FormatError, StateValues};

/// The document of `show --json` for a state: Terraform's "state representation".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The version of this document's format.
    pub format_version: String,
    /// The version of the program that wrote the state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terraform_version: Option<String>,
    /// What is in it; `None` when there is no state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<StateValues>,
    /// The checks as they came out when the state was written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckResult>,
}

impl State {
    /// Reads the document.
    ///
    /// # Errors
    /// When it is not JSON of that form, or of a version other than `1.x`.
    pub fn from_json(json: &str) -> Result<Self, FormatError> {
        let state: Self = serde_json::from_str(json)?;
        FormatError::check_version("state", &state.format_version)?;
        Ok(state)
    }
}

impl Default for State {
    fn default() -> Self {
        Self { format_version: "1.0".to_owned(), terraform_version: None, values: None, checks: Vec::new() }
    }
}
