use std::sync::Arc;
use std::time::Instant;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{ApplyRequest, ApplyResponse, ObjectState};
use groundplan_state::{Action as Intended, Change, Intent, JournalError, RawJson};
use groundplan_value::{Value, to_json};

use super::Applying;
use super::compatible::{difference, without_unknown};
use crate::host::EventKind;
use crate::objects::{shown_id, to_stored};
use crate::plan::{
    Action, Instance, Planned, Prior, copy_marks, mark_sensitive, set_write_only, without_write_only, written,
};

/// The object after a change, or what went wrong.
pub(super) type Done = Result<Value, Diags>;

impl Applying {
    /// Lets the provider make a change: recorded before, recorded after.
    pub(super) async fn call(&self, instance: &Instance<'_>, prior: Option<&Prior>, planned: &Planned) -> Done {
        let recorder = self.recorder(instance.unit);
        let (action, intended) = match prior {
            None => (Action::Create, Intended::Create),
            Some(_) => (Action::Update, Intended::Update),
        };
        let before = prior.map_or_else(
            || ObjectState { value: Value::null(instance.schema.block.value_type()), private: Arc::from([]) },
            |prior| ObjectState { value: prior.state.value.unmark_deep(), private: prior.state.private.clone() },
        );
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
        let started = self.started(instance, action, &before.value);
        let request = ApplyRequest {
            kind: instance.addr.resource.kind.clone(),
            prior: before,
            planned: ObjectState { value: planned.after.unmark_deep(), private: planned.private.clone() },
            config: planned.config.unmark_deep(),
        };
        let answer = instance.provider.apply(request).await.map_err(|error| {
            // Whether it was done is not known: the intent stays in the journal, and the next run looks for it.
            self.failed(instance, action, started);
            instance.no_answer(error)
        })?;
        let failed = answer.has_errors();
        let mut diags = instance.pinned(answer.diagnostics);
        let (object, more) = answered(instance, planned, answer.value, failed);
        diags.extend(more);
        // A creation that failed half-way left something that is not to be trusted.
        let tainted = prior.is_none() && diags.has_errors();
        let changes = self.stored(instance, &object, tainted).unwrap_or_else(|error| {
            diags.push(error);
            Vec::new()
        });
        if let Err(error) = recorder.answer(token, changes).await {
            diags.extend(journal_failed(&error));
        }
        if prior.is_none() && !diags.has_errors() {
            diags.extend(self.provision_new(instance, &object).await);
        }
        if diags.has_errors() {
            self.failed(instance, action, started);
            return Err(diags);
        }
        self.run.report_all(instance.unit, diags);
        self.done(instance, action, started, &object.value);
        Ok(object.value)
    }

    /// Runs the provisioners of a new object. One that could not be provisioned is not to be trusted.
    async fn provision_new(&self, instance: &Instance<'_>, object: &ObjectState) -> Diags {
        let Err(mut diags) = self.provision_created(instance, &object.value).await else { return Diags::new() };
        match self.stored(instance, object, true) {
            Ok(tainted) => {
                if let Err(error) = self.recorder(instance.unit).change(tainted).await {
                    diags.extend(journal_failed(&error));
                }
            }
            Err(error) => diags.push(error),
        }
        diags
    }

    /// Writes down what is hidden now, of an object that stays as it is.
    pub(super) async fn rewrite(&self, instance: &Instance<'_>, prior: &Prior, planned: &Planned) -> Done {
        let started = self.started(instance, Action::Update, &prior.state.value);
        let object = ObjectState { value: planned.after.clone(), private: prior.state.private.clone() };
        let changes = self.stored(instance, &object, false)?;
        self.recorder(instance.unit).change(changes).await.map_err(|error| journal_failed(&error))?;
        self.done(instance, Action::Update, started, &object.value);
        Ok(object.value)
    }

    /// The changes of the state that an answer means. No object in an answer never means that there is none: what was
    /// known before still is.
    fn stored(&self, instance: &Instance<'_>, object: &ObjectState, tainted: bool) -> Result<Vec<Change>, Diagnostic> {
        if object.value.is_null() {
            return Ok(Vec::new());
        }
        let session = &self.run.session;
        let dependencies = session.stored_dependencies(instance.node).to_vec();
        let first = session.creates_first(instance.node);
        let stored = to_stored(object, &instance.schema, dependencies, first, tainted)
            .map_err(|why| Diagnostic::error("Object cannot be stored").detail(why).about(instance.addr.to_string()))?;
        Ok(vec![Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored)])
    }

    fn started(&self, instance: &Instance<'_>, action: Action, before: &Value) -> Instant {
        let kind = EventKind::ApplyStart { action, id: shown_id(before) };
        self.run.event(instance.unit, &instance.addr, false, kind);
        Instant::now()
    }

    fn done(&self, instance: &Instance<'_>, action: Action, started: Instant, after: &Value) {
        let kind = EventKind::ApplyDone { action, elapsed: started.elapsed(), id: shown_id(after) };
        self.run.event(instance.unit, &instance.addr, false, kind);
    }

    fn failed(&self, instance: &Instance<'_>, action: Action, started: Instant) {
        let kind = EventKind::ApplyFailed { action, elapsed: started.elapsed() };
        self.run.event(instance.unit, &instance.addr, false, kind);
    }
}

/// The provider's answer with its marks, and what is wrong with it.
fn answered(instance: &Instance<'_>, planned: &Planned, answer: ApplyResponse, failed: bool) -> (ObjectState, Diags) {
    let mut diags = Diags::new();
    let (value, unknown) = without_unknown(&answer.state.value);
    // Next to an error of the provider's own, what follows from it is not worth saying.
    if !failed {
        let invalid = "Provider returned invalid result object after apply";
        if value.is_null() {
            diags.push(instance.provider_bug(invalid, "The provider returned no object for one that was to exist."));
        } else if let Some(path) = set_write_only(&instance.schema.block, &value) {
            let detail = format!("{}: a value for a write-only attribute, which must stay null.", written(&path));
            diags.push(instance.provider_bug(invalid, &detail));
        } else if unknown {
            let detail = "After the apply operation, the provider still indicated unknown values. All values must be known \
                          after apply. The known values are in the state.";
            diags.push(instance.provider_bug(invalid, detail));
        } else if let Some(path) = difference(&planned.after.unmark_deep(), &value)
            && !answer.legacy_type_system
        {
            let detail = format!("{} is not what was planned.", written(&path));
            diags.push(instance.provider_bug("Provider produced inconsistent result after apply", &detail));
        }
    }
    let value = without_write_only(&instance.schema.block, &value);
    let marked = if value.is_null() {
        value
    } else {
        let marked = copy_marks(&planned.after, &copy_marks(&planned.config, &value));
        mark_sensitive(&instance.schema.block, &marked)
    };
    (ObjectState { value: marked, private: answer.state.private }, diags)
}

fn planned_json(instance: &Instance<'_>, planned: &Planned) -> Option<RawJson> {
    let (known, _) = without_unknown(&planned.after.unmark_deep());
    let json = to_json(&known, &instance.schema.block.value_type()).ok()?;
    RawJson::from_value(&json).ok()
}

pub(super) fn journal_failed(error: &JournalError) -> Diags {
    Diagnostic::error("Journal could not be written")
        .detail(format!("{error}. Nothing that is not recorded is done."))
        .help(error.help())
        .into()
}
