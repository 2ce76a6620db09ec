use std::sync::Arc;

use groundplan_config::module::IgnoreChanges;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::syntax::{Step, Traversal};
use groundplan_provider::{ObjectState, PlanRequest, PlanResponse};
use groundplan_value::{Kind, Map, Path, Type, Value};

use super::change::{Action, Reason, ResourceChange};
use super::conditions::check_conditions;
use super::instance::Instance;
use super::marks::{copy_marks, mark_sensitive};
use super::proposed::proposed_new;
use super::run::Run;
use super::stored::{Prior, StoredAt};
use crate::decode::decode;
use crate::host::EventKind;

/// What the provider would do to an object, and what that means.
pub(crate) struct Planned {
    pub(crate) action: Action,
    pub(crate) reason: Option<Reason>,
    /// The object as it will be, with marks.
    pub(crate) after: Value,
    pub(crate) private: Arc<[u8]>,
    pub(crate) replace_paths: Vec<Path>,
    /// The configuration, with marks.
    pub(crate) config: Value,
    /// The provider is one whose plans may differ from time to time.
    pub(crate) legacy: bool,
    pub(crate) diags: Diags,
}

impl Run {
    /// Plans an instance that configuration declares. Gives the object as it will be.
    pub(crate) async fn plan_managed(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        self.preconditions(instance)?;
        let config = self.config_of(instance)?;
        let prior = if instance.offline {
            self.refuse_offline_state(instance)?;
            None
        } else {
            self.read_stored(&stored_at(instance)).await?
        };
        let planned = self.plan_change(instance, config, prior.as_ref()).await?;
        self.guard(instance, &planned)?;
        let before = prior.as_ref().map_or_else(|| Value::null(Type::Dynamic), |prior| prior.state.value.clone());
        let before = if before.is_null() { Value::null(instance.schema.block.value_type()) } else { before };
        self.report_all(instance.unit, planned.diags.clone());
        let after = planned.after.clone();
        if planned.action != Action::NoOp {
            self.event(instance.unit, &instance.addr, false, EventKind::Planned(planned.action));
        }
        let change = ResourceChange {
            addr: instance.addr.clone(),
            previous: None,
            deposed: None,
            provider: instance.provider_addr.clone(),
            schema: instance.schema.clone(),
            action: planned.action,
            reason: planned.reason,
            before,
            after: planned.after,
            private: planned.private,
            replace_paths: planned.replace_paths,
            offline: instance.offline,
            configured: instance.provider.clone(),
        };
        self.with_unit(instance.unit, |unit| unit.changes.push(change));
        self.postconditions(instance, &after)?;
        Ok(after)
    }

    /// The configuration of an instance: decoded, and found good by the provider.
    pub(crate) fn config_of(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let resource = instance.resource;
        let config = decode(&resource.body, &instance.schema.block, resource.span, &scope, &mut diags);
        let about = instance.addr.to_string();
        let diags = diags.map(|diagnostic| match diagnostic.address {
            None => diagnostic.about(about.clone()),
            Some(_) => diagnostic,
        });
        if diags.has_errors() { Err(diags) } else { Ok(config) }
    }

    pub(crate) fn preconditions(&self, instance: &Instance<'_>) -> Result<(), Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        check_conditions(&instance.resource.lifecycle.preconditions, "Resource precondition", &scope, &mut diags);
        if diags.has_errors() { Err(diags.map(|d| d.about(instance.addr.to_string()))) } else { Ok(()) }
    }

    pub(crate) fn postconditions(&self, instance: &Instance<'_>, value: &Value) -> Result<(), Diags> {
        let mut diags = Diags::new();
        let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
        let scope = crate::values::ModuleScope { itself: Some(value), ..scope };
        check_conditions(&instance.resource.lifecycle.postconditions, "Resource postcondition", &scope, &mut diags);
        if diags.has_errors() { Err(diags.map(|d| d.about(instance.addr.to_string()))) } else { Ok(()) }
    }

    /// An account that does not exist yet holds nothing. A state that says otherwise cannot be refreshed or changed here.
    fn refuse_offline_state(&self, instance: &Instance<'_>) -> Result<(), Diags> {
        let state = &self.session.given[instance.unit.0 as usize].state;
        if state.object(&instance.addr, None).is_none() {
            return Ok(());
        }
        Err(Diagnostic::error("Provider configuration is not known yet")
            .detail(
                "The state holds this object, but the configuration of its provider depends on something that is only known \
                 after apply, so the object cannot be read.",
            )
            .about(instance.addr.to_string())
            .at(instance.resource.span)
            .help("apply what the provider's configuration depends on first")
            .into())
    }

