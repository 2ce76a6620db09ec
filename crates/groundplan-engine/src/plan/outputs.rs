use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::ModuleAddr;
use groundplan_config::module::Output;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::evaluate;
use groundplan_value::{Marks, Type, Value, from_json, type_from_json};

use super::change::{Action, OutputChange};
use super::checks::{Checkable, Checked};
use super::conditions::{check_conditions, is_hidden};
use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId, UnitIx};
use crate::values::NodeResult;

impl Run {
    /// An output value; of a root module also what changes of it.
    pub(crate) fn output(&self, node: NodeId, module: ModuleIx, name: &Arc<str>) -> bool {
        let tree = self.session.modules.get(module).tree.clone();
        let root = self.session.modules.get(module).path.is_root();
        let Some(output) = tree.module.outputs.get(name) else { return false };
        let mut diags = Diags::new();
        let mut values = BTreeMap::new();
        for instance in self.expanded(module) {
            let scope = self.scope(module, &instance.addr, &instance.repetition);
            let mut found = Diags::new();
            if matches!(self.options.goal, Goal::Converge | Goal::Refresh) {
                let what = "Module output value precondition";
                let outcomes = check_conditions(&output.preconditions, what, self.severity(), &scope, &mut found);
                if !outcomes.is_empty() {
                    let object = Checkable::named(self.unit_ix(module), Checked::Output, &instance.addr, name);
                    self.checked(&object, outcomes);
                }
            }
            let value = match evaluate(&output.expr, &scope) {
                Ok(value) => value,
                // An output that only makes sense of what is there must not keep anything from being destroyed.
                Err(_) if self.options.goal == Goal::Destroy => Value::DYNAMIC,
                Err(errors) => {
                    diags.extend(found);
                    diags.extend(errors);
                    continue;
                }
            };
            if root && output.ephemeral {
                found.push(
                    Diagnostic::error("Ephemeral output not allowed")
                        .detail("Ephemeral outputs are not allowed in context of a root module.")
                        .at(output.span)
                        .help("a root module's outputs are stored: take the argument `ephemeral` out"),
                );
            } else if value.deep_marks().is_ephemeral()
                && (root || !output.ephemeral)
                && self.options.goal != Goal::Destroy
            {
                found.push(ephemeral_output(output, root));
            }
            if root && !output.sensitive && is_hidden(&value) && self.options.goal != Goal::Destroy {
                found.push(
                    Diagnostic::error("Output refers to sensitive values")
                        .detail(
                            "To reduce the risk of accidentally exporting sensitive data that was intended to be only \
                             internal, a root module output that contains sensitive data must be explicitly marked as \
                             sensitive.",
                        )
                        .label(output.span, "not marked as sensitive")
                        .help("annotate the output value as sensitive: `sensitive = true`"),
                );
            }
            let failed = found.has_errors();
            diags.extend(found);
            if failed {
                continue;
            }
            // As Terraform documents it and does since 1.13; 1.8 to 1.12 forget it when the module is called.
            let mut marks = if output.sensitive { Marks::SENSITIVE } else { Marks::NONE };
            if output.ephemeral {
                marks |= Marks::EPHEMERAL;
            }
            values.insert(instance.addr.clone(), value.mark(marks));
        }
        // While only a part is destroyed, outputs stay as they are.
        let stays = self.options.goal == Goal::Destroy && self.selection.is_some();
        if root
            && !stays
            && let Some(value) = values.get(&ModuleAddr::root())
        {
            self.output_change(module, name, value, output.sensitive);
        }
        self.memo.set(node, NodeResult::Values(values));
        self.report_all(self.unit_ix(module), diags)
    }

    fn output_change(&self, module: ModuleIx, name: &Arc<str>, after: &Value, sensitive: bool) {
        let unit = self.unit_ix(module);
        let before = self.stored_output(unit, name);
        let (after, action) = match (self.options.goal, &before) {
            (Goal::Destroy, None) => (Value::NULL, Action::NoOp),
            (Goal::Destroy, Some(_)) => (Value::NULL, Action::Delete),
            // Nothing is made that would make it known.
            (Goal::Refresh, _) if !after.is_wholly_known() => (before.clone().unwrap_or(Value::NULL), Action::NoOp),
            (Goal::Converge | Goal::Refresh | Goal::Validate | Goal::Evaluate, _) => {
                (after.clone(), action(before.as_ref(), after))
            }
        };
        let before = before.unwrap_or(Value::NULL);
        let change = OutputChange { name: name.clone(), before, after, sensitive, action };
        self.with_unit(unit, |unit| unit.outputs.push(change));
    }

    /// The value of an output in the stored state.
    pub(crate) fn stored_output(&self, unit: UnitIx, name: &str) -> Option<Value> {
        let state = &self.session.given.get(unit.0 as usize)?.state;
        let output = state.outputs.get(name)?;
        let ty = type_from_json(&output.ty.to_value().ok()?).ok()?;
        let value = from_json(&output.value.to_value().ok()?, &ty).ok()?;
        Some(value.mark(if output.sensitive { Marks::SENSITIVE } else { Marks::NONE }))
    }

    /// Outputs that the stored state has and configuration has not are removed.
    pub(crate) fn plan_removed_outputs(&self) {
        for (at, given) in self.session.given.iter().enumerate() {
            let unit = UnitIx::at(at);
            let declared = &self.session.unit(unit).module.module.outputs;
            for (name, output) in &given.state.outputs {
                if declared.contains_key(name.as_str()) {
                    continue;
                }
                let before = self.stored_output(unit, name).unwrap_or(Value::NULL);
                let change = OutputChange {
                    name: name.as_str().into(),
                    before,
                    after: Value::null(Type::Dynamic),
                    sensitive: output.sensitive,
                    action: Action::Delete,
                };
                self.with_unit(unit, |unit| unit.outputs.push(change));
            }
        }
    }
}

fn ephemeral_output(output: &Output, root: bool) -> Diagnostic {
    let error = Diagnostic::error("Ephemeral value not allowed").label(output.span, "not ephemeral");
    if root {
        return error
            .detail("An output value of a root module is stored, and this one is derived from an ephemeral value.");
    }
    error
        .detail("This output value is not declared as ephemeral, but it is derived from an ephemeral value.")
        .help("declare it as ephemeral: `ephemeral = true`")
}

/// What happens to an output that configuration declares.
fn action(before: Option<&Value>, after: &Value) -> Action {
    match before {
        None if after.is_null() => Action::NoOp,
        None => Action::Create,
        Some(before) => {
            let same = before.unmark_deep() == after.unmark_deep() && after.is_wholly_known();
            let as_hidden = before.marks().is_sensitive() == after.marks().is_sensitive();
            let both_null = before.is_null() && after.is_null();
            if both_null || (same && as_hidden) { Action::NoOp } else { Action::Update }
        }
    }
}
