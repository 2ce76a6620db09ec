//! Ephemeral values must not end up where they would be stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Body;
use groundplan_provider::{Attribute, Block};
use groundplan_value::{Kind, Path, Value};

use super::pinned::{locate, written};

/// Complains about every ephemeral value in an argument that is stored. Write-only arguments are not.
pub(super) fn check(schema: &Block, config: &Value, body: &Body, span: Span, diags: &mut Diags) {
    if !config.deep_marks().is_ephemeral() {
        return;
    }
    let mut found = Vec::new();
    in_block(schema, config, &Path::root(), &mut found);
    for path in found {
        let (at, _) = locate(body, &path, span);
        diags.push(
            Diagnostic::error("Invalid use of ephemeral value")
                .detail(format!(
                    "Ephemeral values are not valid for \"{}\", because it is not a write-only attribute and must be \
                     persisted to state.",
                    written(&path)
                ))
                .at(at),
        );
    }
}

fn in_block(schema: &Block, value: &Value, path: &Path, found: &mut Vec<Path>) {
    let Kind::Object(map) = value.kind() else { return in_value(value, path, found) };
    for (name, inner) in map.iter() {
        let path = path.attr(name.clone());
        if let Some(attribute) = schema.attributes.get(name) {
            in_attribute(attribute, inner, &path, found);
        } else if let Some(nested) = schema.blocks.get(name) {
            each(inner, &path, found, &|block, path, found| in_block(&nested.block, block, path, found));
        }
    }
}

fn in_attribute(attribute: &Attribute, value: &Value, path: &Path, found: &mut Vec<Path>) {
    match attribute.nested() {
        _ if attribute.write_only => {}
        Some(inner) => each(value, path, found, &|object, path, found| in_object(inner, object, path, found)),
        None => in_value(value, path, found),
    }
}

fn in_object(attributes: &BTreeMap<Arc<str>, Attribute>, value: &Value, path: &Path, found: &mut Vec<Path>) {
    let Kind::Object(map) = value.kind() else { return in_value(value, path, found) };
    for (name, inner) in map.iter() {
        if let Some(attribute) = attributes.get(name) {
            in_attribute(attribute, inner, &path.attr(name.clone()), found);
        }
    }
}

fn in_value(value: &Value, path: &Path, found: &mut Vec<Path>) {
    if value.deep_marks().is_ephemeral() {
        found.push(path.clone());
    }
}

/// The value itself when it is an object, else each of its elements.
fn each(value: &Value, path: &Path, found: &mut Vec<Path>, look: &dyn Fn(&Value, &Path, &mut Vec<Path>)) {
    if value.marks().is_ephemeral() {
        found.push(path.clone());
        return;
    }
    match value.kind() {
        Kind::Object(_) => look(value, path, found),
        Kind::Map(_, map) => {
            map.iter().for_each(|(key, inner)| look(inner, &path.index(Value::string(key)), found));
        }
        _ => {
            let items = value.as_slice().unwrap_or_default().iter().enumerate();
            items.for_each(|(at, inner)| look(inner, &path.index(Value::number(at)), found));
        }
    }
}
