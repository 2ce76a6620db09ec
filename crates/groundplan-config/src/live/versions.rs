use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};

use super::config::Config;
use super::scope::Names;
use crate::module::{TERRAFORM_VERSION, Version, VersionConstraints};

/// The version of Terragrunt whose format this is.
const TERRAGRUNT_VERSION: &str = "1.1.4";

/// Checks what the files of a configuration say about versions.
pub(super) fn check_versions(config: &Arc<Config>, diags: &mut Diags) {
    for layer in config.layers() {
        check(layer.config, "Terraform", TERRAFORM_VERSION, "terraform_version_constraint", diags);
        check(layer.config, "Terragrunt", TERRAGRUNT_VERSION, "terragrunt_version_constraint", diags);
    }
}

fn check(config: &Config, what: &str, ours: &str, argument: &'static str, diags: &mut Diags) {
    let Some(fields) = config.argument(argument, Names::WithoutOutputs, diags) else { return };
    let Some(text) = fields.text(argument).filter(|text| !text.is_empty()) else { return };
    let Some(constraints) = VersionConstraints::parse(&text) else {
        diags.push(
            Diagnostic::error("Invalid version constraint")
                .detail(format!("\"{text}\" is not a version constraint."))
                .at(fields.span_of(argument)),
        );
        return;
    };
    if Version::parse(ours).is_some_and(|ours| !constraints.allow(&ours)) {
        diags.push(
            Diagnostic::error(format!("Unsupported {what} version"))
                .detail(format!("{what} {text} is required here. Groundplan does what {what} {ours} does."))
                .at(fields.span_of(argument)),
        );
    }
}
