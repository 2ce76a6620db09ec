use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Scope, evaluate};
use groundplan_lang::syntax::{self, Body, BodySchema, Content};
use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting};
use groundplan_value::{Map, Marks, ObjectType, Type, Value, convert};

use super::attribute_blocks;
use super::dynamic::{self, Occurrence};

/// Decodes a body by a schema: an object with every attribute and nested block type of the schema, null or empty where the
/// body does not say. Where something is wrong the value there is unknown and the error is in `diags`.
pub(crate) fn decode(body: &Body, schema: &Block, missing_at: Span, scope: &dyn Scope, diags: &mut Diags) -> Value {
    let attributes = &schema.attributes;
    let schema = attribute_blocks::for_body(schema, body);
    let labels: &[&str] = &["name"];
    let mut blocks: Vec<syntax::BlockSchema<'_>> = schema
        .blocks
        .iter()
        .map(|(kind, nested)| syntax::BlockSchema {
            kind,
            labels: if nested.nesting == Nesting::Map { &["key"] } else { &[] },
        })
        .collect();
    blocks.push(syntax::BlockSchema { kind: "dynamic", labels });
    let names = schema.attributes.iter().map(|(name, attribute)| (&**name, attribute.required)).collect();
    let content = body.content(&BodySchema { attributes: names, blocks }, missing_at, diags);
    dynamic::check_labels(&content, &schema, diags);
    let mut map = Map::new();
    for (name, attribute) in &schema.attributes {
        let value = match content.attr(name) {
            None => Value::null(attribute.value_type()),
            Some(given) => attribute_value(given, &accepted_type(attribute), attribute.required, scope, diags),
        };
        map.insert(name.clone(), value);
    }
    for (kind, nested) in &schema.blocks {
        let is_attribute = attributes.contains_key(kind);
        map.insert(kind.clone(), nested_blocks(&content, kind, nested, is_attribute, missing_at, scope, diags));
    }
    Value::object(map)
}

/// The type that configuration may give for an attribute: attributes within it may be left out unless they are required.
fn accepted_type(attribute: &Attribute) -> Type {
    let AttributeType::Nested(nesting, inner) = &attribute.ty else { return attribute.value_type() };
    let attributes = inner.iter().map(|(name, inner)| (name.clone(), accepted_type(inner))).collect();
    let optional = inner.iter().filter(|(_, inner)| !inner.required).map(|(name, _)| name.clone()).collect();
    let object = Type::Object(Arc::new(ObjectType { attributes, optional }));
    match nesting {
        Nesting::Single | Nesting::Group => object,
        Nesting::List => Type::list(object),
        Nesting::Set => Type::set(object),
        Nesting::Map => Type::map(object),
    }
}

fn attribute_value(
    given: &syntax::Attribute,
    ty: &Type,
    required: bool,
    scope: &dyn Scope,
    diags: &mut Diags,
) -> Value {
    let name = &given.name.name;
    let value = match evaluate(&given.expr, scope) {
        Ok(value) => value,
        Err(errors) => {
            diags.extend(errors);
            return Value::unknown(ty.without_optional());
        }
    };
    match convert(&value, ty) {
        Ok(value) if value.is_null() && required => {
            diags.push(
                Diagnostic::error("Missing required argument")
                    .detail(format!("The argument \"{name}\" is required, but its value here is null."))
                    .at(given.expr.span),
            );
            value
        }
        Ok(value) => value,
        Err(error) => {
            let place = if error.path.steps().is_empty() {
                format!("\"{name}\"")
            } else {
                format!("\"{name}\" at {}", error.path)
            };
            diags.push(
                Diagnostic::error("Incorrect attribute value type")
                    .detail(format!("Inappropriate value for attribute {place}: {}.", error.message))
                    .at(given.expr.span),
            );
            Value::unknown(ty.without_optional())
        }
    }
}

fn nested_blocks(
    content: &Content,
    kind: &Arc<str>,
    nested: &NestedBlock,
    is_attribute: bool,
    missing_at: Span,
    scope: &dyn Scope,
    diags: &mut Diags,
) -> Value {
    let mut found: Vec<(Option<Arc<str>>, Value)> = Vec::new();
    let mut marks = Marks::NONE;
    let mut unknown = false;
    for occurrence in dynamic::occurrences(content, kind, nested.nesting == Nesting::Map, scope, diags) {
        match occurrence {
            Occurrence::Body { key, body, span, scope: inner, marks: more } => {
                marks |= more;
                let scope: &dyn Scope = inner.as_deref().map_or(scope, |inner| inner as &dyn Scope);
                found.push((key, decode(&body, &nested.block, span, scope, diags)));
            }
            Occurrence::Unknown { body, marks: more } => {
                marks |= more;
                if is_attribute {
                    found.push((None, attribute_blocks::unknown_element(&body, &nested.block)));
                } else {
                    unknown = true;
                }
            }
        }
    }
    check_count(kind, nested, found.len(), unknown, missing_at, diags);
    let object = nested.block.value_type();
    if unknown {
        return Value::unknown(nested.value_type()).mark(marks);
    }
    if is_attribute && found.is_empty() {
        return Value::null(nested.value_type()).mark(marks);
    }
    let values = || found.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>();
    let value = match nested.nesting {
        Nesting::Single => found.first().map_or_else(|| Value::null(object), |(_, value)| value.clone()),
        Nesting::Group => found.first().map_or_else(|| absent(&nested.block), |(_, value)| value.clone()),
        Nesting::List if object.has_dynamic() => Value::tuple(values()),
        Nesting::List => Value::list(object, values()),
        Nesting::Set => Value::set(object, values()),
        Nesting::Map => {
            let dynamic = object.has_dynamic();
            let entries = found.into_iter().filter_map(|(key, value)| Some((key?, value)));
            if dynamic { Value::object(entries) } else { Value::map(object, entries) }
        }
    };
    value.mark(marks)
}

fn check_count(kind: &str, nested: &NestedBlock, found: usize, unknown: bool, missing_at: Span, diags: &mut Diags) {
    let (least, most) = match nested.nesting {
        Nesting::Single | Nesting::Group => (nested.min_items, 1),
        _ => (nested.min_items, nested.max_items),
    };
    let found = u64::try_from(found).unwrap_or(u64::MAX);
    if found < least && !unknown {
        diags.push(
            Diagnostic::error(format!("Insufficient {kind} blocks"))
                .detail(format!("At least {least} \"{kind}\" blocks are required."))
                .at(missing_at),
        );
    }
    if most > 0 && found > most {
        diags.push(
            Diagnostic::error(format!("Too many {kind} blocks"))
                .detail(format!("No more than {most} \"{kind}\" blocks are allowed."))
                .at(missing_at),
        );
    }
}

/// The object that a body without anything in it makes: nulls, and no nested blocks.
pub(crate) fn absent(block: &Block) -> Value {
    let attributes =
        block.attributes.iter().map(|(name, attribute)| (name.clone(), Value::null(attribute.value_type())));
    let blocks = block.blocks.iter().map(|(kind, nested)| {
        let object = nested.block.value_type();
        let value = match nested.nesting {
            Nesting::Single => Value::null(object),
            Nesting::Group => absent(&nested.block),
            Nesting::List => Value::empty_list(object),
            Nesting::Set => Value::set(object, []),
            Nesting::Map => Value::map::<Arc<str>>(object, []),
        };
        (kind.clone(), value)
    });
    Value::object(attributes.chain(blocks))
}
