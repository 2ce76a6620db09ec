use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{ObjectState, PlanRequest};
use groundplan_value::Value;

use super::change::{Action, Reason, ResourceChange};
use super::instance::Instance;
use super::managed::{prevented, stored_at};
use super::options::Goal;
use super::run::Run;
use super::stored::{Prior, StoredAt};
use crate::graph::UnitIx;
use crate::host::EventKind;

impl Run {
    /// Plans the destruction of an instance that configuration still declares. Gives the object as it is.
    pub(crate) async fn plan_destroy_of(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let is_there = self.prior(instance.unit).state.object(&instance.addr, None).is_some();
        if instance.resource.lifecycle.prevent_destroy && is_there {
            return Err(prevented(&instance.addr, instance.resource, "destroyed").into());
        }
        self.plan_delete(&stored_at(instance), None).await
    }

    /// Plans to take an object out of the state and to leave it as it is. It is not read: what becomes of it is nobody's
    /// concern here any more.
    pub(crate) async fn plan_forget(&self, at: &StoredAt<'_>, reason: Option<Reason>) -> Result<(), Diags> {
        let Some(prior) = self.believe_stored(at).await? else { return Ok(()) };
        let change = ResourceChange {
            addr: at.addr.clone(),
            previous: self.prior(at.unit).previous(at.addr, at.deposed),
            deposed: at.deposed.cloned(),
            provider: at.provider_addr.clone(),
            schema: at.schema.clone(),
            action: Action::Forget,
            reason,
            before: prior.state.value,
            after: Value::null(at.schema.block.value_type()),
            private: prior.state.private,
            replace_paths: Vec::new(),
            importing: None,
            offline: false,
            configured: at.provider.clone(),
        };
        self.event(at.unit, at.addr, at.deposed.is_some(), EventKind::Planned(Action::Forget));
        self.with_unit(at.unit, |unit| unit.changes.push(change));
        Ok(())
    }

    /// Says which objects nobody will manage any more.
    pub(crate) fn say_what_is_forgotten(&self) {
        for at in 0..self.session.units.len() {
            let unit = UnitIx::at(at);
            let forgotten = self.with_unit(unit, |found| {
                let all = found.changes.iter().filter(|change| change.action == Action::Forget);
                all.map(|change| change.addr.to_string()).collect::<BTreeSet<String>>()
            });
            let forgotten: Vec<String> = forgotten.unwrap_or_default().into_iter().collect();
            if forgotten.is_empty() {
                continue;
            }
            let warning = Diagnostic::warning("Some objects will no longer be managed")
                .detail(format!(
                    "Applying this plan takes these objects out of the state and leaves them as they are: {}.",
                    forgotten.join(", ")
                ))
                .help("to manage them again they have to be imported");
            self.report(self.session.in_unit(unit, warning));
        }
    }

    /// Plans the destruction of an object of the state. Gives its value before.
    pub(crate) async fn plan_delete(&self, at: &StoredAt<'_>, reason: Option<Reason>) -> Result<Value, Diags> {
        let nothing = Value::null(at.schema.block.value_type());
        let Some(prior) = self.read_stored(at).await? else { return Ok(nothing) };
        self.plan_delete_of(at, prior, reason).await
    }

    /// As [`Run::plan_delete`], of an object that is believed to be as the state has it.
    pub(crate) async fn plan_delete_unread(&self, at: &StoredAt<'_>) -> Result<Value, Diags> {
        match self.believe_stored(at).await? {
            Some(prior) => self.plan_delete_of(at, prior, None).await,
            None => Ok(Value::null(at.schema.block.value_type())),
        }
    }

    async fn plan_delete_of(&self, at: &StoredAt<'_>, prior: Prior, reason: Option<Reason>) -> Result<Value, Diags> {
        let nothing = Value::null(at.schema.block.value_type());
        if prior.state.value.is_null() {
            return Ok(nothing);
        }
        if self.options.goal == Goal::Refresh {
            return Ok(prior.state.value);
        }
        // Like Terraform's plans: what configuration has no more is destroyed as the state has it, if it is still there.
        let as_stored = self.options.goal == Goal::Converge && at.deposed.is_none();
        let state = ObjectState { value: if as_stored { prior.stored } else { prior.state.value }, ..prior.state };
        let before = state.value.clone();
        let private = self.plan_destroy_call(at, &state).await?;
        let change = ResourceChange {
            addr: at.addr.clone(),
            previous: self.prior(at.unit).previous(at.addr, at.deposed).filter(|_| self.options.goal != Goal::Destroy),
            deposed: at.deposed.cloned(),
            provider: at.provider_addr.clone(),
            schema: at.schema.clone(),
            action: Action::Delete,
            reason,
            before: before.clone(),
            after: nothing,
            private,
            replace_paths: Vec::new(),
            importing: None,
            offline: false,
            configured: at.provider.clone(),
        };
        self.event(at.unit, at.addr, at.deposed.is_some(), EventKind::Planned(Action::Delete));
        self.with_unit(at.unit, |unit| unit.changes.push(change));
        Ok(before)
    }

    /// Tells the provider that an object is to be destroyed. Gives the plan's private bytes.
    async fn plan_destroy_call(&self, at: &StoredAt<'_>, prior: &ObjectState) -> Result<Arc<[u8]>, Diags> {
        let nothing = Value::null(at.schema.block.value_type());
        let request = PlanRequest {
            kind: at.addr.resource.kind.clone(),
            prior: ObjectState { value: prior.value.unmark_deep(), private: prior.private.clone() },
            proposed: nothing.clone(),
            config: nothing,
        };
        let about = at.addr.to_string();
        let answer = at.provider.plan(request).await;
        let answer = answer.map_err(|error| at.error("Provider did not answer", error.message))?;
        let failed = answer.has_errors();
        let pinned = answer.diagnostics.into_iter().map(|message| super::pin(message, &about, None, at.span));
        let diags: Diags = pinned.collect();
        if failed {
            return Err(diags);
        }
        self.report_all(at.unit, diags);
        if !answer.value.planned.value.is_null() {
            return Err(Diagnostic::error("Provider produced invalid plan")
                .detail(
                    "The provider planned an object where it was told to destroy one. This is a bug in the provider.",
                )
                .about(about)
                .at(at.span)
                .into());
        }
        Ok(answer.value.planned.private)
    }
}
