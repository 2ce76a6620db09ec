use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use groundplan_address::{Mode, ProviderAddr, ResourceId};
use groundplan_engine::Action;
use groundplan_format as format;
use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting, Schema};
use groundplan_value::{Type, type_to_json};
use serde_json::Value as Json;

use super::mask::known;
use super::object::ObjectChange;

/// A resource type, or a data source, of a provider.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct ResourceType {
    provider: ProviderAddr,
    mode: Mode,
    kind: Arc<str>,
}

impl ResourceType {
    fn of(provider: &ProviderAddr, resource: &ResourceId) -> Self {
        Self { provider: provider.clone(), mode: resource.mode, kind: resource.kind.clone() }
    }
}

/// The schemas of resource types, as far as they are at hand.
#[derive(Default)]
pub(super) struct KnownSchemas(HashMap<ResourceType, Arc<Schema>>);

impl KnownSchemas {
    /// The schemas that objects come with.
    pub(super) fn of(objects: &[ObjectChange<'_>]) -> Self {
        let schemas = objects.iter().map(|object| {
            let of = ResourceType::of(object.provider, &object.addr.resource);
            (of, object.schema.clone())
        });
        Self(schemas.collect())
    }

    /// Adds those of data sources, by provider and type.
    pub(super) fn with_read(mut self, read: &BTreeMap<(ProviderAddr, Arc<str>), Arc<Schema>>) -> Self {
        let read = read.iter().map(|((provider, kind), schema)| {
            (ResourceType { provider: provider.clone(), mode: Mode::Data, kind: kind.clone() }, schema.clone())
        });
        self.0.extend(read);
        self
    }

    pub(super) fn get(&self, provider: &ProviderAddr, resource: &ResourceId) -> Option<&Schema> {
        self.0.get(&ResourceType::of(provider, resource)).map(Arc::as_ref)
    }
}

/// The structure of the resource types of which something changes, cut to the nested blocks that the objects have.
pub(super) fn schemas_for_rendering(objects: &[ObjectChange<'_>]) -> format::ProviderSchemas {
    let mut used: BTreeMap<ResourceType, (&Schema, Vec<Json>)> = BTreeMap::new();
    for object in objects.iter().filter(|object| object.action != Action::NoOp) {
        let of = ResourceType::of(object.provider, &object.addr.resource);
        let (_, values) = used.entry(of).or_insert_with(|| (object.schema.as_ref(), Vec::new()));
        values.extend([object.before, object.after].into_iter().filter_map(known));
    }
    let mut documents = format::ProviderSchemas::new();
    for (of, (schema, values)) in used {
        let values: Vec<&Json> = values.iter().collect();
        let document = format::Schema { version: schema.version, block: block(&schema.block).pruned(&values) };
        let provider = documents.entry(of.provider.to_string()).or_default();
        match of.mode {
            Mode::Managed => provider.resource_schemas.insert(of.kind.to_string(), document),
            Mode::Data => provider.data_source_schemas.insert(of.kind.to_string(), document),
            Mode::Ephemeral => None,
        };
    }
    documents
}

fn block(schema: &Block) -> format::Block {
    format::Block {
        attributes: attributes(&schema.attributes),
        block_types: schema.blocks.iter().map(|(name, nested)| (name.to_string(), block_type(nested))).collect(),
    }
}

fn block_type(nested: &NestedBlock) -> format::BlockType {
    let limit = |items: u64| (items > 0).then_some(items);
    format::BlockType {
        nesting_mode: nesting(nested.nesting),
        block: block(&nested.block),
        min_items: limit(nested.min_items),
        max_items: limit(nested.max_items),
    }
}

fn attributes(attributes: &BTreeMap<Arc<str>, Attribute>) -> BTreeMap<String, format::Attribute> {
    attributes.iter().map(|(name, inner)| (name.to_string(), attribute(inner))).collect()
}

fn attribute(attribute: &Attribute) -> format::Attribute {
    let (value_type, nested_type) = match &attribute.ty {
        AttributeType::Plain(ty) => (value_type(ty), None),
        AttributeType::Nested(mode, inner) => {
            let nested = format::NestedType { attributes: attributes(inner), nesting_mode: nesting(*mode) };
            (None, Some(nested))
        }
    };
    format::Attribute {
        value_type,
        nested_type,
        required: attribute.required,
        optional: attribute.optional,
        computed: attribute.computed,
        sensitive: attribute.sensitive,
        write_only: attribute.write_only,
    }
}

/// A type as the documents have it.
pub(super) fn value_type(ty: &Type) -> Option<format::Type> {
    serde_json::from_value(type_to_json(ty)).ok()
}

fn nesting(nesting: Nesting) -> format::Nesting {
    match nesting {
        Nesting::Single => format::Nesting::Single,
        Nesting::Group => format::Nesting::Group,
        Nesting::List => format::Nesting::List,
        Nesting::Set => format::Nesting::Set,
        Nesting::Map => format::Nesting::Map,
    }
}
