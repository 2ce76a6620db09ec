use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::Body;
use groundplan_value::{Map, Value};

use super::UnitBackend;
use super::file::{Fields, not_yet};
use super::generate::Generator;
use super::render::expression;
use super::tf_var::as_tf_var;
use crate::module::{Module, constant};

/// Reads `remote_state`: where the state is kept, and the file that it makes.
pub(super) fn from_remote_state(
    fields: &Fields,
    generator: &mut Generator<'_>,
    diags: &mut Diags,
) -> Option<UnitBackend> {
    if fields.has("encryption") {
        diags.push(
            not_yet("argument \"encryption\"", fields.span_of("encryption"))
                .help("it is a feature of OpenTofu's: use a bucket that encrypts what it keeps"),
        );
    }
    let kind = fields.text("backend")?;
    if !fields.is_there("config") {
        // It could not be evaluated, which has been complained about.
        return None;
    }
    let config_span = fields.span_of("config");
    let value = as_tf_var(&fields.value("config"), false);
    let invalid = |detail: String| Diagnostic::error("Invalid remote state configuration").detail(detail);
    if value.as_map().is_none() {
        diags.push(
            invalid(format!("The argument \"config\" must be an object, but this is {}.", value.ty().friendly_name()))
                .at(config_span),
        );
        return None;
    }
    if !value.is_wholly_known() {
        diags.push(
            invalid("The argument \"config\" depends on what is not known before anything runs.".into())
                .at(config_span),
        );
        return None;
    }
    let generate = fields.value("generate");
    if !generate.is_null() {
        let span = fields.span_of("generate");
        let part = |name: &str| generate.get_attr(name).and_then(|part| part.as_str().cloned());
        match (part("path"), part("if_exists")) {
            (Some(path), Some(if_exists)) => {
                generator.add_backend_file(&path, &if_exists, span, &backend_block(&kind, &value), diags);
            }
            _ => diags.push(
                invalid(
                    "The argument \"generate\" must be an object with the strings \"path\" and \"if_exists\".".into(),
                )
                .at(span),
            ),
        }
    }
    Some(UnitBackend { kind, config: value, span: fields.span, ..UnitBackend::default_local() })
}

/// Arguments of `config` that say how the bucket and the table are to be made, and are none of the backend block's.
const EXTRAS: [&str; 21] = [
    "s3_bucket_tags",
    "dynamodb_table_tags",
    "accesslogging_bucket_tags",
    "skip_bucket_versioning",
    "skip_bucket_ssencryption",
    "skip_bucket_accesslogging",
    "skip_bucket_root_access",
    "skip_bucket_enforced_tls",
    "skip_bucket_public_access_blocking",
    "disable_bucket_update",
    "enable_lock_table_ssencryption",
    "disable_aws_client_checksums",
    "accesslogging_bucket_name",
    "accesslogging_target_object_partition_date_source",
    "accesslogging_target_prefix",
    "skip_accesslogging_bucket_acl",
    "skip_accesslogging_bucket_enforced_tls",
    "skip_accesslogging_bucket_public_access_blocking",
    "skip_accesslogging_bucket_ssencryption",
    "bucket_sse_algorithm",
    "bucket_sse_kms_key_id",
];

fn backend_block(kind: &str, config: &Value) -> String {
    let mut text = format!("terraform {{\n  backend \"{kind}\" {{\n");
    let own = |name: &str| kind != "s3" || !EXTRAS.contains(&name);
    for (name, value) in config.as_map().into_iter().flatten().filter(|(name, value)| own(name) && !value.is_null()) {
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
    let kind = backend.kind.name.clone();
    Some(UnitBackend { kind, config, span: backend.span, ..UnitBackend::default_local() })
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
