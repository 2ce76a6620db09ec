use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::ResourceMode;

/// The outcome of one checkable object: a resource's conditions, an output's, a variable's validations, a `check` block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckResult {
    /// The object in the configuration.
    pub address: CheckAddress,
    /// The worst outcome of its instances.
    pub status: CheckStatus,
    /// Its instances; none when they are not known yet.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instances: Vec<CheckInstance>,
}

/// What a check is about. Which fields are there depends on `kind`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CheckAddress {
    /// `resource`, `output_value`, `check` or `var`; absent for an instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The address as text.
    pub to_display: String,
    /// The module, or for an instance the module instance, unless it is the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module: Option<String>,
    /// For a resource: its mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<ResourceMode>,
    /// For a resource: its type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind_type: Option<String>,
    /// The object's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For an instance of a resource: its key, a number or a string.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instance_key: Option<Value>,
}

/// The outcome of one instance of a checkable object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckInstance {
    /// The instance.
    pub address: CheckAddress,
    /// Its outcome.
    pub status: CheckStatus,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<CheckProblem>,
}

/// One failed condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckProblem {
    /// The condition's error message.
    pub message: String,
}

/// How a check came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckStatus {
    /// All conditions hold.
    Pass,
    /// A condition does not hold.
    Fail,
    /// A condition could not be evaluated.
    Error,
    /// It depends on what is not known yet.
    Unknown,
}
