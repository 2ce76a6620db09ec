use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::present::present;
use crate::{
    Change, ChangeCounts, CheckResult, Configuration, FORMAT_VERSION, FormatError, ProviderSchemas, ResourceChange,
    State, StateValues,
};

/// The plan of one root module.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// The version of this document's format.
    pub format_version: String,
    /// The version of the program that made the plan.
    #[serde(default)]
    pub terraform_version: String,
    /// The root module's input variables.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, PlanVariable>,
    /// What there will be after the apply, as far as it is known.
    #[serde(default)]
    pub planned_values: StateValues,
    /// What was changed outside since the last apply.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_drift: Vec<ResourceChange>,
    /// What is planned for each object, those that stay as they are included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resource_changes: Vec<ResourceChange>,
    /// What becomes of each output value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub output_changes: BTreeMap<String, Change>,
    /// The state that the plan starts from, after refreshing it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior_state: Option<State>,
    /// The configuration, without evaluating it.
    #[serde(default)]
    pub configuration: Configuration,
    /// The attributes that the planned changes come from, for telling which drift matters.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relevant_attributes: Vec<RelevantAttribute>,
    /// The outcome of conditions and checks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckResult>,
    /// When it was made, RFC 3339 in UTC.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub timestamp: String,
    /// Whether applying it would do anything.
    #[serde(default)]
    pub applyable: bool,
    /// Whether nothing has been left out of it.
    #[serde(default)]
    pub complete: bool,
    /// Whether making it ended in an error; it then holds what was planned until there.
    #[serde(default)]
    pub errored: bool,
    /// The structure of the resource types in it, for rendering. Ours; Terraform's plans have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub provider_schemas: ProviderSchemas,
}

impl Plan {
    /// Reads the document.
    ///
    /// # Errors
    /// When it is not JSON of that form, or of a version other than `1.x`.
    pub fn from_json(json: &str) -> Result<Self, FormatError> {
        let plan: Self = serde_json::from_str(json)?;
        FormatError::check_version("plan", &plan.format_version)?;
        Ok(plan)
    }

    /// How many objects it adds, changes and destroys.
    #[must_use]
    pub fn counts(&self) -> ChangeCounts {
        ChangeCounts::of(&self.resource_changes)
    }
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            format_version: FORMAT_VERSION.to_owned(),
            terraform_version: String::new(),
            variables: BTreeMap::new(),
            planned_values: StateValues::default(),
            resource_drift: Vec::new(),
            resource_changes: Vec::new(),
            output_changes: BTreeMap::new(),
            prior_state: None,
            configuration: Configuration::default(),
            relevant_attributes: Vec::new(),
            checks: Vec::new(),
            timestamp: String::new(),
            applyable: false,
            complete: true,
            errored: false,
            provider_schemas: BTreeMap::new(),
        }
    }
}

/// The value of one of the root module's input variables.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlanVariable {
    /// The value; absent when it is not kept in plans (an ephemeral variable).
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// An attribute that something in the plan refers to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RelevantAttribute {
    /// The resource's address.
    pub resource: String,
    /// The path inside it: names and indexes.
    pub attribute: Vec<Value>,
}
