use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{ObjectState, ReadRequest};
use groundplan_state::Change;

use super::instance::Instance;
use super::marks::mark_sensitive;
use super::run::Run;
use super::stored::Prior;
use crate::host::EventKind;
use crate::objects::to_stored;
use crate::refactor::Wanted;

impl Run {
    /// Takes an object over: found by its id and read. It is in the refreshed state from then on.
    pub(crate) async fn take_over(&self, instance: &Instance<'_>, wanted: &Wanted) -> Result<Prior, Diags> {
        let id = &wanted.id;
        let error = |summary: &str, detail: String| {
            Diags::from(Diagnostic::error(summary).detail(detail).about(instance.addr.to_string()).at(wanted.span))
        };
        if instance.offline {
            return Err(error(
                "Provider configuration is not known yet",
                format!("{} cannot be imported before the account of its provider is known.", instance.addr),
            ));
        }
        self.event(instance.unit, &instance.addr, false, EventKind::RefreshStart { id: Some(id.to_string()) });
        let kind = &instance.addr.resource.kind;
        let answer = instance.provider.import(kind, id).await.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        let mut diags = instance.pinned(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        let found = match answer.value.as_slice() {
            [] => {
                let detail = format!("The provider returned nothing for the id \"{id}\".");
                return Err(error("Import returned no resources", detail));
            }
            [one] if one.kind == *kind => one.state.clone(),
            [one] => {
                let detail = format!("The provider returned an object of type {} for the id \"{id}\".", one.kind);
                return Err(error("Import returned another resource type", detail));
            }
            _ => {
                let detail =
                    format!("For the id \"{id}\" the provider returned several objects, which is not supported.");
                return Err(error("Multiple import states not supported", detail));
            }
        };
        if found.value.is_null() {
            let detail = format!("The provider returned nothing for the id \"{id}\".");
            return Err(error("Import returned null resource", detail));
        }
        let request = ReadRequest { kind: kind.clone(), current: found };
        let answer = instance.provider.read(request).await.map_err(|error| instance.no_answer(error))?;
        self.event(instance.unit, &instance.addr, false, EventKind::RefreshDone);
        let failed = answer.has_errors();
        diags.extend(instance.pinned(answer.diagnostics));
        if failed {
            return Err(diags);
        }
        let read = answer.value.state;
        if read.value.is_null() {
            return Err(Diagnostic::error("Cannot import non-existent remote object")
                .detail(format!(
                    "While attempting to import an existing object to \"{}\", the provider detected that no object exists \
                     with the id \"{id}\". Only pre-existing objects can be imported.",
                    instance.addr
                ))
                .about(instance.addr.to_string())
                .at(wanted.span)
                .help(
                    "check that the id is right and belongs to the provider's account and region; to create a new object, \
                     leave the import out",
                )
                .into());
        }
        if !read.value.is_wholly_known() {
            let detail = "The provider answered a read with values that are not known.";
            return Err(instance.provider_bug("Provider produced invalid object", detail).into());
        }
        self.report_all(instance.unit, diags);
        let state = ObjectState { value: mark_sensitive(&instance.schema.block, &read.value), private: read.private };
        let dependencies = self.session.stored_dependencies(instance.node).to_vec();
        let first = self.session.creates_first(instance.node);
        let stored = to_stored(&state, &instance.schema, dependencies, first, false)
            .map_err(|why| error("Object cannot be stored", why))?;
        let change = Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored);
        self.with_unit(instance.unit, |unit| unit.refreshed.apply(&change));
        let stored = state.value.clone();
        Ok(Prior { state, tainted: false, stored })
    }
}
