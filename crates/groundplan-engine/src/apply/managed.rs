use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Instant;

use futures::future::join_all;
use groundplan_address::{InstanceAddr, Mode, ResourceId};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{ApplyRequest, ApplyResponse, ObjectState};
use groundplan_state::{Action as Intended, Change, Intent, RawJson};
use groundplan_value::{Value, to_json};

use super::Applying;
use super::compatible::{difference, without_unknown};
use crate::graph::{ModuleIx, NodeId};
use crate::host::EventKind;
use crate::objects::{private_of, shown_id, to_stored};
use crate::plan::{Action, Instance, Planned, Prior, ResourceChange, copy_marks, mark_sensitive};
use crate::values::{Instances, NodeResult, ResourceResult};

impl Applying {
    /// A resource: its objects created and updated, its data sources read.
    pub(crate) async fn make_resource(&self, node: NodeId, module: ModuleIx, id: &ResourceId) -> bool {
        let session = &self.run.session;
        let tree = session.modules.get(module).tree.clone();
        let unit = self.run.unit_ix(module);
        let Some(resource) = tree.module.resources.get(id) else { return false };
        let provider = match self.run.resource_provider(node, module, resource).await {
            Ok(provider) => provider,
            Err(errors) => return self.settled(unit, Err(errors)),
        };
        let mut clean = true;
        let mut result = BTreeMap::new();
        for expanded in self.run.expanded(module).to_vec() {
            let mut diags = Diags::new();
            let instances = self.run.instances(module, resource, &expanded, &mut diags);
            clean &= self.run.report_all(unit, diags);
            let made = instances.unwrap_or_default().into_iter().map(|(key, repetition)| {
                let addr = InstanceAddr { module: expanded.addr.clone(), resource: id.clone(), key: key.clone() };
                let provider = &provider;
                async move {
                    let made = match self.run.provider_instance(provider, &addr) {
                        Ok(configured) => {
                            let instance = provider.instance(module, unit, addr, resource, repetition, configured);
                            self.make_instance(&instance).await
                        }
                        Err(errors) => Err(errors),
                    };
                    (key, made)
                }
            });
            let mut values = BTreeMap::new();
            for (key, made) in join_all(made).await {
                match made {
                    Ok(value) => {
                        values.insert(key, value);
                    }
                    Err(errors) => clean &= self.settled(unit, Err(errors)),
                }
            }
            result.insert(expanded.addr.clone(), ResourceResult::new(Instances::of(&resource.repeat), values));
        }
        self.run.memo.set(node, NodeResult::Resource(result));
        clean
    }

    async fn make_instance(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let approved = self.approved(instance.unit, &instance.addr);
        if instance.addr.resource.mode == Mode::Data {
            return self.make_data(instance, approved).await;
        }
        let Some(approved) = approved else {
            return Err(moved_on(instance, "it was not part of the plan"));
        };
        let value = match approved.action {
            Action::NoOp => approved.after.clone(),
            Action::Create | Action::Update | Action::DeleteThenCreate | Action::CreateThenDelete => {
                self.change(instance, approved).await?
            }
            Action::Delete | Action::Forget | Action::Read => {
                return Err(moved_on(instance, "the plan was to destroy it, and now configuration asks for it"));
            }
        };
        self.run.postconditions(instance, &value)?;
        Ok(value)
    }

