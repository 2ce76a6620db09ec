//! Whether a data source has to wait for changes that its configuration does not show.

use groundplan_address::Mode;

use super::instance::Instance;
use super::run::Run;
use crate::graph::{NodeId, NodeKey};

impl Run {
    /// Whether something that a data source depends on is going to change, so that what would be read now may not be what it
    /// will be ("Data Source Dependencies" in Terraform's documentation). All that it depends on has run.
    pub(crate) fn has_pending_dependency(&self, instance: &Instance<'_>) -> bool {
        let lifecycle = &instance.resource.lifecycle;
        // A condition may only come true with a change further away.
        let has_conditions = !lifecycle.preconditions.is_empty() || !lifecycle.postconditions.is_empty();
        let on = if has_conditions {
            self.session.resources_before(instance.node)
        } else {
            self.session.awaited_by_data(instance.node)
        };
        on.iter().any(|node| self.is_pending(instance, *node))
    }

    fn is_pending(&self, instance: &Instance<'_>, node: NodeId) -> bool {
        let NodeKey::Resource(module, id) = self.session.graph.key(node) else { return false };
        // Reading changes nothing; a data source that is put off waits for a resource that is looked at as well.
        if id.mode != Mode::Managed {
            return false;
        }
        let (unit, path) = (self.unit_ix(*module), &self.session.modules.get(*module).path);
        let seen_from = (unit == instance.unit).then_some(&instance.addr.module);
        self.with_unit(unit, |unit| unit.changes.is_pending(path, id, seen_from)).unwrap_or_default()
    }
}
