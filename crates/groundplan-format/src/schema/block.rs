use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::present::is_false;
use crate::{ResourceMode, Type};

/// Schemas by the provider's source address.
pub type ProviderSchemas = BTreeMap<String, ProviderSchema>;

/// The schemas of one provider's resource types, as many as are needed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ProviderSchema {
    /// Of managed resources, by type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub resource_schemas: BTreeMap<String, Schema>,
    /// Of data sources, by type.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub data_source_schemas: BTreeMap<String, Schema>,
}

impl ProviderSchema {
    /// The structure of one resource type.
    #[must_use]
    pub fn block(&self, mode: ResourceMode, resource_type: &str) -> Option<&Block> {
        let schemas = match mode {
            ResourceMode::Managed => &self.resource_schemas,
            ResourceMode::Data => &self.data_source_schemas,
            ResourceMode::Ephemeral => return None,
        };
        schemas.get(resource_type).map(|schema| &schema.block)
    }
}

/// The schema of one resource type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Schema {
    /// The schema's version, as states record it.
    pub version: u64,
    /// The structure.
    pub block: Block,
}

/// What can stand in a block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// Arguments and attributes by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attributes: BTreeMap<String, Attribute>,
    /// Nested blocks by name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub block_types: BTreeMap<String, BlockType>,
}

/// An argument or attribute: of a type, or of a nested structure.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attribute {
    /// Its type, unless it has a nested structure.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub value_type: Option<Type>,
    /// Its nested structure.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nested_type: Option<NestedType>,
    /// Whether the configuration must set it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Whether the configuration may set it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// Whether the provider may set it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub computed: bool,
    /// Whether it must not be shown.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Whether it is sent to the provider and never kept.
    #[serde(default, skip_serializing_if = "is_false")]
    pub write_only: bool,
}

/// The structure of an attribute that is an object or a collection of objects.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct NestedType {
    /// The attributes of each object.
    pub attributes: BTreeMap<String, Attribute>,
    /// How many there can be and what tells them apart.
    pub nesting_mode: Nesting,
}

/// A nested block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct BlockType {
    /// How many there can be and what tells them apart.
    pub nesting_mode: Nesting,
    /// What can stand in it.
    #[serde(default)]
    pub block: Block,
    /// How many there must be at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_items: Option<u64>,
    /// How many there can be at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_items: Option<u64>,
}

/// How nested blocks or objects of one name are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nesting {
    /// At most one.
    #[default]
    Single,
    /// Exactly one, which may be empty.
    Group,
    /// Many, in order.
    List,
    /// Many, without order.
    Set,
    /// Many, by key.
    Map,
}
