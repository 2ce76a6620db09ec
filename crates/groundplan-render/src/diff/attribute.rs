use std::collections::BTreeMap;

use groundplan_format::{Attribute, NestedType, Nesting, Type};
use serde_json::Value;

use super::collection;
use super::dynamic::{dynamic, scalar};
use super::pair::Pair;
use super::text;
use super::tree::{Body, Diff, Mark};
use crate::literal;

/// The difference of two values of an attribute. `whole` is what happens to the block or object that it stands in.
pub(crate) fn attribute(pair: Pair<'_>, attribute: &Attribute, whole: Mark) -> Diff {
    if attribute.write_only {
        // Its value is never there: that it is sent is known only of what comes into being or goes.
        let mark = if matches!(whole, Mark::Add | Mark::Remove) { whole } else { Mark::Same };
        return Diff::new(mark, pair.replace.ends_here(), Body::WriteOnly);
    }
    match (&attribute.nested_type, &attribute.value_type) {
        (Some(of), _) => nested(pair, of),
        (None, Some(of)) => typed(pair, of),
        (None, None) => dynamic(pair),
    }
}

/// The difference of two values of a type. Values that are not of the type are compared by what they are.
pub(crate) fn typed(pair: Pair<'_>, of: &Type) -> Diff {
    guarded(
        pair,
        |pair| typed(pair, of),
        |pair| {
            let fits = |value: Option<&Value>| value.is_none_or(|value| value.is_null() || is_of(value, of));
            if pair.is_too_deep() {
                return opaque(&pair);
            }
            if !fits(pair.before) || !fits(pair.after) {
                return dynamic(pair);
            }
            match of {
                Type::Dynamic => dynamic(pair),
                Type::String | Type::Number | Type::Bool => scalar(&pair),
                Type::List(element) => collection::list(
                    &pair,
                    |pair| typed(pair, element),
                    |old, new| matches!(**element, Type::Object(_)) || text::are_multiline(old, new),
                ),
                Type::Tuple(elements) => collection::tuple(&pair, elements),
                Type::Set(element) => collection::set(&pair, |pair| typed(pair, element)),
                Type::Map(element) => collection::map(&pair, |pair| typed(pair, element)),
                Type::Object(attributes) => object(&pair, attributes),
            }
        },
    )
}

fn is_of(value: &Value, of: &Type) -> bool {
    match of {
        Type::Dynamic => true,
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => value.is_array(),
        Type::Map(_) | Type::Object(_) => value.is_object(),
        Type::String | Type::Number | Type::Bool => !value.is_array() && !value.is_object(),
    }
}

fn object(pair: &Pair<'_>, attributes: &BTreeMap<String, Type>) -> Diff {
    let typed_children =
        attributes.iter().map(|(name, of)| (name, child(pair, name, *of == Type::String, |pair| typed(pair, of))));
    let (attributes, mark) = present(pair.presence(), typed_children);
    Diff::new(mark, pair.replace.ends_here(), Body::Object { attributes, nested: false })
}

fn nested(pair: Pair<'_>, of: &NestedType) -> Diff {
    guarded(
        pair,
        |pair| nested(pair, of),
        |pair| match of.nesting_mode {
            _ if pair.is_too_deep() => opaque(&pair),
            Nesting::Single | Nesting::Group => nested_object(pair, of),
            Nesting::Map => collection::map(&pair, |pair| nested_object(pair, of)),
            Nesting::Set => collection::set(&pair, |pair| nested_object(pair, of)),
            Nesting::List => collection::by_position(&pair, |pair| nested_object(pair, of)),
        },
    )
}

fn nested_object(pair: Pair<'_>, of: &NestedType) -> Diff {
    guarded(
        pair,
        |pair| nested_object(pair, of),
        |pair| {
            let (attributes, mark) = attributes(&pair, &of.attributes);
            Diff::new(mark, pair.replace.ends_here(), Body::Object { attributes, nested: true })
        },
    )
}

