//! What configuration may say and this program does not do yet: an error, so that nothing is left out in silence.

use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_config::module::Module;
use groundplan_diag::Diagnostic;

use crate::graph::Modules;

/// An error for everything in these modules that is not supported yet. A module that is called often is looked at once.
pub(crate) fn errors(modules: &Modules) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (_, node) in modules.iter() {
        let module = &node.tree.module;
        if seen.insert(Arc::as_ptr(module)) {
            blocks(module, &mut found);
        }
    }
    found
}

fn blocks(module: &Module, found: &mut Vec<Diagnostic>) {
    for meta in &module.provider_metas {
        found.push(
            Diagnostic::warning("Provider metadata is not passed on")
                .detail("\"provider_meta\" blocks are not supported yet. They change nothing but what a provider reports about its use.")
                .at(meta.span),
        );
    }
}
