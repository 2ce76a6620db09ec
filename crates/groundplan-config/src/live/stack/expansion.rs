//! `expansion` blocks: one `unit` or `stack` block that stands for several (Terragrunt's experiment "block-iteration").

use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::Block;
use groundplan_value::Value;

use super::file::Component;
use super::refs::StackScope;
use crate::live::config::Config;
use crate::live::file::{NamedBlock, any, named_block};

/// More components than this, and a mistake is likelier than a wish.
const MOST: usize = 10_000;

/// What an expanded component was made for, as its expressions name it: `each` or `count`.
#[derive(Clone, Debug)]
pub(super) struct Element {
    pub(super) root: &'static str,
    pub(super) value: Value,
}

/// The components with each `expansion` carried out. They are called `NAME[KEY]`, as in Terragrunt, and nobody can refer to
/// their paths.
pub(super) fn expand(config: &Config, components: Vec<Component>, diags: &mut Diags) -> Vec<Component> {
    let places = super::refs::Places::new();
    let scope = StackScope::new(config, &places);
    let mut expanded = Vec::new();
    for component in components {
        let Some(block) = &component.expansion else {
            expanded.push(component);
            continue;
        };
        for (key, element) in elements(block, &scope, diags) {
            let name: Arc<str> = format!("{}[{key}]", component.block.name).into();
            let block = NamedBlock { name, ..component.block.clone() };
            expanded.push(Component { block, element: Some(element), ..component.clone() });
        }
    }
    expanded
}

/// What a block is expanded over, by key; nothing, with a message, where that cannot be.
fn elements(block: &Block, scope: &StackScope<'_>, diags: &mut Diags) -> Vec<(String, Element)> {
    let block = named_block(block, &[any("for_each"), any("count")], diags);
    let argument = match (block.attr("for_each"), block.attr("count")) {
        (Some(for_each), None) => for_each,
        (None, Some(count)) => count,
        _ => {
            diags.push(
                Diagnostic::error("Invalid expansion")
                    .detail("An `expansion` block takes one of the arguments \"for_each\" and \"count\".")
                    .at(block.span),
            );
            return Vec::new();
        }
    };
    let span = argument.expr.span;
    let Some(value) = scope.evaluate(&argument.expr, diags) else { return Vec::new() };
    let found = if &*argument.name.name == "count" { counted(&value) } else { keyed(&value) };
    match found {
        Ok(found) if found.len() <= MOST => found,
        Ok(found) => {
            let error = Diagnostic::error("Invalid expansion")
                .detail(format!("{} components are more than the {MOST} that one block may stand for.", found.len()));
            diags.push(error.at(span));
            Vec::new()
        }
        Err(detail) => {
            diags.push(Diagnostic::error("Invalid expansion").detail(detail).at(span));
            Vec::new()
        }
    }
}

fn keyed(value: &Value) -> Result<Vec<(String, Element)>, String> {
    let refused = |is: &str| format!("\"for_each\" must be a map, an object or a set of strings, but this is {is}.");
    if value.marks().is_sensitive() {
        return Err("\"for_each\" is sensitive, but its keys become paths that everybody sees.".into());
    }
    if value.is_null() || !value.is_known() {
        return Err(refused(if value.is_null() { "null" } else { "not known yet" }));
    }
    let element = |key: &str, value: &Value| {
        let value = Value::object([("key", Value::string(key)), ("value", value.clone())]);
        (key.to_owned(), Element { root: "each", value })
    };
    if let Some(map) = value.as_map() {
        return Ok(map.iter().map(|(key, value)| element(key, value)).collect());
    }
    if !matches!(value.ty(), groundplan_value::Type::Set(_)) {
        return Err(refused(&value.ty().friendly_name()));
    }
    let elements = value.as_slice().unwrap_or_default().iter();
    elements
        .map(|value| value.as_str().map(|key| element(key, value)).ok_or_else(|| refused("a set of something else")))
        .collect()
}

fn counted(value: &Value) -> Result<Vec<(String, Element)>, String> {
    let number =
        value.as_number().filter(|_| !value.marks().is_sensitive()).and_then(groundplan_value::Number::to_usize);
    let Some(number) = number else {
        return Err("\"count\" must be a known whole number, at least 0.".into());
    };
    if number > MOST {
        return Err(format!("{number} components are more than the {MOST} that one block may stand for."));
    }
    let element = |index: usize| {
        let value = Value::object([("index", Value::number(index as u64))]);
        (index.to_string(), Element { root: "count", value })
    };
    Ok((0..number).map(element).collect())
}
