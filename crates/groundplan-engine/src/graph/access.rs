//! How references get at resources: by instance or as a whole.

use groundplan_address::ResourceId;
use groundplan_config::module::Repeat;
use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::{Step, Traversal};

use super::build::Builder;
use super::{ModuleIx, NodeKey, name_steps};

impl Builder<'_> {
    /// A reference to something in a resource: whether it says which instance is clear from what is written, also where the
    /// reference is never evaluated (in `try`, in a branch that is not taken). What it takes of the instance is kept, to
    /// be compared with the schema once that is there.
    pub(super) fn access(&mut self, ix: ModuleIx, id: &ResourceId, traversal: &Traversal) {
        let Some(step) = traversal.steps.get(name_steps(traversal)) else { return };
        let Some(resource) = self.modules.get(ix).tree.module.resources.get(id) else { return };
        match (step, &resource.repeat) {
            (Step::Key(..) | Step::Index(..), Repeat::Once) => {
                let error = Diagnostic::error("Unexpected resource instance key")
                    .detail(format!(
                        "{id} has neither \"count\" nor \"for_each\" set, so there is one instance and it has no key."
                    ))
                    .at(traversal.span());
                return self.report(error.help(format!("leave the key out: `{id}`")));
            }
            (Step::Attr(..), Repeat::Count(_)) => {
                return self.report(missing_key(id, "count", "count.index", traversal));
            }
            (Step::Attr(..), Repeat::ForEach(_)) => {
                return self.report(missing_key(id, "for_each", "each.key", traversal));
            }
            _ => {}
        }
        if let Some(node) = self.id(&NodeKey::Resource(ix, id.clone())) {
            self.graph.add_access(node, traversal.clone());
        }
    }
}

fn missing_key(id: &ResourceId, because: &str, key: &str, traversal: &Traversal) -> Diagnostic {
    Diagnostic::error("Missing resource instance key")
        .detail(format!("{id} has \"{because}\" set, so its attributes must be accessed on specific instances of it."))
        .at(traversal.span())
        .help(format!("for the instance that belongs to the one that refers to it, write `{id}[{key}]`"))
}