/// The differences of a block's or nested object's attributes, and what they make of the whole.
pub(crate) fn attributes(pair: &Pair<'_>, of: &BTreeMap<String, Attribute>) -> (Vec<(String, Diff)>, Mark) {
    let whole = pair.presence();
    let children = of.iter().map(|(name, shape)| {
        let is_string = shape.value_type == Some(Type::String);
        let diff = if shape.write_only {
            Some(attribute(pair.child(name), shape, whole))
        } else {
            child(pair, name, is_string, |pair| attribute(pair, shape, whole))
        };
        (name, diff)
    });
    present(whole, children)
}

/// The difference of an attribute, `None` when it is null before and after.
fn child<'a>(pair: &Pair<'a>, name: &str, is_string: bool, differ: impl FnOnce(Pair<'a>) -> Diff) -> Option<Diff> {
    let child = pair.child(name).null_is_absent();
    let child = if child.relevant.any() { child } else { child.same() };
    if child.is_absent() && !super::pair::has_true(child.unknown) {
        return None;
    }
    if !is_string {
        return Some(differ(child));
    }
    let filled = child.clone().empty_is_absent();
    if filled.is_absent() {
        // Empty or null on both sides: unchanged, and there to be shown where everything is.
        let (was, will) = (child.was_sensitive(), child.will_be_sensitive());
        let body = if was || will {
            Body::Sensitive { was, will, same: true }
        } else {
            Body::Scalar { before: None, after: Some("\"\"".to_owned()) }
        };
        return Some(Diff::new(Mark::Same, false, body));
    }
    Some(differ(filled))
}

fn present<'n>(whole: Mark, children: impl Iterator<Item = (&'n String, Option<Diff>)>) -> (Vec<(String, Diff)>, Mark) {
    let mut mark = whole;
    let mut there = Vec::new();
    for (name, diff) in children {
        let Some(diff) = diff else { continue };
        mark = mark.with_part(diff.mark);
        there.push((name.clone(), diff));
    }
    (there, mark)
}

/// Looks first whether the value is sensitive or unknown; `again` compares it without that mark, `plain` is for the rest.
pub(crate) fn guarded<'a>(
    pair: Pair<'a>,
    again: impl Fn(Pair<'a>) -> Diff,
    plain: impl FnOnce(Pair<'a>) -> Diff,
) -> Diff {
    let (was, will) = (pair.was_sensitive(), pair.will_be_sensitive());
    if was || will {
        let (is_absent, forces) = (pair.is_absent(), pair.replace.ends_here());
        let inner = again(pair.disclosed());
        let same = inner.mark == Mark::Same;
        let mark = if same && was != will && !is_absent { Mark::Change } else { inner.mark };
        return Diff::new(mark, forces || inner.forces, Body::Sensitive { was, will, same });
    }
    if pair.is_unknown() {
        let forces = pair.replace.ends_here();
        if pair.before.is_none_or(Value::is_null) {
            return Diff::new(Mark::Add, forces, Body::Unknown { before: None });
        }
        let before = again(pair.removed().without_forcing());
        return Diff::new(Mark::Change, forces, Body::Unknown { before: Some(Box::new(before)) });
    }
    plain(pair)
}

/// A value that is shown as one piece because it is nested too deep.
pub(crate) fn opaque(pair: &Pair<'_>) -> Diff {
    let text = |value: Option<&Value>| {
        value.map(|value| {
            if value.is_array() || value.is_object() {
                "(nested too deep to show)".to_owned()
            } else {
                literal::scalar(value)
            }
        })
    };
    let mark = match pair.presence() {
        Mark::Same if pair.before != pair.after => Mark::Change,
        mark => mark,
    };
    Diff::new(mark, pair.replace.ends_here(), Body::Scalar { before: text(pair.before), after: text(pair.after) })
}
