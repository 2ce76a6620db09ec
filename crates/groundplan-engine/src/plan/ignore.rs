//! `ignore_changes`: what is named there stays as it was.

use groundplan_config::module::IgnoreChanges;
use groundplan_lang::syntax::{Step, Traversal};
use groundplan_provider::Block;
use groundplan_value::{Kind, Map, Value};

/// The configuration with what is ignored as it was. Both have marks, and those of what is ignored stay as they were too.
///
/// Of an object that is ignored as a whole, what only the provider decides is left to the provider.
pub(super) fn ignore_in_config(ignore: &IgnoreChanges, schema: &Block, prior: &Value, config: &Value) -> Value {
    match ignore {
        IgnoreChanges::All => configurable(schema, prior),
        IgnoreChanges::None | IgnoreChanges::Some(_) => ignore_in_plan(ignore, prior, config),
    }
}

/// A planned value with what is ignored as it was.
pub(super) fn ignore_in_plan(ignore: &IgnoreChanges, prior: &Value, planned: &Value) -> Value {
    match ignore {
        IgnoreChanges::None => planned.clone(),
        IgnoreChanges::All => prior.clone(),
        IgnoreChanges::Some(paths) => {
            paths.iter().fold(planned.clone(), |planned, path| restore(&planned, prior, &steps_of(path)))
        }
    }
}

fn steps_of(path: &Traversal) -> Vec<Step> {
    let first = Step::Attr(path.root.name.clone(), path.root.span);
    std::iter::once(first).chain(path.steps.iter().cloned()).collect()
}

/// A value with the part at a path taken from `prior`. Where one of them has no such part the value stays as it is, except
/// for the key of a map: that is added or taken out.
fn restore(value: &Value, prior: &Value, steps: &[Step]) -> Value {
    let Some((step, rest)) = steps.split_first() else { return prior.clone() };
    let restored = match step {
        Step::Attr(name, _) => match (value.kind(), prior.kind()) {
            (Kind::Object(now), Kind::Object(before)) => {
                let part = now.get(name).zip(before.get(name)).map(|(now, before)| restore(now, before, rest));
                part.map(|part| with(now, name, part)).map(Value::object)
            }
            _ => None,
        },
        Step::Key(key, _) if rest.is_empty() => return restore_key(value, prior, key),
        Step::Key(key, _) => match (value.kind(), prior.kind()) {
            (Kind::Map(ty, now), Kind::Map(_, before)) => {
                let part = now.get(key).zip(before.get(key)).map(|(now, before)| restore(now, before, rest));
                part.map(|part| Value::map(ty.clone(), with(now, key, part)))
            }
            (Kind::Object(now), Kind::Object(before)) => {
                let part = now.get(key).zip(before.get(key)).map(|(now, before)| restore(now, before, rest));
                part.map(|part| with(now, key, part)).map(Value::object)
            }
            _ => None,
        },
        Step::Index(at, _) => return restore_element(value, prior, at.to_usize(), rest),
    };
    restored.map_or_else(|| value.clone(), |restored| restored.mark(value.marks()))
}

fn with(map: &Map, key: &std::sync::Arc<str>, value: Value) -> Map {
    let mut map = map.clone();
    map.insert(key.clone(), value);
    map
}

/// A key of a map as it was: also when it was not there.
fn restore_key(value: &Value, prior: &Value, key: &std::sync::Arc<str>) -> Value {
    let (ty, mut now) = match (value.kind(), prior.kind()) {
        (Kind::Map(ty, now), _) => (ty.clone(), Map::clone(now)),
        (Kind::Null(_), Kind::Map(ty, _)) => (ty.clone(), Map::new()),
        (Kind::Object(now), Kind::Object(before)) => {
            let Some(before) = before.get(key).filter(|_| now.contains_key(key)) else { return value.clone() };
            return Value::object(with(now, key, before.clone())).mark(value.marks());
        }
        _ => return value.clone(),
    };
    let before = match prior.kind() {
        Kind::Map(_, before) => before.get(key),
        Kind::Null(_) => None,
        _ => return value.clone(),
    };
    match before {
        Some(before) => now.insert(key.clone(), before.clone()),
        None => now.remove(key),
    };
    if now.is_empty() && value.is_null() {
        return value.clone();
    }
    Value::map(ty, now).mark(value.marks())
}

fn restore_element(value: &Value, prior: &Value, at: Option<usize>, rest: &[Step]) -> Value {
    let is_sequence = |value: &Value| matches!(value.kind(), Kind::List(..) | Kind::Tuple(_));
    let before = at.and_then(|at| prior.as_slice()?.get(at)).filter(|_| is_sequence(value) && is_sequence(prior));
    let (Some(at), Some(before)) = (at, before) else { return value.clone() };
    let mut index = 0;
    value.map_children(|child| {
        index += 1;
        if index == at + 1 { restore(child, before, rest) } else { child.clone() }
    })
}

/// What of an object may have come from configuration: attributes that only the provider sets are null.
fn configurable(schema: &Block, prior: &Value) -> Value {
    let Kind::Object(map) = prior.kind() else { return prior.clone() };
    let object = map.iter().map(|(name, value)| {
        let value = if let Some(attribute) = schema.attributes.get(name) {
            if attribute.computed && !attribute.optional { Value::null(attribute.value_type()) } else { value.clone() }
        } else if let Some(nested) = schema.blocks.get(name) {
            match value.kind() {
                Kind::Object(_) => configurable(&nested.block, value),
                _ => value.map_children(|block| configurable(&nested.block, block)),
            }
        } else {
            value.clone()
        };
        (name.clone(), value)
    });
    Value::object(object).mark(prior.marks())
}
