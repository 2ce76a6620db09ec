use std::sync::Arc;
use std::time::Instant;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{Block, ObjectState};
use groundplan_state::Change;
use groundplan_value::{Map, Type, Value};

use super::change::{Action, Reason, ResourceChange};
use super::checks::Outcome;
use super::instance::Instance;
use super::marks::{copy_marks, mark_sensitive};
use super::options::Goal;
use super::run::Run;
use crate::apply::without_unknown;
use crate::host::EventKind;
use crate::objects::to_stored;

impl Run {
    /// Reads a data source, or puts it off until apply when that is not possible yet.
    pub(crate) async fn plan_data(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        self.preconditions(instance)?;
        let config = self.config_of(instance)?;
        let pending = self.has_pending_dependency(instance);
        if !config.is_wholly_known() || instance.offline {
            return self.put_off(instance, &config, Reason::ReadConfigUnknown).await;
        }
        if pending {
            return self.put_off(instance, &config, Reason::ReadDependencyPending).await;
        }
        let read = self.read_data(instance, &config).await;
        let nested = self.check_around(instance).is_some();
        let value = match self.nested_read(instance, read)? {
            Some(value) => value,
            // What a check could not read now it reads when the plan is applied.
            None => self.planned_data(instance, &config),
        };
        let (stored, _) = without_unknown(&value);
        let change = data_change(instance, &stored)?;
        let read = (instance.provider_addr.provider.clone(), instance.addr.resource.kind.clone());
        self.with_unit(instance.unit, |unit| {
            unit.refreshed.apply(&change);
            unit.read.entry(read).or_insert_with(|| instance.schema.clone());
        });
        if nested && self.options.goal != Goal::Refresh {
            self.plan_read(instance, &value, Reason::ReadCheckNested);
        }
        self.postconditions(instance, &value)?;
        Ok(value)
    }

    /// What a data source that is put off will have read.
    fn planned_data(&self, instance: &Instance<'_>, config: &Value) -> Value {
        let block = &instance.schema.block;
        mark_sensitive(block, &copy_marks(config, &planned_read(block, config)))
    }

    /// Reads a data source now. The configuration is known and may be marked.
    pub(crate) async fn read_data(&self, instance: &Instance<'_>, config: &Value) -> Result<Value, Diags> {
        let started = Instant::now();
        self.event(instance.unit, &instance.addr, false, EventKind::ReadStart);
        let unmarked = config.unmark_deep();
        let mut diags = self.validated(instance, unmarked.clone()).await?;
        let answer = instance.provider.read_data_source(&instance.addr.resource.kind, unmarked).await;
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        diags.extend(instance.pinned(answer.diagnostics));
        if failed {
            return Err(diags);
        }
        if answer.value.is_null() || !answer.value.is_wholly_known() {
            let detail = "The provider read nothing, or values that are not known.";
            return Err(instance.provider_bug("Provider produced invalid object", detail).into());
        }
        self.report_all(instance.unit, diags);
        self.event(instance.unit, &instance.addr, false, EventKind::ReadDone { elapsed: started.elapsed() });
        Ok(mark_sensitive(&instance.schema.block, &copy_marks(config, &answer.value)))
    }

    async fn put_off(&self, instance: &Instance<'_>, config: &Value, reason: Reason) -> Result<Value, Diags> {
        let diags = self.validated(instance, config.unmark_deep()).await?;
        self.report_all(instance.unit, diags);
        if self.options.goal == Goal::Refresh {
            return Ok(super::unknown_object(&instance.schema));
        }
        let after = self.planned_data(instance, config);
        if let Some(check) = self.check_around(instance) {
            self.checked(&check, vec![Outcome::PASS]);
        }
        self.plan_read(instance, &after, reason);
        // What was read before is not what will be read.
        let forgotten = Change::remove(instance.addr.clone(), None);
        self.with_unit(instance.unit, |unit| unit.refreshed.apply(&forgotten));
        Ok(after)
    }

    fn plan_read(&self, instance: &Instance<'_>, after: &Value, reason: Reason) {
        self.event(instance.unit, &instance.addr, false, EventKind::Planned(Action::Read));
        let change = ResourceChange {
            addr: instance.addr.clone(),
            previous: None,
            deposed: None,
            provider: instance.provider_addr.clone(),
            schema: instance.schema.clone(),
            action: Action::Read,
            reason: Some(reason),
            before: Value::null(instance.schema.block.value_type()),
            after: after.clone(),
            private: Arc::from([]),
            replace_paths: Vec::new(),
            importing: None,
            offline: instance.offline,
            configured: instance.provider.clone(),
        };
        self.with_unit(instance.unit, |unit| unit.changes.push(change));
    }

    /// The value of a data source while everything is destroyed: as the state has it, else as it is now, else not known.
    /// Something that is left may need it to be destroyed, a provider's configuration for instance.
    pub(crate) fn data_while_destroying(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        Ok(self.stored_value(instance))
    }
}

/// The change that puts what a data source read into the state.
pub(crate) fn data_change(instance: &Instance<'_>, value: &Value) -> Result<Change, Diags> {
    let object = ObjectState { value: value.clone(), private: Arc::from([]) };
    let stored = to_stored(&object, &instance.schema, Vec::new(), false, false)
        .map_err(|why| Diagnostic::error("Object cannot be stored").detail(why).about(instance.addr.to_string()))?;
    Ok(Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored))
}

/// What a data source will have read: its configuration, and everything that the provider fills in not known yet.
pub(super) fn planned_read(schema: &Block, config: &Value) -> Value {
    let Some(map) = config.as_map() else { return config.clone() };
    let mut read = Map::new();
    for (name, attribute) in &schema.attributes {
        let ty = attribute.value_type();
        let value = map.get(name).cloned().unwrap_or_else(|| Value::null(ty.clone()));
        read.insert(name.clone(), if attribute.computed && value.is_null() { Value::unknown(ty) } else { value });
    }
    for (name, nested) in &schema.blocks {
        let value = map.get(name).cloned().unwrap_or_else(|| Value::null(nested.value_type()));
        let filled = match value.ty() {
            Type::Object(_) if !value.is_null() => planned_read(&nested.block, &value),
            _ => value.map_children(|element| planned_read(&nested.block, element)),
        };
        read.insert(name.clone(), filled);
    }
    Value::object(read)
}
