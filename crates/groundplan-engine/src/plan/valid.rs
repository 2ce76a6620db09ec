//! Whether a plan is one that a provider may make: configuration accepted as it is, or the prior value kept, or an attribute
//! filled in that the provider may fill in ("Resource Instance Change Lifecycle" in Terraform's documentation, the rules of
//! `PlanResourceChange`).

use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_provider::{Attribute, AttributeType, Block, NestedBlock, Nesting};
use groundplan_value::{Kind, Path, Value};

use super::pinned::written;

/// What is wrong with a plan, a sentence each. No value is shown, as it may be a secret.
pub(super) fn errors(schema: &Block, prior: &Value, config: &Value, planned: &Value) -> Vec<String> {
    let mut found = Vec::new();
    block(schema, prior, config, planned, &Path::root(), &mut found);
    found
}

fn say(found: &mut Vec<String>, path: &Path, what: &str) {
    let path = written(path);
    found.push(format!("{}: {what}.", if path.is_empty() { "the object" } else { &path }));
}

fn block(schema: &Block, prior: &Value, config: &Value, planned: &Value, path: &Path, found: &mut Vec<String>) {
    if existence(config, planned, path, found) {
        return;
    }
    attributes(&schema.attributes, prior, config, planned, path, found);
    for (name, nested) in &schema.blocks {
        let ty = || nested.value_type();
        let (prior, config) = (part(prior, name, ty), part(config, name, ty));
        nested_blocks(nested, &prior, &config, &part(planned, name, ty), &path.attr(name.clone()), found);
    }
}

/// Says whether one of them is null, so that there is nothing to compare.
fn existence(config: &Value, planned: &Value, path: &Path, found: &mut Vec<String>) -> bool {
    match (config.is_null(), planned.is_null()) {
        (false, true) => say(found, path, "planned for absence, but configuration wants existence"),
        (true, false) => say(found, path, "planned for existence, but configuration wants absence"),
        _ => {}
    }
    config.is_null() || planned.is_null()
}

fn part(object: &Value, name: &str, ty: impl Fn() -> groundplan_value::Type) -> Value {
    object.as_map().and_then(|map| map.get(name)).cloned().unwrap_or_else(|| Value::null(ty()))
}

fn nested_blocks(
    nested: &NestedBlock,
    prior: &Value,
    config: &Value,
    planned: &Value,
    path: &Path,
    found: &mut Vec<String>,
) {
    if same(planned, config) {
        return;
    }
    if !config.is_known() {
        return say(found, path, "planned although nobody knows yet how many blocks there will be");
    }
    if !planned.is_known() {
        return say(found, path, "nested blocks must not be unknown as a whole");
    }
    if !matches!(nested.nesting, Nesting::Single | Nesting::Group) && planned.is_null() {
        return say(found, path, "no nested blocks must be planned as none, and not as null");
    }
    let each = |prior: &Value, config: &Value, planned: &Value, path: &Path, found: &mut Vec<String>| {
        block(&nested.block, prior, config, planned, path, found);
    };
    elements(nested.nesting, prior, config, planned, path, found, &each);
}

/// Compares what belongs together of prior value, configuration and plan.
type Each<'a> = &'a dyn Fn(&Value, &Value, &Value, &Path, &mut Vec<String>);

fn elements(
    nesting: Nesting,
    prior: &Value,
    config: &Value,
    planned: &Value,
    path: &Path,
    found: &mut Vec<String>,
    each: Each<'_>,
) {
    let absent = |planned: &Value| Value::null(planned.ty());
    match nesting {
        Nesting::Single | Nesting::Group => each(prior, config, planned, path, found),
        Nesting::List | Nesting::Set => {
            let (wanted, given) = (config.as_slice().unwrap_or_default(), planned.as_slice().unwrap_or_default());
            // Elements of a set have no key to find their counterparts by, and ones not known yet may turn out equal.
            if nesting == Nesting::Set {
                return;
            }
            if wanted.len() != given.len() {
                let what = format!("{} planned, but configuration has {}", given.len(), wanted.len());
                return say(found, path, &what);
            }
            for (at, (config, planned)) in wanted.iter().zip(given).enumerate() {
                let prior = prior.as_slice().and_then(|items| items.get(at)).cloned();
                let prior = prior.unwrap_or_else(|| absent(planned));
                each(&prior, config, planned, &path.index(Value::number(at)), found);
            }
        }
        Nesting::Map => {
            let (Some(wanted), Some(given)) = (config.as_map(), planned.as_map()) else { return };
            if !wanted.keys().eq(given.keys()) {
                return say(found, path, "the keys planned are not those of configuration");
            }
            for (key, planned) in given {
                let prior = prior.as_map().and_then(|map| map.get(key)).cloned().unwrap_or_else(|| absent(planned));
                each(&prior, &wanted[key], planned, &path.index(Value::string(key)), found);
            }
        }
    }
}

fn attributes(
    schema: &BTreeMap<Arc<str>, Attribute>,
    prior: &Value,
    config: &Value,
    planned: &Value,
    path: &Path,
    found: &mut Vec<String>,
) {
    for (name, attribute) in schema {
        let ty = || attribute.value_type();
        let (prior, config) = (part(prior, name, ty), part(config, name, ty));
        value(attribute, &prior, &config, &part(planned, name, ty), &path.attr(name.clone()), found);
    }
}

fn value(attribute: &Attribute, prior: &Value, config: &Value, planned: &Value, path: &Path, found: &mut Vec<String>) {
    // Looked at by `write_only`, whatever kind of provider it is.
    if attribute.write_only {
        return;
    }
    if same(planned, config) || (!prior.is_null() && !config.is_null() && same(planned, prior)) {
        return;
    }
    if config.is_null() {
        if !attribute.computed {
            say(found, path, "a value planned for an attribute that is not computed");
        }
        return;
    }
    match &attribute.ty {
        AttributeType::Nested(nesting, inner) if config.is_known() && planned.is_known() => {
            if existence(config, planned, path, found) {
                return;
            }
            let each = |prior: &Value, config: &Value, planned: &Value, path: &Path, found: &mut Vec<String>| {
                attributes(inner, prior, config, planned, path, found);
            };
            elements(*nesting, prior, config, planned, path, found, &each);
        }
        _ if prior.is_null() => say(found, path, "the planned value does not match the configured value"),
        _ => say(found, path, "the planned value matches neither the configured value nor the prior value"),
    }
}

/// Whether both are the same, whatever is known of what is not known.
fn same(a: &Value, b: &Value) -> bool {
    fn unrefined(value: &Value) -> Value {
        match value.kind() {
            Kind::Unknown(ty, Some(_)) => Value::unknown(ty.clone()),
            _ => value.map_children(unrefined),
        }
    }
    a == b || (!a.is_wholly_known() && unrefined(a) == unrefined(b))
}
