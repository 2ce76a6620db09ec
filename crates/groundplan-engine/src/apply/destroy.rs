use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use futures::future::join_all;
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{ApplyRequest, ObjectState, Response};
use groundplan_state::{Action as Intended, Change, DeposedKey, InstanceObject, Intent, ObjectStatus};
use groundplan_value::Value;

use super::Applying;
use super::call::journal_failed;
use crate::graph::UnitIx;
use crate::host::EventKind;
use crate::objects::{private_of, shown_id, to_stored};
use crate::plan::{Action, ResourceChange, copy_marks, mark_sensitive, pin};

/// An object to be destroyed.
struct Doomed<'a> {
    unit: UnitIx,
    change: &'a ResourceChange,
    deposed: Option<DeposedKey>,
    object: Arc<InstanceObject>,
}

impl Applying {
    /// Destroys objects that do not depend on each other.
    pub(super) async fn destroy_all(&self, objects: &[(UnitIx, usize)]) -> bool {
        let work = objects.iter().map(|(unit, which)| async move {
            let Some(change) = self.change_at(*unit, *which) else { return false };
            self.settled(*unit, self.destroy_object_of(*unit, change).await)
        });
        join_all(work).await.into_iter().all(|clean| clean)
    }

    async fn destroy_object_of(&self, unit: UnitIx, change: &ResourceChange) -> Result<(), Diags> {
        let deposed = match change.action {
            Action::CreateThenDelete => match self.waiting().get(&(unit, change.addr.clone())) {
                Some(key) => Some(key.clone()),
                // There was nothing to set aside, so there is nothing to clean up.
                None => return Ok(()),
            },
            _ => change.deposed.clone(),
        };
        let recorder = self.recorder(unit);
        let Some(object) = recorder.with(|state| state.object(&change.addr, deposed.as_ref()).cloned()) else {
            return Ok(());
        };
        let doomed = Doomed { unit, change, deposed, object };
        let _room = self.run.room(unit).await;
        if self.stopped() {
            return Err(Diags::new());
        }
        let result = if change.action == Action::Forget {
            let forget = vec![Change::remove(change.addr.clone(), doomed.deposed)];
            let done = recorder.change(forget).await.map_err(|error| journal_failed(&error));
            self.forgotten.fetch_add(usize::from(done.is_ok()), Ordering::Relaxed);
            done
        } else {
            self.destroy(&doomed).await
        };
        self.saver.changed(unit);
        result
    }

    async fn destroy(&self, doomed: &Doomed<'_>) -> Result<(), Diags> {
        let Doomed { unit, change, deposed, object } = doomed;
        let recorder = self.recorder(*unit);
        let started = Instant::now();
        let event = |kind| self.run.event(*unit, &change.addr, deposed.is_some(), kind);
        let id = shown_id(&change.before);
        event(EventKind::ApplyStart { action: Action::Delete, id: id.clone() });
        let failed = || event(EventKind::ApplyFailed { action: Action::Delete, elapsed: started.elapsed() });
        // What was never whole is not asked to go in good order.
        if deposed.is_none() && object.status != ObjectStatus::Tainted {
            self.provision_doomed(*unit, change).await.inspect_err(|_| failed())?;
        }
        let token = recorder
            .intent(Intent {
                unit: recorder.unit().to_owned(),
                address: change.addr.clone(),
                deposed: deposed.clone(),
                action: Intended::Delete,
                provider: change.provider.clone(),
                identity: None,
                prior: Some(object.clone()),
                planned: None,
            })
            .await
            .map_err(|error| journal_failed(&error))?;
        let nothing = Value::null(change.schema.block.value_type());
        let request = ApplyRequest {
            kind: change.addr.resource.kind.clone(),
            prior: ObjectState { value: change.before.unmark_deep(), private: private_of(object) },
            // For a replacement these are the new object's, as Terraform has it: they hold its time-outs.
            planned: ObjectState { value: nothing.clone(), private: change.private.clone() },
            config: nothing,
        };
        let about = change.addr.to_string();
        let answer = change.configured.apply(request).await.map_err(|error| {
            failed();
            Diagnostic::error("Provider did not answer").detail(error.message).about(about.clone())
        })?;
        let errors = answer.has_errors();
        let gone = answer.value.state.value.is_null() && !errors;
        let Response { value, diagnostics } = answer;
        let mut diags: Diags = diagnostics.into_iter().map(|message| pin(message, &about, None, Span::NONE)).collect();
        if !errors && !gone {
            diags.push(
                Diagnostic::error("Provider returned invalid result object after apply")
                    .detail("The provider returned an object for one that was to be destroyed. This is a bug in the provider.")
                    .about(about),
            );
        }
        let changes = if gone {
            vec![Change::remove(change.addr.clone(), deposed.clone())]
        } else {
            left_over(doomed, &value.state)
        };
        if let Err(error) = recorder.answer(token, changes).await {
            diags.extend(journal_failed(&error));
        }
        if diags.has_errors() {
            failed();
            return Err(diags);
        }
        self.run.report_all(*unit, diags);
        event(EventKind::ApplyDone { action: Action::Delete, elapsed: started.elapsed(), id });
        self.destroyed.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

/// What a destruction that failed says is left. When it says nothing, what was known before still is.
fn left_over(doomed: &Doomed<'_>, left: &ObjectState) -> Vec<Change> {
    let Doomed { change, deposed, object, .. } = doomed;
    if left.value.is_null() || !left.value.is_wholly_known() {
        return Vec::new();
    }
    let tainted = object.status == ObjectStatus::Tainted;
    let dependencies = object.dependencies.clone();
    let value = mark_sensitive(&change.schema.block, &copy_marks(&change.before, &left.value));
    let left = ObjectState { value, private: left.private.clone() };
    let stored = to_stored(&left, &change.schema, dependencies, object.create_before_destroy, tainted);
    let put = |stored| Change::put(change.addr.clone(), deposed.clone(), change.provider.clone(), stored);
    stored.map(put).into_iter().collect()
}
