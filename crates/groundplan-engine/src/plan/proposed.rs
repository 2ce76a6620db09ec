//! The proposed new object: the configuration, with what it leaves to the provider taken from the prior object.
//!
//! The rules are those that providers rely on (Terraform's "Resource Instance Change Lifecycle", `ProposedNewState`).

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting};
use groundplan_value::{Kind, Map, Type, Value};

/// The proposed new object. `prior` is null for a creation. Both are unmarked.
pub(crate) fn proposed_new(schema: &Block, prior: &Value, config: &Value) -> Value {
    if prior.is_null() {
        if config.is_null() {
            return prior.clone();
        }
        return block(schema, &all_null(schema), config);
    }
    block(schema, prior, config)
}

/// The prior object of a creation: nulls, and no nested blocks.
fn all_null(schema: &Block) -> Value {
    let attributes =
        schema.attributes.iter().map(|(name, attribute)| (name.clone(), Value::null(attribute.value_type())));
    let blocks = schema.blocks.iter().map(|(name, nested)| (name.clone(), Value::null(nested.value_type())));
    Value::object(attributes.chain(blocks))
}

fn block(schema: &Block, prior: &Value, config: &Value) -> Value {
    if config.is_null() || !config.is_known() {
        return prior.clone();
    }
    let mut map = attributes(&schema.attributes, prior, config);
    for (name, nested) in &schema.blocks {
        let value = nested_blocks(
            nested,
            &attr(prior, name, || nested.value_type()),
            &attr(config, name, || nested.value_type()),
        );
        map.insert(name.clone(), value);
    }
    Value::object(map)
}

fn attr(object: &Value, name: &str, ty: impl FnOnce() -> Type) -> Value {
    if object.is_null() {
        return Value::null(ty());
    }
    object.get_attr(name).unwrap_or_else(|| Value::null(ty()))
}

fn attributes(schema: &BTreeMap<Arc<str>, Attribute>, prior: &Value, config: &Value) -> Map {
    let mut map = Map::new();
    for (name, attribute) in schema {
        let prior = attr(prior, name, || attribute.value_type());
        let config = attr(config, name, || attribute.value_type());
        let value = match &attribute.ty {
            _ if attribute.computed && config.is_null() && !was_configured(attribute, &prior) => prior,
            AttributeType::Nested(nesting, inner) if !config.is_null() => {
                elements(*nesting, &Inner::Object(inner), &prior, &config)
            }
            AttributeType::Plain(_) | AttributeType::Nested(..) => config,
        };
        // Write-only values go to the provider in the configuration alone.
        let value = if attribute.write_only { Value::null(attribute.value_type()) } else { value };
        map.insert(name.clone(), value);
    }
    map
}

/// Whether an optional attribute with nested attributes must have been configured before, because it holds values that the
/// provider would not have set by itself: then its absence from configuration is a removal.
fn was_configured(attribute: &Attribute, prior: &Value) -> bool {
    fn holds_configured(attributes: &BTreeMap<Arc<str>, Attribute>, value: &Value) -> bool {
        let Kind::Object(map) = value.kind() else {
            return value.children().any(|element| holds_configured(attributes, element));
        };
        map.iter().filter(|(_, value)| !value.is_null()).any(|(name, value)| {
            attributes.get(name).is_some_and(|attribute| {
                !attribute.computed || attribute.nested().is_some_and(|inner| holds_configured(inner, value))
            })
        })
    }
    attribute.optional && attribute.nested().is_some_and(|inner| holds_configured(inner, prior))
}

fn nested_blocks(nested: &NestedBlock, prior: &Value, config: &Value) -> Value {
    if !config.is_known() || (nested.nesting == Nesting::Single && config.is_null()) {
        return config.clone();
    }
    elements(nested.nesting, &Inner::Block(&nested.block), prior, config)
}

/// What is nested: a block, or an object with attributes of its own.
enum Inner<'a> {
    Block(&'a Block),
    Object(&'a BTreeMap<Arc<str>, Attribute>),
}

impl Inner<'_> {
    fn proposed(&self, prior: &Value, config: &Value) -> Value {
        match self {
            Self::Block(schema) => proposed_new(schema, prior, config),
            Self::Object(_) if config.is_null() || !config.is_known() => config.clone(),
            Self::Object(schema) => Value::object(attributes(schema, prior, config)),
        }
    }

    /// The attribute at a path of names, elements of collections left out.
    fn attribute(&self, names: &[&Arc<str>]) -> Option<&Attribute> {
        match self {
            Self::Block(schema) => in_block(schema, names),
            Self::Object(schema) => {
                let (first, rest) = names.split_first()?;
                within(schema.get(*first)?, rest)
            }
        }
    }
}

