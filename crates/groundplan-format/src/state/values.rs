use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::present::{is_false, present};
use crate::{ResourceMode, Type};

/// Output values by name: the whole document of `output --json`.
pub type Outputs = BTreeMap<String, OutputValue>;

/// All values of a state, or those that a plan leads to as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct StateValues {
    /// The root module's output values.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: Outputs,
    /// The root module's resources and, inside it, those of its children.
    #[serde(default)]
    pub root_module: ModuleValues,
}

/// An output value.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutputValue {
    /// Whether it must not be shown.
    pub sensitive: bool,
    /// Its type; absent when it is not known yet.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub value_type: Option<Type>,
    /// The value; absent when it is not known yet.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
}

/// The resources of one module instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModuleValues {
    /// The resource instances declared in the module itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceValues>,
    /// The module instance's address; absent for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The module instances called from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub child_modules: Vec<ModuleValues>,
}

impl ModuleValues {
    /// The resource instances of this module and of all below it, in the order of the document.
    #[must_use]
    pub fn all_resources(&self) -> Vec<&ResourceValues> {
        let mut found = Vec::new();
        let mut modules = vec![self];
        while let Some(module) = modules.pop() {
            found.extend(&module.resources);
            modules.extend(module.child_modules.iter().rev());
        }
        found
    }
}

/// One resource instance with its values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResourceValues {
    /// The instance's address.
    pub address: String,
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
    pub provider_name: String,
    /// The version of the resource type's schema that the values follow.
    #[serde(default)]
    pub schema_version: u64,
    /// The arguments' and attributes' values; absent when nothing is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<Map<String, Value>>,
    /// Which of the values are sensitive: `true` in their places.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub sensitive_values: Option<Value>,
    /// The addresses of what it depends on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// Whether it is to be replaced at the next apply.
    #[serde(default, skip_serializing_if = "is_false")]
    pub tainted: bool,
    /// The key of an old object that is still to be destroyed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deposed_key: Option<String>,
}
