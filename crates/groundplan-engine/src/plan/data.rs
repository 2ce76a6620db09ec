use std::sync::Arc;
use std::time::Instant;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::ObjectState;
use groundplan_state::Change;
use groundplan_value::{Map, Type, Value};

use super::change::{Action, Reason, ResourceChange};
use super::instance::Instance;
use super::marks::{copy_marks, mark_sensitive};
use super::run::Run;
use crate::graph::{NodeId, NodeKey};
use crate::host::EventKind;
use crate::objects::to_stored;

impl Run {
    /// Reads a data source, or puts it off until apply when that is not possible yet.
    pub(crate) async fn plan_data(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        self.preconditions(instance)?;
        let config = self.config_of(instance)?;
        let unknown = !config.is_wholly_known();
        let pending = self.has_pending_dependency(instance);
        if unknown || pending || instance.offline {
            let reason = if unknown || !pending { Reason::ReadConfigUnknown } else { Reason::ReadDependencyPending };
            return self.put_off(instance, &config, reason).await;
        }
        let value = self.read_data(instance, &config).await?;
        self.store_data(instance, &value)?;
        self.postconditions(instance, &value)?;
        Ok(value)
    }

    /// Reads a data source now. The configuration is known and may be marked.
    pub(crate) async fn read_data(&self, instance: &Instance<'_>, config: &Value) -> Result<Value, Diags> {
        let started = Instant::now();
        self.event(instance.unit, &instance.addr, false, EventKind::ReadStart);
        let kind = &instance.addr.resource.kind;
        let unmarked = config.unmark_deep();
        let mut diags = Diags::new();
        let permit = self.calls.acquire().await;
        let checked = instance.provider.validate_data_source(kind, unmarked.clone()).await;
        let checked = checked.map_err(|error| instance.no_answer(error))?;
        let failed = checked.has_errors();
        diags.extend(instance.pinned(checked.diagnostics));
        if failed {
            return Err(diags);
        }
        let answer = instance.provider.read_data_source(kind, unmarked).await;
        drop(permit);
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        diags.extend(instance.pinned(answer.diagnostics));
        if failed {
            return Err(diags);
        }
        if answer.value.is_null() || !answer.value.is_wholly_known() {
            return Err(Diagnostic::error("Provider produced invalid object")
                .detail("The provider read nothing, or values that are not known. This is a bug in the provider.")
                .about(instance.addr.to_string())
                .at(instance.resource.span)
                .into());
        }
        self.report_all(instance.unit, diags);
        self.event(instance.unit, &instance.addr, false, EventKind::ReadDone { elapsed: started.elapsed() });
        Ok(mark_sensitive(&instance.schema.block, &copy_marks(config, &answer.value)))
    }

    /// Puts what was read into the refreshed state.
    pub(crate) fn store_data(&self, instance: &Instance<'_>, value: &Value) -> Result<(), Diags> {
        let change = data_change(instance, value)
            .map_err(|why| Diagnostic::error("Object cannot be stored").detail(why).about(instance.addr.to_string()))?;
        self.with_unit(instance.unit, |unit| unit.refreshed.apply(&change));
        Ok(())
    }

    async fn put_off(&self, instance: &Instance<'_>, config: &Value, reason: Reason) -> Result<Value, Diags> {
        let kind = &instance.addr.resource.kind;
        let checked = instance.provider.validate_data_source(kind, config.unmark_deep()).await;
        let checked = checked.map_err(|error| instance.no_answer(error))?;
        let failed = checked.has_errors();
        let diags = instance.pinned(checked.diagnostics);
        if failed {
            return Err(diags);
        }
        self.report_all(instance.unit, diags);
        let after = mark_sensitive(&instance.schema.block, &planned_read(&instance.schema.block, config));
        let nothing = Value::null(instance.schema.block.value_type());
        self.event(instance.unit, &instance.addr, false, EventKind::Planned(Action::Read));
        let change = ResourceChange {
            addr: instance.addr.clone(),
            previous: None,
            deposed: None,
            provider: instance.provider_addr.clone(),
            schema: instance.schema.clone(),
            action: Action::Read,
            reason: Some(reason),
            before: nothing,
            after: after.clone(),
            private: Arc::from([]),
            replace_paths: Vec::new(),
            offline: instance.offline,
            configured: instance.provider.clone(),
        };
        self.with_unit(instance.unit, |unit| unit.changes.push(change));
        Ok(after)
    }