    /// Makes a change: planned once more with what is known now, found to be what was approved, recorded, made, recorded.
    async fn change(&self, instance: &Instance<'_>, approved: &ResourceChange) -> Result<Value, Diags> {
        if self.stopped() {
            return Err(Diags::new());
        }
        self.run.preconditions(instance)?;
        let config = self.run.config_of(instance)?;
        let recorder = self.recorder(instance.unit);
        let created = approved.action != Action::Update;
        let stored = recorder.with(|state| state.object(&instance.addr, None).cloned());
        let prior = (!created).then(|| Prior {
            state: ObjectState {
                value: approved.before.clone(),
                private: stored.as_ref().map_or_else(|| Arc::from([]), |object| private_of(object)),
            },
            tainted: false,
        });
        let planned = self.run.plan_change(instance, config, prior.as_ref()).await?;
        self.run.report_all(instance.unit, planned.diags.clone());
        self.check_approved(instance, approved, &planned)?;
        let deposed = if approved.action == Action::CreateThenDelete {
            recorder.depose(&instance.addr).await.map_err(|error| journal_failed(&error))?
        } else {
            None
        };
        if let Some(key) = &deposed {
            let mut waiting = self.deposed.lock().unwrap_or_else(PoisonError::into_inner);
            waiting.insert((instance.unit, instance.addr.clone()), key.clone());
        }
        let made = self.call(instance, prior.as_ref(), &planned).await;
        if let (Err(_), Some(key)) = (&made, &deposed) {
            // Nothing took the old object's place, so it is the current one again.
            recorder.restore(&instance.addr, key).await.map_err(|error| journal_failed(&error))?;
            self.deposed.lock().unwrap_or_else(PoisonError::into_inner).remove(&(instance.unit, instance.addr.clone()));
        }
        let saved = self.save(instance.unit).await;
        let value = made?;
        saved?;
        let counter = if created { &self.added } else { &self.changed };
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(value)
    }

    /// What is about to be done must be what was approved.
    fn check_approved(
        &self,
        instance: &Instance<'_>,
        approved: &ResourceChange,
        planned: &Planned,
    ) -> Result<(), Diags> {
        if approved.action == Action::Update && planned.action.is_replace() {
            return Err(moved_on(instance, "it now has to be replaced, and the plan was to change it in place"));
        }
        let different = difference(&approved.after.unmark_deep(), &planned.after.unmark_deep());
        match different {
            // Providers of the old kind are known to plan differently the second time; Terraform puts up with that too.
            Some(_) if planned.legacy || approved.offline => Ok(()),
            Some(path) => Err(moved_on(instance, &format!("{path} would become something else than what was planned"))),
            None => Ok(()),
        }
    }

    async fn call(&self, instance: &Instance<'_>, prior: Option<&Prior>, planned: &Planned) -> Result<Value, Diags> {
        let recorder = self.recorder(instance.unit);
        let (action, intended) = match prior {
            None => (Action::Create, Intended::Create),
            Some(_) => (Action::Update, Intended::Update),
        };
        let nothing = Value::null(instance.schema.block.value_type());
        let before = prior.map_or_else(
            || ObjectState { value: nothing.clone(), private: Arc::from([]) },
            |prior| ObjectState { value: prior.state.value.unmark_deep(), private: prior.state.private.clone() },
        );
        let id = shown_id(&before.value);
        let started = Instant::now();
        let token = recorder
            .intent(Intent {
                unit: recorder.unit().to_owned(),
                address: instance.addr.clone(),
                deposed: None,
                action: intended,
                provider: instance.provider_addr.clone(),
                identity: None,
                prior: recorder.with(|state| state.object(&instance.addr, None).cloned()),
                planned: planned_json(instance, planned),
            })
            .await
            .map_err(|error| journal_failed(&error))?;
        self.run.event(instance.unit, &instance.addr, false, EventKind::ApplyStart { action, id });
        let permit = self.run.calls.acquire().await;
        let answer = instance
            .provider
            .apply(ApplyRequest {
                kind: instance.addr.resource.kind.clone(),
                prior: before,
                planned: ObjectState { value: planned.after.unmark_deep(), private: planned.private.clone() },
                config: planned.config.unmark_deep(),
            })
            .await;
        drop(permit);
        let answer = match answer {
            Ok(answer) => answer,
            Err(error) => {
                // Whether it was done is not known: the intent stays in the journal, and the next run looks for it.
                self.failed(instance, action, started);
                return Err(instance.no_answer(error));
            }
        };
        let failed = answer.has_errors();
        let mut diags = instance.pinned(answer.diagnostics);
        let (object, more) = self.answered(instance, planned, answer.value, failed);
        diags.extend(more);
        let changes = match self.stored(instance, &object, failed && prior.is_none()) {
            Ok(changes) => changes,
            Err(error) => {
                diags.push(error);
                Vec::new()
            }
        };
        recorder.answer(token, changes).await.map_err(|error| journal_failed(&error))?;
        if diags.has_errors() {
            self.failed(instance, action, started);
            // An object that came out of it all the same is in the state now; a creation that failed half-way has left one
            // that is tainted, and then nothing is put back in its place.
            return Err(diags);
        }
        self.run.report_all(instance.unit, diags);
        let id = shown_id(&object.value);
        let done = EventKind::ApplyDone { action, elapsed: started.elapsed(), id };
        self.run.event(instance.unit, &instance.addr, false, done);
        Ok(object.value)
    }

