use std::borrow::Cow;
use std::sync::Arc;

use groundplan_lang::syntax::{Block as Written, Body};
use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting};
use groundplan_value::{ObjectType, Type};

/// The schema for a body that writes an attribute as blocks: providers of the old kind have arguments that are lists or sets
/// of objects and may be written either way ("Attributes as Blocks" in Terraform's documentation). Such an attribute counts
/// as a nested block type where the body has blocks of its name.
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

/// The block type that a block is of, or that a `dynamic` block makes.
fn names(block: &Written) -> Option<&Arc<str>> {
    if &*block.kind.name == "dynamic" { block.labels.first().map(|label| &label.text) } else { Some(&block.kind.name) }
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
