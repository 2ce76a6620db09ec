use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::present::{is_false, present};
use crate::{Expression, Expressions, ResourceMode};

/// The configuration that a plan was made from, without evaluating it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Configuration {
    /// Provider configurations by key: the local name, for a module's own prefixed by its address.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub provider_config: BTreeMap<String, ProviderConfiguration>,
    /// The root module.
    #[serde(default)]
    pub root_module: ConfigurationModule,
}

/// A `provider` block, or a provider that is used without one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProviderConfiguration {
    /// The local name.
    pub name: String,
    /// The source address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub full_name: String,
    /// The alias, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alias: Option<String>,
    /// The versions that the module allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_constraint: Option<String>,
    /// The module whose block it is; absent for the root.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub module_address: Option<String>,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expressions: Expressions,
}

/// A module's blocks.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfigurationModule {
    /// `output` blocks by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<String, ConfigurationOutput>,
    /// `resource` blocks and, after them, `data` blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ConfigurationResource>,
    /// `module` blocks by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub module_calls: BTreeMap<String, ModuleCall>,
    /// `variable` blocks by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub variables: BTreeMap<String, ConfigurationVariable>,
}

/// An `output` block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfigurationOutput {
    /// Whether it must not be shown.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Whether it is not kept in plan and state.
    #[serde(default, skip_serializing_if = "is_false")]
    pub ephemeral: bool,
    /// Its value's expression.
    #[serde(default)]
    pub expression: Expression,
    /// What it waits for besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

/// A `resource` or `data` block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfigurationResource {
    /// Its address in the module.
    pub address: String,
    /// Managed or data.
    pub mode: ResourceMode,
    /// The resource type.
    #[serde(rename = "type")]
    pub resource_type: String,
    /// The resource's name.
    pub name: String,
    /// The key of its provider configuration.
    pub provider_config_key: String,
    /// Its `provisioner` blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub provisioners: Vec<Provisioner>,
    /// Its arguments and nested blocks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expressions: Expressions,
    /// The version of the resource type's schema.
    #[serde(default)]
    pub schema_version: u64,
    /// `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_expression: Option<Expression>,
    /// `for_each`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_each_expression: Option<Expression>,
    /// What it waits for besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
}

/// A `provisioner` block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Provisioner {
    /// Its type, such as `local-exec`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expressions: Expressions,
}

/// A `module` block and the module that it calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModuleCall {
    /// Where the module comes from, as the block says it.
    #[serde(default)]
    pub source: String,
    /// Its arguments.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expressions: Expressions,
    /// `count`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_expression: Option<Expression>,
    /// `for_each`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_each_expression: Option<Expression>,
    /// The called module.
    #[serde(default)]
    pub module: Box<ConfigurationModule>,
    /// The versions that it allows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version_constraint: Option<String>,
    /// What it waits for besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<String>,
}

/// A `variable` block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConfigurationVariable {
    /// Its default, `null` included; absent when a value must be given.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Whether it must not be shown.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}
