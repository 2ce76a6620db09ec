#![expect(missing_docs, reason = "fields are described by the protocol's own document, of the same names")]

use groundplan_provider as contract;
use groundplan_value::{Type, type_from_json};
use prost::Message;

/// A schema; `A` is the attribute message of the protocol version.
#[derive(Clone, PartialEq, Message)]
pub struct Schema<A: AttributeMessage> {
    #[prost(int64, tag = "1")]
    pub version: i64,
    #[prost(message, optional, tag = "2")]
    pub block: Option<Block<A>>,
}

/// The content of a block.
#[derive(Clone, PartialEq, Message)]
pub struct Block<A: AttributeMessage> {
    #[prost(message, repeated, tag = "2")]
    pub attributes: Vec<A>,
    #[prost(message, repeated, tag = "3")]
    pub block_types: Vec<NestedBlock<A>>,
    #[prost(string, tag = "4")]
    pub description: String,
    #[prost(bool, tag = "6")]
    pub deprecated: bool,
}

/// A nested block type.
#[derive(Clone, PartialEq, Message)]
pub struct NestedBlock<A: AttributeMessage> {
    #[prost(string, tag = "1")]
    pub type_name: String,
    #[prost(message, optional, tag = "2")]
    pub block: Option<Block<A>>,
    #[prost(enumeration = "NestingMode", tag = "3")]
    pub nesting: i32,
    #[prost(int64, tag = "4")]
    pub min_items: i64,
    #[prost(int64, tag = "5")]
    pub max_items: i64,
}

/// How often a nested block occurs, and what it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, prost::Enumeration)]
#[repr(i32)]
pub enum NestingMode {
    Invalid = 0,
    Single = 1,
    List = 2,
    Set = 3,
    Map = 4,
    Group = 5,
}

/// The attribute message of a protocol version.
pub trait AttributeMessage: Message + Default + Clone + PartialEq + std::fmt::Debug {
    /// The attribute and its name.
    ///
    /// # Errors
    /// When its type or nesting is not one of the protocol.
    fn into_named(self) -> Result<(String, contract::Attribute), SchemaError>;
}

/// Why bytes are no schema.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{0}")]
pub struct SchemaError(pub String);

pub(super) fn decode<A: AttributeMessage>(message: &[u8]) -> Result<contract::Schema, SchemaError> {
    let schema = Schema::<A>::decode(message).map_err(|error| SchemaError(error.to_string()))?;
    Ok(contract::Schema {
        version: u64::try_from(schema.version).map_err(|_| SchemaError("the version is negative".into()))?,
        block: block(schema.block.unwrap_or_default())?,
    })
}

fn block<A: AttributeMessage>(message: Block<A>) -> Result<contract::Block, SchemaError> {
    let mut block = contract::Block {
        description: message.description,
        deprecated: message.deprecated,
        ..contract::Block::default()
    };
    for attribute in message.attributes {
        let (name, attribute) = attribute.into_named()?;
        block.attributes.insert(name.into(), attribute);
    }
    for nested in message.block_types {
        let contents = contract::NestedBlock {
            nesting: nesting(&nested.type_name, nested.nesting)?,
            block: self::block(nested.block.unwrap_or_default())?,
            min_items: limit(nested.min_items),
            max_items: limit(nested.max_items),
        };
        block.blocks.insert(nested.type_name.into(), contents);
    }
    Ok(block)
}

/// A negative limit is none.
fn limit(items: i64) -> u64 {
    u64::try_from(items).unwrap_or_default()
}

pub(super) fn nesting(name: &str, mode: i32) -> Result<contract::Nesting, SchemaError> {
    Ok(match NestingMode::try_from(mode) {
        Ok(NestingMode::Single) => contract::Nesting::Single,
        Ok(NestingMode::List) => contract::Nesting::List,
        Ok(NestingMode::Set) => contract::Nesting::Set,
        Ok(NestingMode::Map) => contract::Nesting::Map,
        Ok(NestingMode::Group) => contract::Nesting::Group,
        Ok(NestingMode::Invalid) | Err(_) => {
            return Err(SchemaError(format!("{name}: {mode} is not a way of nesting")));
        }
    })
}

pub(crate) fn attribute_type(name: &str, json: &[u8]) -> Result<Type, SchemaError> {
    let wrong = |error: &dyn std::fmt::Display| SchemaError(format!("{name}: {error}"));
    let json = serde_json::from_slice(json).map_err(|error| wrong(&error))?;
    type_from_json(&json).map_err(|error| wrong(&error))
}
