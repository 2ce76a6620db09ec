use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_format::{Expression, Expressions};
use groundplan_lang::syntax::{self, Body};
use groundplan_provider::{Attribute, Block, Nesting};
use groundplan_value::Type;
use serde_json::{Map, Value as Json};

use super::expression::Writer;

impl Writer {
    /// The arguments and nested blocks of a body. `dynamic` blocks stand for what only evaluation knows and are left out.
    pub(super) fn body(&self, body: &Body, schema: Option<&Block>) -> Expressions {
        let mut expressions: Expressions = body
            .attributes
            .iter()
            .map(|attribute| (attribute.name.name.to_string(), self.argument(&attribute.expr)))
            .collect();
        let mut by_kind: BTreeMap<&Arc<str>, Vec<&syntax::Block>> = BTreeMap::new();
        for block in body.blocks.iter().filter(|block| &*block.kind.name != "dynamic") {
            by_kind.entry(&block.kind.name).or_default().push(block);
        }
        for (kind, blocks) in by_kind {
            let attribute = schema.and_then(|schema| schema.attributes.get(kind));
            let expression = match attribute {
                Some(attribute) => self.blocks_as_argument(&blocks, attribute),
                None => self.blocks(kind, &blocks, schema),
            };
            expressions.insert(kind.to_string(), expression);
        }
        expressions
    }

    fn blocks(&self, kind: &Arc<str>, blocks: &[&syntax::Block], schema: Option<&Block>) -> Expression {
        let nested = schema.and_then(|schema| schema.blocks.get(kind));
        let inner = nested.map(|nested| &nested.block);
        let nesting = match nested {
            Some(nested) => nested.nesting,
            None if &**kind == "timeouts" => Nesting::Single,
            None => Nesting::List,
        };
        match nesting {
            Nesting::Single | Nesting::Group => {
                Expression::Block(blocks.first().map(|block| self.body(&block.body, inner)).unwrap_or_default())
            }
            Nesting::List | Nesting::Set => {
                Expression::Blocks(blocks.iter().map(|block| self.body(&block.body, inner)).collect())
            }
            Nesting::Map => {
                let keyed = blocks.iter().filter_map(|block| {
                    let key = block.labels.first()?.text.to_string();
                    Some((key, Expression::Block(self.body(&block.body, inner))))
                });
                Expression::Block(keyed.collect())
            }
        }
    }

    /// Blocks where the schema has an argument that is a list of objects, an older way to write the same: the list that
    /// they make, when it is a constant.
    fn blocks_as_argument(&self, blocks: &[&syntax::Block], attribute: &Attribute) -> Expression {
        let ty = attribute.value_type();
        let names = ty.element().and_then(Type::attributes);
        let objects = blocks.iter().map(|block| {
            let mut object: Map<String, Json> =
                names.into_iter().flatten().map(|(name, _)| (name.to_string(), Json::Null)).collect();
            for argument in &block.body.attributes {
                object.insert(argument.name.name.to_string(), self.constant(&argument.expr)?);
            }
            Some(Json::Object(object))
        });
        if let Some(constant) = objects.collect::<Option<Vec<Json>>>() {
            return Expression::Argument { constant_value: Some(Json::Array(constant)), references: Vec::new() };
        }
        let arguments = blocks.iter().flat_map(|block| &block.body.attributes);
        let references = arguments.flat_map(|argument| super::expression::all_mentioned(&argument.expr)).collect();
        Expression::Argument { constant_value: None, references }
    }
}
