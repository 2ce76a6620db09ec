use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::present::{is_false, present};
use crate::{Action, ActionReason, ResourceMode};

/// What is planned for one object: a resource instance, or an old object that a replacement has left (deposed).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResourceChange {
    /// The instance's address.
    pub address: String,
    /// The address that it had until now, when it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_address: Option<String>,
    /// The module instance's address; absent for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module_address: Option<String>,
    /// Managed or data.
    pub mode: ResourceMode,
    /// The resource type, such as `aws_vpc`.
    #[serde(rename = "type")]
    pub resource_type: String,
    /// The resource's name.
    pub name: String,
    /// The instance's key, a number or a string; absent without `count` and `for_each`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<Value>,
    /// The provider's source address.
    #[serde(default)]
    pub provider_name: String,
    /// The deposed object's key, when it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposed: Option<String>,
    /// The change.
    pub change: Change,
    /// Why, where the configuration alone does not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action_reason: Option<ActionReason>,
}

impl ResourceChange {
    /// Whether the object is known by another address until now.
    #[must_use]
    pub fn is_moved(&self) -> bool {
        self.previous_address.as_ref().is_some_and(|previous| *previous != self.address)
    }
}

/// A change from one value to another. The value of a resource is an object with all its attributes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What is done.
    #[serde(rename = "actions")]
    pub action: Action,
    /// The value until now; `null` when there is none.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub before: Option<Value>,
    /// The value after the apply without what is not known yet; `null` when there will be none, absent when nothing of
    /// it is known.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub after: Option<Value>,
    /// Which parts of `after` are not known yet: `true` in their places.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub after_unknown: Option<Value>,
    /// Which parts of `before` are sensitive: `true` in their places.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub before_sensitive: Option<Value>,
    /// Which parts of `after` are sensitive: `true` in their places.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub after_sensitive: Option<Value>,
    /// Paths (names and indexes) of the arguments whose change forces the replacement.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replace_paths: Vec<Vec<Value>>,
    /// What is imported first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importing: Option<Importing>,
    /// Configuration written for an imported object that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated_config: Option<String>,
}

/// The real object that an import takes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Importing {
    /// Its id; absent when it is not known yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Whether the id is not known yet.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unknown: bool,
}
