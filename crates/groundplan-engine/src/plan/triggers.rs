//! `replace_triggered_by`: an object is replaced when what is named there changes.

use groundplan_address::{InstanceKey, ResourceAddr};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::evaluate;
use groundplan_lang::syntax::{Expr, ExprKind, Step};
use groundplan_value::{Path, Value};

use super::change::{Action, ResourceChange};
use super::instance::Instance;
use super::run::Run;
use crate::graph::{Target, name_steps, target_of};

/// What a trigger names.
struct Trigger {
    resource: ResourceAddr,
    /// One instance; all of them when none is named.
    key: Option<InstanceKey>,
    /// A part of that instance's value.
    part: Path,
}

impl Run {
    /// Whether one of the instance's triggers changes: is updated or replaced, or has another value at the place named.
    pub(crate) fn triggered(&self, instance: &Instance<'_>) -> Result<bool, Diags> {
        let mut triggered = false;
        for expr in &instance.resource.lifecycle.replace_triggered_by {
            let trigger = self.trigger(instance, expr).map_err(|errors| instance.about(errors))?;
            triggered |= self.changes_by(instance, expr, &trigger)?;
        }
        Ok(triggered)
    }

    fn changes_by(&self, instance: &Instance<'_>, expr: &Expr, trigger: &Trigger) -> Result<bool, Diags> {
        let changes = |unit: &mut super::run::FoundUnit| match &trigger.key {
            None => {
                let mut any = false;
                let mut changing = false;
                for change in unit.changes.of_resource(&trigger.resource) {
                    any = true;
                    changing |= is_trigger(change);
                }
                any.then_some(changing)
            }
            Some(key) => {
                let change = unit.changes.of_instance(&trigger.resource.instance(key.clone()))?;
                Some(is_trigger(change) && (trigger.part.steps().is_empty() || changes_at(change, &trigger.part)))
            }
        };
        self.with_unit(instance.unit, changes).flatten().ok_or_else(|| {
            let shown = trigger.key.as_ref().map_or_else(String::new, ToString::to_string);
            Diagnostic::error("Reference to nothing in replace_triggered_by")
                .detail(format!("There is no instance {}{shown}.", trigger.resource))
                .about(instance.addr.to_string())
                .at(expr.span)
                .into()
        })
    }

    fn trigger(&self, instance: &Instance<'_>, expr: &Expr) -> Result<Trigger, Diags> {
        let wrong = |expr: &Expr| {
            Diags::from(
                Diagnostic::error("Invalid replace_triggered_by expression")
                    .detail(
                        "Only references to managed resources, their instances and their attributes are allowed here.",
                    )
                    .at(expr.span),
            )
        };
        let (traversal, steps) = self.steps(instance, expr)?.ok_or_else(|| wrong(expr))?;
        let module = &self.session.modules.get(instance.module).tree.module;
        let Target::Resource(resource) = target_of(module, &traversal).map_err(Diags::from)? else {
            return Err(wrong(expr));
        };
        let mut rest = steps.into_iter().skip(name_steps(&traversal)).peekable();
        let repeated = module.resources.get(&resource).is_some_and(|resource| resource.repeat.expr().is_some());
        let key = match rest.peek() {
            Some(Step::Index(at, _)) if repeated => at.to_usize().map(InstanceKey::Index),
            Some(Step::Key(key, _)) if repeated => Some(InstanceKey::Key(key.clone())),
            Some(_) if repeated => return Err(wrong(expr)),
            Some(_) => Some(InstanceKey::None),
            None => None,
        };
        if repeated && key.is_some() {
            rest.next();
        }
        let part = rest.fold(Path::root(), |path, step| match step {
            Step::Attr(name, _) => path.attr(name),
            Step::Key(key, _) => path.index(Value::string(key)),
            Step::Index(at, _) => path.index(Value::number(at)),
        });
        let resource = ResourceAddr { module: instance.addr.module.clone(), resource };
        Ok(Trigger { resource, key, part })
    }

    /// A reference as its name and all of its steps, with keys such as `count.index` and `each.key` worked out.
    fn steps(
        &self,
        instance: &Instance<'_>,
        expr: &Expr,
    ) -> Result<Option<(groundplan_lang::syntax::Traversal, Vec<Step>)>, Diags> {
        let deeper = |inner: &Expr, step: Step| {
            Ok(self.steps(instance, inner)?.map(|(traversal, mut steps)| {
                steps.push(step);
                (traversal, steps)
            }))
        };
        match &expr.kind {
            ExprKind::Traversal(traversal) => Ok(Some((traversal.clone(), traversal.steps.clone()))),
            ExprKind::Parens(inner) => self.steps(instance, inner),
            ExprKind::Step(inner, step) => deeper(inner, step.clone()),
            ExprKind::Index(index) => {
                let scope = self.scope(instance.module, &instance.addr.module, &instance.repetition);
                let key = evaluate(&index.key, &scope)?.unmark_deep();
                let step = match (key.as_str(), key.as_number()) {
                    (Some(key), _) => Step::Key(key.clone(), index.brackets),
                    (_, Some(at)) => Step::Index(at.clone(), index.brackets),
                    _ => return Ok(None),
                };
                deeper(&index.collection, step)
            }
            _ => Ok(None),
        }
    }
}

/// Creations and destructions trigger nothing.
fn is_trigger(change: &ResourceChange) -> bool {
    matches!(change.action, Action::Update | Action::DeleteThenCreate | Action::CreateThenDelete)
}

fn changes_at(change: &ResourceChange, part: &Path) -> bool {
    part.get(&change.before) != part.get(&change.after)
}
