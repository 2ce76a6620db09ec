use std::borrow::Cow;
use std::sync::Arc;

use groundplan_lang::syntax::{Block as Written, Body};
use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting};
use groundplan_value::{ObjectType, Type, Value};

/// The schema for a body that writes an attribute as blocks: providers of the old kind have arguments that are lists or sets
/// of objects and may be written either way ("Attributes as Blocks" in Terraform's documentation). Such an attribute counts
/// as a nested block type where the body has blocks of its name.
///
/// Where it still differs from a block type: without any block (of a `dynamic` one that makes none) it was not given, and is
/// null; and a `dynamic` block whose number is not known yet makes one element of unknown values.
pub(super) fn for_body<'a>(schema: &'a Block, body: &Body) -> Cow<'a, Block> {
    let written = |name: &Arc<str>| body.blocks.iter().any(|block| names(block) == Some(name));
    let as_blocks: Vec<(&Arc<str>, NestedBlock)> = schema
        .attributes
        .iter()
        .filter(|(name, _)| written(name))
        .filter_map(|(name, attribute)| Some((name, nested(attribute)?)))
        .collect();
    if as_blocks.is_empty() {
        return Cow::Borrowed(schema);
    }
    let mut schema = schema.clone();
    for (name, nested) in as_blocks {
        schema.attributes.remove(name);
        schema.blocks.insert(name.clone(), nested);
    }
    Cow::Owned(schema)
}

/// The one element that stands for blocks whose number is not known: unknown where the body gives something, null elsewhere.
pub(super) fn unknown_element(body: &Body, block: &Block) -> Value {
    let value = |name: &Arc<str>, attribute: &Attribute| {
        let ty = attribute.value_type();
        if body.attributes.iter().any(|given| given.name.name == *name) {
            return Value::unknown(ty);
        }
        let Some(inner) = nested(attribute) else { return Value::null(ty) };
        let bodies = body.blocks.iter().filter(|block| names(block) == Some(name)).filter_map(|block| content(block));
        let elements: Vec<Value> = bodies.map(|body| unknown_element(body, &inner.block)).collect();
        match inner.nesting {
            _ if elements.is_empty() => Value::null(ty),
            Nesting::Set => Value::set(inner.block.value_type(), elements),
            _ => Value::list(inner.block.value_type(), elements),
        }
    };
    Value::object(block.attributes.iter().map(|(name, attribute)| (name.clone(), value(name, attribute))))
}

/// The block type that a block is of, or that a `dynamic` block makes.
fn names(block: &Written) -> Option<&Arc<str>> {
    if &*block.kind.name == "dynamic" { block.labels.first().map(|label| &label.text) } else { Some(&block.kind.name) }
}

/// The body of the blocks that a block is or makes.
fn content(block: &Written) -> Option<&Body> {
    if &*block.kind.name != "dynamic" {
        return Some(&block.body);
    }
    block.body.blocks.iter().find(|inner| &*inner.kind.name == "content").map(|inner| &inner.body)
}

/// The block type that an attribute is as blocks; none for an attribute that is no list or set of objects.
fn nested(attribute: &Attribute) -> Option<NestedBlock> {
    let (nesting, element) = match &attribute.ty {
        AttributeType::Plain(Type::List(element)) => (Nesting::List, element),
        AttributeType::Plain(Type::Set(element)) => (Nesting::Set, element),
        AttributeType::Plain(_) | AttributeType::Nested(..) => return None,
    };
    let Type::Object(object) = &**element else { return None };
    Some(NestedBlock { nesting, block: block_of(object), min_items: 0, max_items: 0 })
}

/// A block with the attributes of an object, all optional.
fn block_of(object: &ObjectType) -> Block {
    let attributes = object.attributes.iter().map(|(name, ty)| {
        let attribute = Attribute {
            ty: AttributeType::Plain(ty.clone()),
            required: false,
            optional: true,
            computed: false,
            sensitive: false,
            write_only: false,
            deprecated: false,
            description: String::new(),
        };
        (name.clone(), attribute)
    });
    Block { attributes: attributes.collect(), ..Block::default() }
}
