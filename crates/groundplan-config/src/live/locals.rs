use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Resolved, Scope, evaluate, references};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Attribute, Call, Traversal};
use groundplan_value::{Value, nearest};

use super::OutputRef;
use super::config::Config;
use super::outputs::NotedOutputs;
use super::scope::{ConfigScope, Names, step_name};

/// A local value.
#[derive(Clone, Debug)]
pub(super) struct Local {
    /// The value, unknown where it depends on outputs of other units.
    pub(super) value: Value,
    /// The outputs of other units that it depends on, through files that it reads.
    pub(super) outputs: Vec<OutputRef>,
}

/// The values of a file's locals, each after those that it refers to. One that fails counts as unknown.
pub(super) fn evaluate_locals(config: &Config, diags: &mut Diags) -> BTreeMap<Arc<str>, Local> {
    let locals = &config.file.locals;
    let order = order(locals, diags);
    let noted = NotedOutputs::default();
    let inner = ConfigScope::new(config, Names::InLocals(&noted));
    let mut scope = LocalsScope { config, inner, values: BTreeMap::new() };
    for (name, attribute) in order {
        let value = match evaluate(&attribute.expr, &scope) {
            Ok(value) => value,
            Err(errors) => {
                diags.extend(errors);
                Value::DYNAMIC
            }
        };
        let mut outputs = noted.take(attribute.expr.span);
        let others = referred(attribute).into_iter().filter_map(|(other, _)| scope.values.get(&other));
        outputs.extend(others.flat_map(|other| other.outputs.iter().cloned()));
        scope.values.insert(name.clone(), Local { value, outputs });
    }
    scope.values
}

type Locals = BTreeMap<Arc<str>, Arc<Attribute>>;

/// The locals that an expression refers to, each with one place.
fn referred(attribute: &Attribute) -> Vec<(Arc<str>, Span)> {
    let traversals = references(&attribute.expr).into_iter().filter(|traversal| &*traversal.root.name == "local");
    traversals.filter_map(|it| Some((it.steps.first().and_then(step_name)?, it.span()))).collect()
}

/// The locals, those that others refer to first. Those that refer to each other in a circle are complained about, and
/// stand where the circle was noticed. Without recursion: chains of locals may be long.
fn order<'l>(locals: &'l Locals, diags: &mut Diags) -> Vec<(&'l Arc<str>, &'l Arc<Attribute>)> {
    let edges: BTreeMap<&Arc<str>, Vec<(Arc<str>, Span)>> =
        locals.iter().map(|(name, attribute)| (name, referred(attribute))).collect();
    let (mut sorted, mut done, mut open) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
    for start in locals.keys() {
        let mut way: Vec<(&Arc<str>, usize)> = Vec::new();
        if !done.contains(start) {
            open.insert(start);
            way.push((start, 0));
        }
        while let Some((name, at)) = way.last_mut() {
            let next = edges.get(*name).and_then(|edges| edges.get(*at));
            *at += 1;
            let Some((next, span)) = next else {
                done.insert(*name);
                open.remove(*name);
                sorted.extend(locals.get_key_value(*name));
                way.pop();
                continue;
            };
            // What does not exist is complained about where it is referred to.
            let Some((next, _)) = locals.get_key_value(next) else { continue };
            if open.contains(next) {
                diags.push(circle(&way, next, *span, &edges));
            } else if !done.contains(next) {
                open.insert(next);
                way.push((next, 0));
            }
        }
    }
    sorted
}

fn circle(
    way: &[(&Arc<str>, usize)],
    back_to: &Arc<str>,
    span: Span,
    edges: &BTreeMap<&Arc<str>, Vec<(Arc<str>, Span)>>,
) -> Diagnostic {
    let start = way.iter().position(|(name, _)| *name == back_to).unwrap_or(0);
    let round = way.get(start..).unwrap_or_default();
    let names: Vec<String> =
        round.iter().map(|(name, _)| *name).chain([back_to]).map(|name| format!("local.{name}")).collect();
    let mut error = Diagnostic::error("Local values refer to each other in a circle")
        .detail(format!("{}.", names.join(" refers to ")))
        .at(span);
    for (name, next) in round.iter().take(round.len().saturating_sub(1)) {
        if let Some((_, span)) = edges.get(name).and_then(|edges| edges.get(next.saturating_sub(1))) {
            error = error.also(*span, "through this reference");
        }
    }
    error
}

/// That there is no such local, and which one may be meant.
pub(super) fn unknown_local<'n>(name: &str, known: impl Iterator<Item = &'n str>, span: Span) -> Diagnostic {
    let error = Diagnostic::error("Reference to undeclared local value")
        .detail(format!("There is no local value named \"{name}\" in this file."))
        .at(span);
    match nearest(name, known) {
        Some(near) => error.help(format!("a local value with a similar name exists: `{near}`")),
        None => error,
    }
}

/// The names in a `locals` block while it is being evaluated.
struct LocalsScope<'a> {
    config: &'a Config,
    inner: ConfigScope<'a>,
    values: BTreeMap<Arc<str>, Local>,
}

impl Scope for LocalsScope<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        if &*traversal.root.name != "local" {
            return self.inner.resolve(traversal);
        }
        let Some(name) = traversal.steps.first().and_then(step_name) else {
            return Err(Diagnostic::error("Unsupported reference")
                .detail("Within locals, refer to one local value at a time: local.NAME.")
                .at(traversal.span()));
        };
        let locals = &self.config.file.locals;
        match self.values.get(&name) {
            Some(local) => Ok(Resolved { value: local.value.clone(), steps: 1 }),
            // In a circle, which has been complained about.
            None if locals.contains_key(&name) => Ok(Resolved { value: Value::DYNAMIC, steps: traversal.steps.len() }),
            None => Err(unknown_local(&name, locals.keys().map(|known| &**known), traversal.span())),
        }
    }

    fn call_context(&self) -> &CallContext {
        self.inner.call_context()
    }

    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        self.inner.call(call, arguments)
    }

    fn function_names(&self) -> Vec<String> {
        self.inner.function_names()
    }
}
