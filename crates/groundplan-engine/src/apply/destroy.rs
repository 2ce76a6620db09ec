use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use futures::future::join_all;
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{ApplyRequest, ObjectState};
use groundplan_state::{Action as Intended, Change, DeposedKey, Intent};
use groundplan_value::Value;

use super::Applying;
use super::managed::journal_failed;
use crate::graph::{NodeId, UnitIx};
use crate::host::EventKind;
use crate::objects::{private_of, shown_id, to_stored};
use crate::plan::{Action, ResourceChange, pin};

impl Applying {
    /// Destroys the objects of a resource that are not wanted any more, and those that a new one takes the place of.
    pub(crate) async fn tear_down(&self, node: NodeId) -> bool {
        let doomed = self.doomed(node).filter(|(_, change)| change.action != Action::CreateThenDelete);
        let work = doomed.map(|(unit, change)| async move {
            let deposed = change.deposed.clone();
            let result = self.destroy(unit, change, deposed).await;
            self.settled(unit, result)
        });
        join_all(work).await.into_iter().all(|clean| clean)
    }

    /// Destroys the objects of a resource that were replaced by ones created before.
    pub(crate) async fn clean_up(&self, node: NodeId) -> bool {
        let replaced = self.doomed(node).filter(|(_, change)| change.action == Action::CreateThenDelete);
        let work = replaced.map(|(unit, change)| async move {
            let Some(key) = self.deposed_key(unit, &change.addr) else { return true };
            let result = self.destroy(unit, change, Some(key)).await;
            self.settled(unit, result)
        });
        join_all(work).await.into_iter().all(|clean| clean)
    }

    pub(crate) async fn destroy_orphan(&self, unit: UnitIx, which: usize) -> bool {
        let change = self.plan.units.get(unit.0 as usize).and_then(|plan| plan.changes.get(which));
        let Some(change) = change else { return false };
        if change.action == Action::NoOp {
            return true;
        }
        let result = self.destroy(unit, change, change.deposed.clone()).await;
        self.settled(unit, result)
    }

    async fn destroy(&self, unit: UnitIx, change: &ResourceChange, deposed: Option<DeposedKey>) -> Result<(), Diags> {
        if self.stopped() {
            return Err(Diags::new());
        }
        let recorder = self.recorder(unit);
        let Some(object) = recorder.with(|state| state.object(&change.addr, deposed.as_ref()).cloned()) else {
            return Ok(());
        };
        if change.action == Action::Forget {
            let forget = vec![Change::remove(change.addr.clone(), deposed)];
            recorder.change(forget).await.map_err(|error| journal_failed(&error))?;
            return self.save(unit).await;
        }
        let started = Instant::now();
        let nothing = Value::null(change.schema.block.value_type());
        let is_deposed = deposed.is_some();
        // A replaced object was planned as a replacement; its end has no private bytes of a plan of its own.
        let private = if change.action == Action::Delete { change.private.clone() } else { Arc::from([]) };
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
        let id = shown_id(&change.before);
        self.run.event(
            unit,
            &change.addr,
            is_deposed,
            EventKind::ApplyStart { action: Action::Delete, id: id.clone() },
        );
        let permit = self.run.calls.acquire().await;
        let answer = change
            .configured
            .apply(ApplyRequest {
                kind: change.addr.resource.kind.clone(),
                prior: ObjectState { value: change.before.unmark_deep(), private: private_of(&object) },
                planned: ObjectState { value: nothing.clone(), private },
                config: nothing,
            })
            .await;
        drop(permit);
        let failed = || {
            let kind = EventKind::ApplyFailed { action: Action::Delete, elapsed: started.elapsed() };
            self.run.event(unit, &change.addr, is_deposed, kind);
        };
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                failed();
                let about = change.addr.to_string();
                return Err(Diagnostic::error("Provider did not answer").detail(error.message).about(about).into());
            }
        };
        let about = change.addr.to_string();
        let errors = answer.has_errors();
        let diags: Diags =
            answer.diagnostics.into_iter().map(|message| pin(message, &about, None, Span::NONE)).collect();
        let left = &answer.value.state;
        let gone = left.value.is_null() && !errors;
        let changes = if gone {
            vec![Change::remove(change.addr.clone(), deposed)]
        } else if left.value.is_null() || !left.value.is_wholly_known() {
            // It failed and says nothing of what is left: what was known before still is.
            Vec::new()
        } else {
            let tainted = object.status == groundplan_state::ObjectStatus::Tainted;
            let stored =
                to_stored(left, &change.schema, object.dependencies.clone(), object.create_before_destroy, tainted);
            match stored {
                Ok(stored) => vec![Change::put(change.addr.clone(), deposed, change.provider.clone(), stored)],
                Err(_) => Vec::new(),
            }
        };
        recorder.answer(token, changes).await.map_err(|error| journal_failed(&error))?;
        let saved = self.save(unit).await;
        if errors || !gone {
            failed();
            let mut diags = diags;
            if !errors {
                diags.push(
                    Diagnostic::error("Provider returned invalid result object after apply")
                        .detail("The provider returned an object for one that was to be destroyed. This is a bug in the provider.")
                        .about(about),
                );
            }
            return Err(diags);
        }
        saved?;
        self.run.report_all(unit, diags);
        let done = EventKind::ApplyDone { action: Action::Delete, elapsed: started.elapsed(), id };
        self.run.event(unit, &change.addr, is_deposed, done);
        self.destroyed.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}
