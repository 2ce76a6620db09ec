use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::ModuleAddr;
use groundplan_config::live::{UnitOutputs, UnitPath};
use groundplan_config::module::{Variable, apply_defaults};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::evaluate;
use groundplan_value::{Map, Marks, Value, convert};

use super::checks::{Checkable, Checked};
use super::conditions::check_validations;
use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId, NodeKey};
use crate::values::{NodeResult, Repetition};

impl Run {
    /// An input variable of a module: in a root module what the user, the unit's inputs or the default say, else what the
    /// calling module gives.
    pub(crate) fn variable(&self, node: NodeId, module: ModuleIx, name: &Arc<str>) -> bool {
        let this = self.session.modules.get(module);
        let tree = this.tree.clone();
        let Some(variable) = tree.module.variables.get(name) else { return false };
        let mut diags = Diags::new();
        let mut values = BTreeMap::new();
        for instance in self.expanded(module) {
            let given = match this.parent {
                None => self.root_input(module, variable, &mut diags),
                Some(parent) => self.call_input(parent, module, &instance.addr, &instance.repetition, name, &mut diags),
            };
            let value = given.and_then(|(given, span)| Some((finish(variable, given, span, &mut diags)?, span)));
            let (value, span) = match value {
                Some(value) => value,
                // What only makes sense of things that may be gone must not keep the rest from being destroyed.
                None if self.options.goal == Goal::Destroy && this.parent.is_some() => (Value::DYNAMIC, variable.span),
                None => continue,
            };
            let value = self.as_validated(variable, value);
            let scope = self.scope(module, &instance.addr, &instance.repetition);
            let key = NodeKey::Variable(module, name.clone());
            let scope = crate::values::ModuleScope { overlay: Some((&key, &value)), ..scope };
            if self.options.goal != Goal::Destroy {
                let outcomes = check_validations(variable, span, &scope, &mut diags);
                if !outcomes.is_empty() {
                    let object = Checkable::named(this.unit, Checked::Variable, &instance.addr, name);
                    self.checked(&object, outcomes);
                }
            }
            values.insert(instance.addr.clone(), value);
        }
        if this.parent.is_none()
            && let Some(value) = values.get(&ModuleAddr::root())
        {
            self.with_unit(this.unit, |unit| unit.variables.insert(name.clone(), value.clone()));
        }
        self.memo.set(node, NodeResult::Values(values));
        if self.options.goal == Goal::Destroy && this.parent.is_some() {
            return true;
        }
        self.report_all(this.unit, diags)
    }

    /// Validation is about all values that a variable may have, and not about the one that it has here: what makes no sense
    /// with that one may be in what has no instances then.
    fn as_validated(&self, variable: &Variable, value: Value) -> Value {
        match self.options.goal {
            Goal::Validate => Value::unknown(variable.ty.without_optional()).mark(value.marks()),
            _ => value,
        }
    }

    fn root_input(&self, module: ModuleIx, variable: &Variable, diags: &mut Diags) -> Option<(Option<Value>, Span)> {
        let unit_ix = self.unit_ix(module);
        let unit = self.session.unit(unit_ix);
        let name = &variable.name.name;
        if let Some(value) = self.session.given.get(unit_ix.0 as usize).and_then(|given| given.variables.get(name)) {
            return Some((Some(value.clone()), Span::NONE));
        }
        if let Some(input) = unit.inputs.get(name) {
            let outputs = Outputs { run: self };
            match input.evaluate(&outputs) {
                Ok(Some(value)) => return Some((Some(value), input.span())),
                Ok(None) => {}
                Err(errors) => {
                    diags.extend(errors);
                    return None;
                }
            }
        }
        if self.options.goal == Goal::Validate || (self.options.goal == Goal::Evaluate && variable.default.is_none()) {
            return Some((Some(Value::unknown(variable.ty.without_optional())), variable.span));
        }
        if variable.default.is_none() {
            let error = Diagnostic::error("No value for required variable")
                .detail(format!("The root module input variable \"{name}\" is not set, and has no default value."))
                .label(variable.span, "declared here");
            let bare = &*unit.path.0 == ".";
            diags.push(if bare {
                error.help(format!("set it with `--var {name}=…`, in a `terraform.tfvars` file or as TF_VAR_{name}"))
            } else {
                error.help(format!("set it in the `inputs` of the unit {}", unit.path))
            });
            return None;
        }
        Some((None, variable.span))
    }

    fn call_input(
        &self,
        parent: ModuleIx,
        module: ModuleIx,
        addr: &ModuleAddr,
        repetition: &Repetition,
        name: &str,
        diags: &mut Diags,
    ) -> Option<(Option<Value>, Span)> {
        let caller = &self.session.modules.get(parent).tree.module;
        let (_, call) = self.session.modules.get(module).path.parent()?;
        let call = caller.calls.get(call)?;
        let Some(input) = call.inputs.get(name) else { return Some((None, call.span)) };
        let outer = addr.parent()?;
        // What is written in a module block belongs to the calling module, but sees this instance's `each` and `count`.
        let scope = self.scope(parent, &outer, repetition);
        match evaluate(&input.expr, &scope) {
            Ok(value) => Some((Some(value), input.expr.span)),
            Err(errors) => {
                diags.extend(errors);
                None
            }
        }
    }