    /// Asks the provider what it would do, and decides on the action.
    pub(crate) async fn plan_change(
        &self,
        instance: &Instance<'_>,
        config: Value,
        prior: Option<&Prior>,
    ) -> Result<Planned, Diags> {
        let mut diags = Diags::new();
        let schema = &instance.schema.block;
        let nothing = Value::null(schema.value_type());
        let resource = instance.resource;
        let unmarked_config = config.unmark_deep();
        let checked = instance.provider.validate_resource(&instance.addr.resource.kind, unmarked_config.clone()).await;
        let checked = checked.map_err(|error| instance.no_answer(error))?;
        let failed = checked.has_errors();
        diags.extend(instance.pinned(checked.diagnostics));
        if failed {
            return Err(diags);
        }
        let existing = prior.filter(|prior| !prior.state.value.is_null());
        let tainted = existing.is_some_and(|prior| prior.tainted);
        // A tainted object is as good as none: what takes its place is planned like a creation.
        let base = existing.filter(|_| !tainted);
        let base_value = base.map_or_else(|| nothing.clone(), |prior| prior.state.value.unmark_deep());
        let effective = match base {
            Some(_) => ignoring(&resource.lifecycle.ignore_changes, &base_value, &unmarked_config),
            None => unmarked_config.clone(),
        };
        let private: Arc<[u8]> = base.map_or_else(|| Arc::from([]), |prior| prior.state.private.clone());
        let mut response = self.plan_call(instance, &base_value, private, &effective, &mut diags).await?;
        let mut planned_value = response.planned.value.clone();
        let mut replace_paths = Vec::new();
        let mut reason = None;
        let action = match base {
            None => Action::Create,
            Some(_) => {
                replace_paths = replacing(&response.requires_replace, &base_value, &planned_value);
                let same = base_value.equals(&planned_value) == Some(true);
                if same {
                    Action::NoOp
                } else if replace_paths.is_empty() {
                    Action::Update
                } else {
                    reason = Some(Reason::ReplaceCannotUpdate);
                    self.replacement(instance)
                }
            }
        };
        if action.is_replace() {
            // The new object is planned from nothing: what the old one had does not carry over.
            let private = response.planned.private.clone();
            response = self.plan_call(instance, &nothing, private, &unmarked_config, &mut diags).await?;
            planned_value = response.planned.value.clone();
        }
        let marked = mark_sensitive(schema, &copy_marks(&config, &planned_value));
        let action = match (action, base) {
            (Action::Create, None) if tainted => {
                reason = Some(Reason::ReplaceTainted);
                self.replacement(instance)
            }
            // Only what is hidden changes: nothing to do for the provider, but the state has to say it.
            (Action::NoOp, Some(prior)) if !same_marks(&prior.state.value, &marked) => Action::Update,
            (action, _) => action,
        };
        Ok(Planned {
            action,
            reason,
            after: marked,
            private: response.planned.private,
            replace_paths,
            config,
            legacy: response.legacy_type_system,
            diags,
        })
    }

    async fn plan_call(
        &self,
        instance: &Instance<'_>,
        prior: &Value,
        private: Arc<[u8]>,
        config: &Value,
        diags: &mut Diags,
    ) -> Result<PlanResponse, Diags> {
        let request = PlanRequest {
            kind: instance.addr.resource.kind.clone(),
            prior: ObjectState { value: prior.clone(), private },
            proposed: proposed_new(&instance.schema.block, prior, config),
            config: config.clone(),
        };
        let permit = self.calls.acquire().await;
        let answer = instance.provider.plan(request).await;
        drop(permit);
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        diags.extend(instance.pinned(answer.diagnostics));
        if failed {
            return Err(std::mem::take(diags));
        }
        if answer.value.planned.value.is_null() {
            return Err(Diagnostic::error("Provider produced invalid plan")
                .detail(
                    "The provider planned no object where configuration asks for one. This is a bug in the provider.",
                )
                .about(instance.addr.to_string())
                .at(instance.resource.span)
                .into());
        }
        Ok(answer.value)
    }

    /// Tells the provider that an object is to be destroyed. Gives the plan's private bytes.
    pub(crate) async fn plan_destroy_call(&self, at: &StoredAt<'_>, prior: &ObjectState) -> Result<Arc<[u8]>, Diags> {
        let nothing = Value::null(at.schema.block.value_type());
        let request = PlanRequest {
            kind: at.addr.resource.kind.clone(),
            prior: ObjectState { value: prior.value.unmark_deep(), private: prior.private.clone() },
            proposed: nothing.clone(),
            config: nothing,
        };
        let about = at.addr.to_string();
        let answer = at.provider.plan(request).await;
        let answer = answer.map_err(|error| {
            Diags::from(
                Diagnostic::error("Provider did not answer").detail(error.message).about(about.clone()).at(at.span),
            )
        })?;
        let failed = answer.has_errors();
        let diags: Diags =
            answer.diagnostics.into_iter().map(|message| super::pin(message, &about, None, at.span)).collect();
        if failed {
            return Err(diags);
        }
        self.report_all(at.unit, diags);
        Ok(answer.value.planned.private)
    }

