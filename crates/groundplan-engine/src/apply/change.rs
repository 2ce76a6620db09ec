use std::sync::Arc;
use std::sync::atomic::Ordering;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::ObjectState;
use groundplan_state::DeposedKey;
use groundplan_value::{Path, Value};

use super::Applying;
use super::call::{Done, journal_failed};
use super::compatible::difference;
use super::make::moved_on;
use crate::objects::private_of;
use crate::plan::{Action, Forced, Instance, Planned, Prior, ResourceChange, written};

impl Applying {
    /// Makes a change: planned once more with what is known now, found to be what was approved, recorded, made, recorded.
    pub(super) async fn change(&self, instance: &Instance<'_>, approved: &ResourceChange) -> Result<Value, Diags> {
        let _room = self.run.room(instance.unit).await;
        if self.stopped() {
            return Err(Diags::new());
        }
        self.run.preconditions(instance)?;
        let config = self.run.config_of(instance)?;
        if !config.is_wholly_known() {
            return Err(not_known(instance, &config).into());
        }
        let prior = self.prior_of(instance, approved);
        let mut planned = self.run.plan_change(instance, config, prior.as_ref(), Forced::No).await?;
        check_approved(instance, approved, &planned)?;
        // Warnings were said when it was planned.
        planned.diags = Diags::new();
        let done = match (planned.action, &prior) {
            // With what is known now it turned out to be as it should.
            (Action::NoOp, _) => return Ok(planned.after),
            (Action::Update, Some(prior)) if changes_marks_alone(prior, &planned) => {
                self.rewrite(instance, prior, &planned).await
            }
            _ => self.replace_or_call(instance, approved, prior.as_ref(), &planned).await,
        };
        self.saver.changed(instance.unit);
        let value = done?;
        let counter = if prior.is_none() { &self.added } else { &self.changed };
        counter.fetch_add(1, Ordering::Relaxed);
        Ok(value)
    }

    /// The object that an update begins with. A replacement begins with none: the old object is gone, or set aside.
    fn prior_of(&self, instance: &Instance<'_>, approved: &ResourceChange) -> Option<Prior> {
        if approved.action != Action::Update {
            return None;
        }
        let stored = self.recorder(instance.unit).with(|state| state.object(&instance.addr, None).cloned());
        let private = stored.as_ref().map_or_else(|| Arc::from([]), |object| private_of(object));
        let state = ObjectState { value: approved.before.clone(), private };
        Some(Prior { state, tainted: false, stored: approved.before.clone() })
    }

    async fn replace_or_call(
        &self,
        instance: &Instance<'_>,
        approved: &ResourceChange,
        prior: Option<&Prior>,
        planned: &Planned,
    ) -> Done {
        let deposed = match approved.action {
            Action::CreateThenDelete => self.set_aside(instance).await?,
            _ => None,
        };
        let made = self.call(instance, prior, planned).await;
        if let (Err(_), Some(key)) = (&made, &deposed) {
            // Unless something took the old object's place, be it only half made, it is the current one again.
            let restored = self.recorder(instance.unit).restore(&instance.addr, key).await;
            self.waiting().remove(&(instance.unit, instance.addr.clone()));
            restored.map_err(|error| journal_failed(&error))?;
        }
        made
    }

    /// Deposes the object that is going to be replaced.
    async fn set_aside(&self, instance: &Instance<'_>) -> Result<Option<DeposedKey>, Diags> {
        let deposed = self.recorder(instance.unit).depose(&instance.addr).await;
        let deposed = deposed.map_err(|error| journal_failed(&error))?;
        if let Some(key) = &deposed {
            self.waiting().insert((instance.unit, instance.addr.clone()), key.clone());
        }
        Ok(deposed)
    }
}

/// Whether nothing is new but what is hidden.
fn changes_marks_alone(prior: &Prior, planned: &Planned) -> bool {
    prior.state.value.unmark_deep().equals(&planned.after.unmark_deep()) == Some(true)
}

/// What is about to be done must be what was approved.
fn check_approved(instance: &Instance<'_>, approved: &ResourceChange, planned: &Planned) -> Result<(), Diags> {
    if approved.action == Action::Update && planned.action.is_replace() {
        return Err(moved_on(instance, "it now has to be replaced, and the plan was to change it in place"));
    }
    // What was planned without an account is approved as an action; the account has its say in the details.
    if approved.offline {
        return Ok(());
    }
    match difference(&approved.after.unmark_deep(), &planned.after.unmark_deep()) {
        Some(path) => {
            let path = written(&path);
            let what = if path.is_empty() { "the object" } else { &path };
            Err(moved_on(instance, &format!("{what} would become something else than what was planned")))
        }
        None => Ok(()),
    }
}

fn not_known(instance: &Instance<'_>, config: &Value) -> Diagnostic {
    fn first_unknown(value: &Value, path: &Path) -> Option<Path> {
        if !value.is_known() {
            return Some(path.clone());
        }
        match value.as_map() {
            Some(map) => map.iter().find_map(|(name, inner)| first_unknown(inner, &path.attr(name.clone()))),
            None => value
                .as_slice()?
                .iter()
                .enumerate()
                .find_map(|(at, inner)| first_unknown(inner, &path.index(Value::number(at)))),
        }
    }
    let path = first_unknown(config, &Path::root()).unwrap_or_default();
    Diagnostic::error("Configuration is not known")
        .detail(format!("After everything that it depends on was made, \"{}\" is still not known.", written(&path)))
        .about(instance.addr.to_string())
        .at(instance.resource.span)
}
