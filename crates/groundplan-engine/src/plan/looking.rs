use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{ObjectState, ReadRequest};
use groundplan_state::Change;

use super::instance::Instance;
use super::marks::mark_sensitive;
use super::run::Run;
use super::stored::Prior;
use crate::objects::to_stored;

impl Run {
    /// Looks for an object that a killed run may have created without anybody having noted it, by the id that it would have.
    /// What is found is in the refreshed state from then on.
    pub(crate) async fn look_for(&self, instance: &Instance<'_>) -> Result<Option<Prior>, Diags> {
        let lost = self.session.lost(instance.unit, &instance.addr);
        // Without an account there is nothing to look in, and nothing was made.
        let Some(id) = lost.filter(|_| !instance.offline) else { return Ok(None) };
        let kind = &instance.addr.resource.kind;
        let answer = instance.provider.import(kind, id).await.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        let diags = instance.pinned(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        let Some(found) = answer.value.into_iter().find(|found| found.kind == *kind) else { return Ok(None) };
        if found.state.value.is_null() {
            return Ok(None);
        }
        let request = ReadRequest { kind: kind.clone(), current: found.state };
        let answer = instance.provider.read(request).await.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        let mut diags = instance.pinned(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        let read = answer.value.state;
        if read.value.is_null() {
            return Ok(None);
        }
        diags.push(
            Diagnostic::warning("Found what a killed run had created")
                .detail(format!("{} exists with the id \"{id}\" and is in the state from now on.", instance.addr))
                .about(instance.addr.to_string()),
        );
        self.report_all(instance.unit, diags);
        let state = ObjectState { value: mark_sensitive(&instance.schema.block, &read.value), private: read.private };
        let dependencies = self.session.stored_dependencies(instance.node).to_vec();
        let first = self.session.creates_first(instance.node);
        let stored = to_stored(&state, &instance.schema, dependencies, first, false)
            .map_err(|why| Diagnostic::error("Object cannot be stored").detail(why).about(instance.addr.to_string()))?;
        let change = Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored);
        self.with_unit(instance.unit, |unit| unit.refreshed.apply(&change));
        let stored = state.value.clone();
        Ok(Some(Prior { state, tainted: false, stored }))
    }
}
