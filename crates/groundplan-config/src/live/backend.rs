use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::Body;
use groundplan_value::{Map, Value};

use super::UnitBackend;
use super::config::Config;
use super::file::{NamedBlock, not_yet};
use super::generate::Generator;
use super::render::expression;
use super::tf_var::as_tf_var;
use crate::module::{Module, constant};

/// Reads a `remote_state` block: where the state is kept, and the file that it makes.
pub(super) fn from_remote_state(
    config: &Config,
    block: &NamedBlock,
    generator: &mut Generator<'_>,
    diags: &mut Diags,
) -> Option<UnitBackend> {
    if let Some(encryption) = block.attr("encryption") {
        diags.push(not_yet("argument \"encryption\"", encryption.name.span));
    }
    let kind = config.string(&block.attr("backend")?.expr, diags)?;
    let argument = block.attr("config")?;
    let value = as_tf_var(&config.evaluate(&argument.expr, diags)?, false);
    if value.as_map().is_none() {
        diags.push(
            Diagnostic::error("Invalid remote state configuration")
                .detail(format!(
                    "The argument \"config\" must be an object, but this is {}.",
                    value.ty().friendly_name()
                ))
                .at(argument.expr.span),
        );
        return None;
    }
    if let Some(generate) = block.attr("generate") {
        let spec = config.evaluate(&generate.expr, diags)?;
        let part = |name: &str| spec.get_attr(name).and_then(|part| part.as_str().cloned());
        match (part("path"), part("if_exists")) {
            (Some(path), Some(if_exists)) => {
                let text = backend_block(&kind, &value);
                let span = generate.expr.span;
                generator.add_backend_file(&path, &if_exists, span, &text, diags);
            }
            _ => diags.push(
                Diagnostic::error("Invalid remote state configuration")
                    .detail("The argument \"generate\" must be an object with the strings \"path\" and \"if_exists\".")
                    .at(generate.expr.span),
            ),
        }
    }
    Some(UnitBackend { kind, config: value, span: block.span })
}

fn backend_block(kind: &str, config: &Value) -> String {
    let mut text = format!("terraform {{\n  backend \"{kind}\" {{\n");
    for (name, value) in config.as_map().into_iter().flatten() {
        text.push_str(&format!("    {name} = {}\n", expression(value)));
    }
    text.push_str("  }\n}\n");
    text
}

/// Reads the `backend` block of a root module; the default when there is none.
pub(super) fn from_module(module: &Module, diags: &mut Diags) -> Option<UnitBackend> {
    let Some(backend) = &module.backend else { return Some(UnitBackend::default_local()) };
    if &*backend.kind.name == "cloud" {
        diags.push(
            Diagnostic::error("HCP Terraform is not supported")
                .detail("Groundplan keeps states itself; it does not run in HCP Terraform.")
                .at(backend.span)
                .help("use a \"backend\" block, for instance of type \"s3\", in place of the \"cloud\" block"),
        );
        return None;
    }
    let config = Value::object(body_value(&backend.body, diags)?);
    Some(UnitBackend { kind: backend.kind.name.clone(), config, span: backend.span })
}

fn body_value(body: &Body, diags: &mut Diags) -> Option<Map> {
    let mut values = Map::new();
    let mut complete = true;
    for attribute in &body.attributes {
        match constant(&attribute.expr) {
            Ok(value) => {
                values.insert(attribute.name.name.clone(), value);
            }
            Err(errors) => {
                diags.extend(errors);
                complete = false;
            }
        }
    }
    for block in &body.blocks {
        let inner = body_value(&block.body, diags)?;
        values.insert(Arc::clone(&block.kind.name), Value::object(inner));
    }
    complete.then_some(values)
}