    /// Whether something that `depends_on` names is going to change: what would be read now is then not what it will be.
    fn has_pending_dependency(&self, instance: &Instance<'_>) -> bool {
        let graph = &self.session.graph;
        let waits = self.explicit_dependencies(instance);
        if waits.is_empty() {
            return false;
        }
        let mut seen = std::collections::HashSet::new();
        let mut queue: Vec<NodeId> = waits;
        while let Some(node) = queue.pop() {
            if !seen.insert(node) {
                continue;
            }
            if let NodeKey::Resource(module, id) = graph.key(node) {
                let (unit, path) = (self.unit_ix(*module), self.session.modules.get(*module).path.clone());
                let changing = self.with_unit(unit, |unit| {
                    unit.changes.iter().any(|change| {
                        change.action != Action::NoOp
                            && change.addr.resource == *id
                            && change.addr.module.path() == path
                    })
                });
                if changing == Some(true) {
                    return true;
                }
                continue;
            }
            queue.extend(graph.dependencies(node));
        }
        false
    }

    /// The nodes that `depends_on` names, of the resource itself and of the module calls around it.
    fn explicit_dependencies(&self, instance: &Instance<'_>) -> Vec<NodeId> {
        let session = &self.session;
        let mut nodes = Vec::new();
        let add = |module, traversals: &[groundplan_lang::syntax::Traversal], nodes: &mut Vec<NodeId>| {
            for traversal in traversals {
                nodes.extend(session.explicit_target(module, traversal));
            }
        };
        add(instance.module, &instance.resource.depends_on, &mut nodes);
        let mut at = instance.module;
        while let (Some(parent), Some((_, name))) =
            (session.modules.get(at).parent, session.modules.get(at).path.parent())
        {
            if let Some(call) = session.modules.get(parent).tree.module.calls.get(name) {
                add(parent, &call.depends_on, &mut nodes);
            }
            at = parent;
        }
        nodes
    }

    /// The value of a data source while everything is destroyed: as the state has it, else not known.
    pub(crate) async fn stored_data(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let state = &self.session.given[instance.unit.0 as usize].state;
        let json = state.object(&instance.addr, None).and_then(|object| match &object.attributes {
            groundplan_state::Attributes::Json(json) => json.to_value().ok(),
            groundplan_state::Attributes::Flat(_) => None,
        });
        let ty = instance.schema.block.value_type();
        let value = json.and_then(|json| groundplan_value::from_json(&json, &ty).ok());
        Ok(value.unwrap_or_else(|| super::resource::unknown_object(&instance.schema)))
    }

    /// Checks an instance against schema and provider, without state.
    pub(crate) async fn validate_instance(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        let config = self.config_of(instance)?.unmark_deep();
        let kind = &instance.addr.resource.kind;
        let answer = if instance.is_data() {
            instance.provider.validate_data_source(kind, config).await
        } else {
            instance.provider.validate_resource(kind, config).await
        };
        let answer = answer.map_err(|error| instance.no_answer(error))?;
        let failed = answer.has_errors();
        let diags = instance.pinned(answer.diagnostics);
        if failed {
            return Err(diags);
        }
        self.report_all(instance.unit, diags);
        Ok(super::resource::unknown_object(&instance.schema))
    }
}

/// The change that puts what a data source read into the state.
pub(crate) fn data_change(instance: &Instance<'_>, value: &Value) -> Result<Change, String> {
    let object = ObjectState { value: value.clone(), private: Arc::from([]) };
    let stored = to_stored(&object, &instance.schema, Vec::new(), false, false)?;
    Ok(Change::put(instance.addr.clone(), None, instance.provider_addr.clone(), stored))
}

/// What a data source will have read: its configuration, and everything that the provider fills in not known yet.
fn planned_read(schema: &groundplan_provider::Block, config: &Value) -> Value {
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
    Value::object(read).mark(config.marks())
}