fn in_block<'s>(schema: &'s Block, names: &[&Arc<str>]) -> Option<&'s Attribute> {
    let (first, rest) = names.split_first()?;
    match schema.attributes.get(*first) {
        Some(attribute) => within(attribute, rest),
        None => in_block(&schema.blocks.get(*first)?.block, rest),
    }
}

fn within<'s>(attribute: &'s Attribute, rest: &[&Arc<str>]) -> Option<&'s Attribute> {
    match rest.split_first() {
        None => Some(attribute),
        Some((first, rest)) => within(attribute.nested()?.get(*first)?, rest),
    }
}

fn elements(nesting: Nesting, inner: &Inner<'_>, prior: &Value, config: &Value) -> Value {
    if !config.is_known() {
        return config.clone();
    }
    match nesting {
        Nesting::Single | Nesting::Group => inner.proposed(prior, config),
        Nesting::List => {
            let Some(items) = config.as_slice().filter(|items| !items.is_empty()) else { return config.clone() };
            let prior = prior.as_slice().unwrap_or_default();
            let proposed = items.iter().enumerate().map(|(at, item)| match prior.get(at) {
                Some(prior) => inner.proposed(prior, item),
                None => item.clone(),
            });
            let proposed: Vec<Value> = proposed.collect();
            match config.kind() {
                Kind::Tuple(_) => Value::tuple(proposed),
                _ => Value::list(element_type(config), proposed),
            }
        }
        Nesting::Map => {
            let Some(items) = config.as_map().filter(|items| !items.is_empty()) else { return config.clone() };
            let proposed = items.iter().map(|(key, item)| {
                let prior = prior.as_map().and_then(|prior| prior.get(key));
                (key.clone(), prior.map_or_else(|| item.clone(), |prior| inner.proposed(prior, item)))
            });
            match config.kind() {
                Kind::Object(_) => Value::object(proposed),
                _ => Value::map(element_type(config), proposed),
            }
        }
        Nesting::Set => set(inner, prior, config),
    }
}

fn element_type(collection: &Value) -> Type {
    collection.ty().element().cloned().unwrap_or(Type::Dynamic)
}

/// Elements of sets have no key: each takes the first prior element that could have come from it.
fn set(inner: &Inner<'_>, prior: &Value, config: &Value) -> Value {
    let Some(items) = config.as_slice().filter(|items| !items.is_empty()) else { return config.clone() };
    let mut unused: Vec<&Value> = prior.as_slice().unwrap_or_default().iter().collect();
    let element = element_type(config);
    let proposed: Vec<Value> = items
        .iter()
        .map(|item| match unused.iter().position(|prior| could_come_from(inner, prior, item)) {
            Some(at) => inner.proposed(unused.remove(at), item),
            None => inner.proposed(&Value::null(element.clone()), item),
        })
        .collect();
    Value::set(element, proposed)
}

/// Whether a prior element differs from configuration only where the provider was free to fill in.
fn could_come_from(inner: &Inner<'_>, prior: &Value, config: &Value) -> bool {
    fn walk(inner: &Inner<'_>, names: &mut Vec<Arc<str>>, prior: &Value, config: &Value) -> bool {
        if prior == config {
            return true;
        }
        // Elements of sets within have no key to find their counterparts by.
        if matches!(config.kind(), Kind::Set(..)) {
            return false;
        }
        let path: Vec<&Arc<str>> = names.iter().collect();
        if let Some(attribute) = inner.attribute(&path)
            && (attribute.nested().is_none() || config.is_null())
        {
            return attribute.computed && config.is_null();
        }
        match (prior.kind(), config.kind()) {
            (Kind::Object(a), Kind::Object(b)) => a.iter().all(|(name, prior)| {
                let Some(config) = b.get(name) else { return false };
                names.push(name.clone());
                let fits = walk(inner, names, prior, config);
                names.pop();
                fits
            }),
            (Kind::List(_, a), Kind::List(_, b)) | (Kind::Tuple(a), Kind::Tuple(b)) => {
                a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| walk(inner, names, a, b))
            }
            (Kind::Map(_, a), Kind::Map(_, b)) => {
                a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| walk(inner, names, a, b)))
            }
            _ => false,
        }
    }
    walk(inner, &mut Vec::new(), prior, config)
}