    /// Plans the destruction of an instance that configuration still declares. Gives the object as it is.
    pub(crate) async fn plan_destroy_of(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let lifecycle = &instance.resource.lifecycle;
        let state = &self.session.given[instance.unit.0 as usize].state;
        if lifecycle.prevent_destroy && state.object(&instance.addr, None).is_some() {
            return Err(prevented(instance, "destroyed").into());
        }
        self.plan_delete(&stored_at(instance), None).await
    }

    fn replacement(&self, instance: &Instance<'_>) -> Action {
        if self.session.creates_first(instance.module, &instance.addr.resource) {
            Action::CreateThenDelete
        } else {
            Action::DeleteThenCreate
        }
    }

    fn guard(&self, instance: &Instance<'_>, planned: &Planned) -> Result<(), Diags> {
        if planned.action.is_replace() && instance.resource.lifecycle.prevent_destroy {
            return Err(prevented(instance, "replaced").into());
        }
        Ok(())
    }
}

fn prevented(instance: &Instance<'_>, what: &str) -> Diagnostic {
    Diagnostic::error("Instance cannot be destroyed")
        .detail(format!(
            "Resource {} has lifecycle.prevent_destroy set, but the plan calls for it to be {what}.",
            instance.addr
        ))
        .about(instance.addr.to_string())
        .at(instance.resource.span)
        .help("to go on, take lifecycle.prevent_destroy out, or change what makes the plan destroy it")
}

pub(crate) fn stored_at<'a>(instance: &'a Instance<'_>) -> StoredAt<'a> {
    StoredAt {
        unit: instance.unit,
        addr: &instance.addr,
        deposed: None,
        provider: &instance.provider,
        provider_addr: &instance.provider_addr,
        schema: &instance.schema,
        span: instance.resource.span,
    }
}

fn same_marks(before: &Value, after: &Value) -> bool {
    crate::objects::sensitive_paths(before) == crate::objects::sensitive_paths(after)
}

/// Those of the provider's paths at which the value really changes.
fn replacing(paths: &[Path], prior: &Value, planned: &Value) -> Vec<Path> {
    let changed = |path: &&Path| match (path.get(prior), path.get(planned)) {
        (None, None) => false,
        (Some(a), Some(b)) => a.equals(&b) != Some(true),
        (Some(one), None) | (None, Some(one)) => !one.is_null(),
    };
    paths.iter().filter(changed).cloned().collect()
}

/// The configuration with what `ignore_changes` names as it was.
fn ignoring(ignore: &IgnoreChanges, prior: &Value, config: &Value) -> Value {
    match ignore {
        IgnoreChanges::None => config.clone(),
        IgnoreChanges::All => prior.clone(),
        IgnoreChanges::Some(paths) => paths.iter().fold(config.clone(), |config, path| {
            let steps = steps_of(path);
            restore(&config, prior, &steps)
        }),
    }
}

fn steps_of(path: &Traversal) -> Vec<Step> {
    let first = Step::Attr(path.root.name.clone(), path.root.span);
    std::iter::once(first).chain(path.steps.iter().cloned()).collect()
}

/// `config` with the value at a path taken from `prior`; a map's element that was not there before is taken out.
fn restore(config: &Value, prior: &Value, steps: &[Step]) -> Value {
    let Some((step, rest)) = steps.split_first() else { return prior.clone() };
    let key = match step {
        Step::Attr(name, _) | Step::Key(name, _) => name,
        Step::Index(at, _) => return restore_element(config, prior, at.to_usize(), rest),
    };
    let replace = |map: &Map, before: Option<&Value>| {
        let mut map = map.clone();
        match (map.get(key), before) {
            (Some(now), Some(before)) => {
                let value = restore(now, before, rest);
                map.insert(key.clone(), value);
            }
            (Some(_), None) if rest.is_empty() => {
                map.remove(key);
            }
            (None, Some(before)) if rest.is_empty() => {
                map.insert(key.clone(), before.clone());
            }
            _ => {}
        }
        map
    };
    match (config.kind(), prior.kind()) {
        (Kind::Object(map), Kind::Object(before)) => Value::object(replace(map, before.get(key))),
        (Kind::Map(ty, map), Kind::Map(_, before)) => Value::map(ty.clone(), replace(map, before.get(key))),
        (Kind::Map(ty, map), Kind::Null(_)) => Value::map(ty.clone(), replace(map, None)),
        (Kind::Null(_), Kind::Map(ty, before)) if rest.is_empty() => match before.get(key) {
            Some(value) => Value::map(ty.clone(), [(key.clone(), value.clone())]),
            None => config.clone(),
        },
        _ => config.clone(),
    }
}

fn restore_element(config: &Value, prior: &Value, at: Option<usize>, rest: &[Step]) -> Value {
    let (Some(at), Some(before)) = (at, prior.as_slice()) else { return config.clone() };
    let Some(before) = before.get(at) else { return config.clone() };
    if !matches!(config.kind(), Kind::List(..) | Kind::Tuple(_)) {
        return config.clone();
    }
    let mut index = 0;
    config.map_children(|child| {
        index += 1;
        if index == at + 1 { restore(child, before, rest) } else { child.clone() }
    })
}