    /// The provider's answer with its marks, and what is wrong with it.
    fn answered(
        &self,
        instance: &Instance<'_>,
        planned: &Planned,
        answer: ApplyResponse,
        failed: bool,
    ) -> (ObjectState, Diags) {
        let mut diags = Diags::new();
        let invalid = |detail: &str| {
            Diagnostic::error("Provider returned invalid result object after apply")
                .detail(detail)
                .about(instance.addr.to_string())
                .at(instance.resource.span)
        };
        let (value, unknown) = without_unknown(&answer.state.value);
        if unknown && !failed {
            diags.push(invalid(
                "After the apply operation, the provider still indicated unknown values. All values must be known after \
                 apply, so this is always a bug in the provider. The known values are in the state.",
            ));
        }
        if value.is_null() && !failed {
            diags.push(invalid(
                "The provider returned no object for one that was to exist. This is a bug in the provider.",
            ));
        }
        if !failed && !answer.legacy_type_system && !value.is_null() {
            if let Some(path) = difference(&planned.after.unmark_deep(), &value) {
                diags.push(
                    Diagnostic::error("Provider produced inconsistent result after apply")
                        .detail(format!("{path} is not what was planned. This is a bug in the provider."))
                        .about(instance.addr.to_string())
                        .at(instance.resource.span),
                );
            }
        }
        let marked = if value.is_null() {
            value
        } else {
            mark_sensitive(&instance.schema.block, &copy_marks(&planned.after, &copy_marks(&planned.config, &value)))
        };
        (ObjectState { value: marked, private: answer.state.private }, diags)
    }

    /// The changes of the state that an answer means.
    fn stored(&self, instance: &Instance<'_>, object: &ObjectState, tainted: bool) -> Result<Vec<Change>, Diagnostic> {
        if object.value.is_null() {
            let had = self.recorder(instance.unit).with(|state| state.object(&instance.addr, None).is_some());
            return Ok(if had { vec![Change::remove(instance.addr.clone(), None)] } else { Vec::new() });
        }
        let session = &self.run.session;
        let id = &instance.addr.resource;
        let dependencies = session.stored_dependencies(instance.module, id);
        let first = session.creates_first(instance.module, id);
        let stored = to_stored(object, &instance.schema, dependencies, first, tainted)
            .map_err(|why| Diagnostic::error("Object cannot be stored").detail(why).about(instance.addr.to_string()))?;
        Ok(vec![Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored)])
    }

    fn failed(&self, instance: &Instance<'_>, action: Action, started: Instant) {
        let kind = EventKind::ApplyFailed { action, elapsed: started.elapsed() };
        self.run.event(instance.unit, &instance.addr, false, kind);
    }
}

fn planned_json(instance: &Instance<'_>, planned: &Planned) -> Option<RawJson> {
    let (known, _) = without_unknown(&planned.after.unmark_deep());
    let json = to_json(&known, &instance.schema.block.value_type()).ok()?;
    RawJson::from_value(&json).ok()
}

/// That what was approved and what is there now do not fit together any more.
fn moved_on(instance: &Instance<'_>, why: &str) -> Diags {
    Diagnostic::error("Plan no longer fits")
        .detail(format!("{}: {why}. Nothing was done to it.", instance.addr))
        .about(instance.addr.to_string())
        .at(instance.resource.span)
        .help("plan again, look at what changed, and apply that")
        .into()
}

pub(super) fn journal_failed(error: &groundplan_state::JournalError) -> Diags {
    Diagnostic::error("Journal could not be written")
        .detail(format!("{error}. Nothing that is not recorded is done."))
        .help(error.help())
        .into()
}
