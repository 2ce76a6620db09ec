//! What configuration may say and this program does not do yet: an error, so that nothing is left out in silence.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_address::Mode;
use groundplan_config::module::{Module, Resource};
use groundplan_diag::{Diagnostic, Span};

use crate::graph::Modules;

/// An error for everything in these modules that is not supported yet. A module that is called often is looked at once.
pub(crate) fn errors(modules: &Modules) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (_, node) in modules.iter() {
        let module = &node.tree.module;
        if seen.insert(Arc::as_ptr(module)) {
            blocks(module, &mut found);
            module.resources.values().for_each(|resource| in_resource(module, resource, &mut found));
        }
    }
    found
}

fn blocks(module: &Module, found: &mut Vec<Diagnostic>) {
    for check in module.checks.values() {
        let error = unsupported("\"check\" blocks are not supported yet", check.span);
        found.push(error.help("make it a precondition or postcondition"));
    }
    for provisioner in module.removed.iter().flat_map(|block| &block.provisioners) {
        found.push(unsupported("Provisioners of \"removed\" blocks are not supported yet", provisioner.span));
    }
    for meta in &module.provider_metas {
        found.push(
            Diagnostic::warning("Provider metadata is not passed on")
                .detail("\"provider_meta\" blocks are not supported yet. They change nothing but what a provider reports about its use.")
                .at(meta.span),
        );
    }
}

fn in_resource(module: &Module, resource: &Resource, found: &mut Vec<Diagnostic>) {
    let about = resource.id.to_string();
    if resource.id.mode == Mode::Ephemeral {
        found.push(unsupported("Ephemeral resources are not supported yet", resource.span).about(about));
        return;
    }
    if module.provider_addr(&resource.provider.name).is_builtin() {
        let summary = match (resource.id.mode, &*resource.id.kind) {
            (Mode::Managed, "terraform_data") => "terraform_data is not supported yet",
            (Mode::Data, "terraform_remote_state") => "terraform_remote_state is not supported yet",
            _ => "Unknown resource type of the built-in provider",
        };
        found.push(unsupported(summary, resource.span).about(about.clone()));
    }
    for provisioner in &resource.provisioners {
        let summary = if &*provisioner.kind.name == "local-exec" {
            "local-exec provisioners are not supported yet"
        } else {
            "Provisioners other than local-exec are not supported"
        };
        found.push(unsupported(summary, provisioner.span).about(about.clone()));
    }
}

fn unsupported(summary: &str, span: Span) -> Diagnostic {
    Diagnostic::error(summary).at(span)
}