    pub(crate) fn local(&self, node: NodeId, module: ModuleIx, name: &str) -> bool {
        let tree = self.session.modules.get(module).tree.clone();
        let Some(local) = tree.module.locals.get(name) else { return false };
        let mut diags = Diags::new();
        let mut values = BTreeMap::new();
        for instance in self.expanded(module) {
            let scope = self.scope(module, &instance.addr, &instance.repetition);
            match evaluate(&local.expr, &scope) {
                Ok(value) => {
                    values.insert(instance.addr.clone(), value);
                }
                Err(_) if self.options.goal == Goal::Destroy => {
                    values.insert(instance.addr.clone(), Value::DYNAMIC);
                }
                Err(errors) => diags.extend(errors),
            }
        }
        self.memo.set(node, NodeResult::Values(values));
        self.report_all(self.unit_ix(module), diags)
    }
}

/// The value of a variable from what was given: defaults filled in, converted, marked.
fn finish(variable: &Variable, given: Option<Value>, span: Span, diags: &mut Diags) -> Option<Value> {
    let name = &variable.name.name;
    let value = match given {
        Some(value) if value.is_null() && !variable.nullable => variable.default.clone().unwrap_or(value),
        Some(value) => value,
        None => variable.default.clone().unwrap_or_else(|| Value::null(variable.ty.without_optional())),
    };
    let filled = if value.is_null() { value } else { apply_defaults(&value, &variable.defaults) };
    let converted = match convert(&filled, &variable.ty) {
        Ok(value) => value,
        Err(error) => {
            let place = if error.path.steps().is_empty() { String::new() } else { format!(" at {}", error.path) };
            diags.push(
                Diagnostic::error("Invalid value for input variable")
                    .detail(format!(
                        "The given value is not suitable for var.{name} declared as {}{place}: {}.",
                        variable.ty, error.message
                    ))
                    .at(span)
                    .also(variable.span, "declared here"),
            );
            return None;
        }
    };
    if converted.is_null() && !variable.nullable {
        diags.push(
            Diagnostic::error("Required variable not set")
                .detail(format!("Unsuitable value for var.{name}: required variable may not be set to null."))
                .at(span)
                .also(variable.span, "declared here"),
        );
        return None;
    }
    let mut marks = Marks::NONE;
    if variable.sensitive {
        marks |= Marks::SENSITIVE;
    }
    if variable.ephemeral {
        marks |= Marks::EPHEMERAL;
    }
    Some(converted.mark(marks))
}

/// The outputs of the units of this run, as inputs of other units see them.
struct Outputs<'a> {
    run: &'a Run,
}

impl UnitOutputs for Outputs<'_> {
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic> {
        let session = &self.run.session;
        let Some(ix) = session.unit_of(unit) else {
            let outputs = session.outside.get(unit).ok_or_else(|| not_there(unit))?;
            return match outputs.get(name) {
                Some(value) => Ok(value.clone()),
                // What it was is gone with that unit. Only a provider that is configured with it cannot do without.
                None if self.run.options.goal == Goal::Destroy => Ok(Value::DYNAMIC),
                None => Err(not_applied(unit, name)),
            };
        };
        let root = session.modules.root(ix);
        let Some(node) = session.graph.find(&NodeKey::Output(root, name.into())) else {
            let known = session.modules.get(root).tree.module.outputs.keys();
            let error = Diagnostic::error("Unsupported attribute")
                .detail(format!("The unit {unit} has no output value named \"{name}\"."));
            return Err(match groundplan_value::nearest(name, known.map(|known| &**known)) {
                Some(near) => error.help(format!("an output with a similar name exists: `{near}`")),
                None => error,
            });
        };
        Ok(self.run.memo.value(node, &ModuleAddr::root()).cloned().unwrap_or(Value::DYNAMIC))
    }

    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic> {
        let session = &self.run.session;
        let Some(ix) = session.unit_of(unit) else {
            let outputs = session.outside.get(unit).ok_or_else(|| not_there(unit))?;
            return Ok(Value::object(outputs.clone()));
        };
        let names = session.modules.get(session.modules.root(ix)).tree.module.outputs.keys();
        let known = names.map(|name| Ok((name.clone(), self.output(unit, name)?)));
        Ok(Value::object(known.collect::<Result<Map, Diagnostic>>()?))
    }
}

fn not_applied(unit: &UnitPath, name: &str) -> Diagnostic {
    Diagnostic::error("Output is not in the state")
        .detail(format!("The unit {unit} is not part of this run, and its state has no output value \"{name}\"."))
        .help(format!("apply {unit} first, or run in a folder that holds both units"))
}

fn not_there(unit: &UnitPath) -> Diagnostic {
    Diagnostic::error("Unit is not part of this run")
        .detail(format!("Its outputs are needed, but the unit {unit} was not selected and its state was not read."))
        .help("run in the live repository's root, or select that unit too")
}
