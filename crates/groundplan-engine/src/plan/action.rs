//! What is to be done to an object: the provider is asked, and its answer judged.

use std::sync::Arc;

use groundplan_diag::Diags;
use groundplan_provider::{ObjectState, PlanRequest, PlanResponse};
use groundplan_value::{Path, Value};

use super::change::{Action, Reason};
use super::ignore::{ignore_in_config, ignore_in_plan};
use super::instance::Instance;
use super::marks::{copy_marks, mark_sensitive};
use super::pinned::written;
use super::proposed::proposed_new;
use super::run::Run;
use super::stored::Prior;
use super::valid;
use super::write_only::set_write_only;
use crate::objects::sensitive_paths;

/// What the provider would do to an object, and what that means.
pub(crate) struct Planned {
    pub(crate) action: Action,
    pub(crate) reason: Option<Reason>,
    /// The object as it will be, with marks.
    pub(crate) after: Value,
    pub(crate) private: Arc<[u8]>,
    pub(crate) replace_paths: Vec<Path>,
    /// The configuration that the plan was made of, with marks.
    pub(crate) config: Value,
    /// Warnings.
    pub(crate) diags: Diags,
}

/// Whether an object is replaced whatever the provider says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forced {
    No,
    /// `replace_triggered_by`
    ByTriggers,
    /// The user asked for it.
    ByRequest,
}

impl Run {
    /// Asks the provider what it would do, and decides on the action. `config` and `prior` have marks.
    ///
    /// The steps are those of Terraform's "Resource Instance Change Lifecycle".
    pub(crate) async fn plan_change(
        &self,
        instance: &Instance<'_>,
        config: Value,
        prior: Option<&Prior>,
        forced: Forced,
    ) -> Result<Planned, Diags> {
        let schema = &instance.schema.block;
        let nothing = Value::null(schema.value_type());
        let mut diags = self.validated(instance, config.unmark_deep()).await?;
        let existing = prior.filter(|prior| !prior.state.value.is_null());
        let tainted = existing.is_some_and(|prior| prior.tainted);
        // A tainted object is as good as none: what takes its place is planned like a creation.
        let base = existing.filter(|_| !tainted);
        let base_value = base.map_or_else(|| nothing.clone(), |prior| prior.state.value.unmark_deep());
        let ignored = &instance.resource.lifecycle.ignore_changes;
        let effective = match base {
            Some(prior) => ignore_in_config(ignored, schema, &prior.state.value, &config),
            None => config.clone(),
        };
        let private: Arc<[u8]> = base.map_or_else(|| Arc::from([]), |prior| prior.state.private.clone());
        let mut response = self.plan_call(instance, &base_value, private, &effective, &mut diags).await?;
        if response.legacy_type_system && base.is_some() {
            // Such a provider may have put back what was ignored, a hash in place of a value for instance.
            response.planned.value = ignore_in_plan(ignored, &base_value, &response.planned.value);
        }
        let mut after = mark_sensitive(schema, &copy_marks(&effective, &response.planned.value));
        let replace_paths = replacing(instance, &response, base.map(|_| &base_value))?;
        let (mut action, mut reason) = match base {
            None => (Action::Create, None),
            Some(_) if forced != Forced::No => (self.replacement(instance), None),
            Some(_) if base_value.equals(&response.planned.value) == Some(true) => (Action::NoOp, None),
            Some(_) if replace_paths.is_empty() => (Action::Update, None),
            Some(_) => (self.replacement(instance), Some(Reason::ReplaceCannotUpdate)),
        };
        let mut planned_config = effective;
        if action.is_replace() {
            // The new object is planned from nothing: what the old one had does not carry over, ignored or not.
            let private = response.planned.private.clone();
            let mut repeated = Diags::new();
            response = self.plan_call(instance, &nothing, private, &config, &mut repeated).await?;
            after = mark_sensitive(schema, &copy_marks(&config, &response.planned.value));
            planned_config = config;
        }
        if tainted {
            (action, reason) = (self.replacement(instance), Some(Reason::ReplaceTainted));
        } else if let (Action::NoOp, Some(prior)) = (action, base)
            && sensitive_paths(&prior.state.value) != sensitive_paths(&after)
        {
            // Only what is hidden changes: nothing to do for the provider, but the state has to say it.
            action = Action::Update;
        }
        match forced {
            Forced::ByTriggers => reason = Some(Reason::ReplaceByTriggers),
            Forced::ByRequest if action.is_replace() && !tainted => reason = Some(Reason::ReplaceByRequest),
            Forced::ByRequest | Forced::No => {}
        }
        Ok(Planned {
            action,
            reason,
            after,
            private: response.planned.private,
            replace_paths,
            config: planned_config,
            diags,
        })
    }

    /// Asks for a plan. `config` may be marked; warnings go to `diags`.
    async fn plan_call(
        &self,
        instance: &Instance<'_>,
        prior: &Value,
        private: Arc<[u8]>,
        config: &Value,
        diags: &mut Diags,
    ) -> Result<PlanResponse, Diags> {
        let config = config.unmark_deep();
        let schema = &instance.schema.block;
        let request = PlanRequest {
            kind: instance.addr.resource.kind.clone(),
            prior: ObjectState { value: prior.clone(), private },
            proposed: proposed_new(schema, prior, &config),
            config: config.clone(),
        };
        let answer = instance.provider.plan(request).await;
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        diags.extend(instance.pinned(answer.diagnostics));
        if failed {
            return Err(std::mem::take(diags));
        }
        let planned = &answer.value.planned.value;
        if planned.is_null() {
            let detail = "The provider planned no object where configuration asks for one.";
            return Err(instance.provider_bug("Provider produced invalid plan", detail).into());
        }
        if let Some(path) = set_write_only(schema, planned) {
            let detail =
                format!("{}: a value planned for a write-only attribute, which must stay null.", written(&path));
            return Err(instance.provider_bug("Provider produced invalid plan", &detail).into());
        }
        if !answer.value.legacy_type_system {
            let wrong = valid::errors(schema, prior, &config, planned);
            let wrong = wrong.iter().map(|detail| instance.provider_bug("Provider produced invalid plan", detail));
            let wrong: Diags = wrong.collect();
            if wrong.has_errors() {
                return Err(wrong);
            }
        }
        Ok(answer.value)
    }

    fn replacement(&self, instance: &Instance<'_>) -> Action {
        if self.session.creates_first(instance.node) { Action::CreateThenDelete } else { Action::DeleteThenCreate }
    }
}

/// Those of the provider's paths at which the value really changes.
fn replacing(instance: &Instance<'_>, response: &PlanResponse, prior: Option<&Value>) -> Result<Vec<Path>, Diags> {
    let (Some(prior), planned) = (prior, &response.planned.value) else { return Ok(Vec::new()) };
    let mut changed = Vec::new();
    for path in &response.requires_replace {
        let changes = match (path.get(prior), path.get(planned)) {
            (None, None) => {
                let detail = format!(
                    "The provider says that a change of {} needs a new object, but there is no such attribute.",
                    written(path)
                );
                return Err(instance.provider_bug("Provider produced invalid plan", &detail).into());
            }
            (Some(a), Some(b)) => a.equals(&b) != Some(true),
            (Some(one), None) | (None, Some(one)) => !one.is_null(),
        };
        if changes {
            changed.push(path.clone());
        }
    }
    Ok(changed)
}
