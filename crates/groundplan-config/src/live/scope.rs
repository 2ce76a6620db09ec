use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Resolved, Scope, evaluate, references};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Call, Expr, Step, Traversal};
use groundplan_value::{Value, nearest};

use super::config::{Config, Include};
use super::dependency::{Dependencies, Dependency};
use super::file::not_yet;
use super::locals::unknown_local;
use super::tf_var::as_tf_var;
use super::{OutputRef, UnitOutputs, functions};

/// A configuration file in the context of its unit, for what is evaluated when outputs of other units are known.
#[derive(Clone)]
pub(super) struct UnitScope {
    pub(super) config: Arc<Config>,
    pub(super) dependencies: Arc<Dependencies>,
}

impl UnitScope {
    pub(super) fn evaluate(&self, expr: &Expr, outputs: &dyn UnitOutputs) -> Result<Value, Diags> {
        let names = Names::WithOutputs { dependencies: &self.dependencies, outputs };
        evaluate(expr, &ConfigScope::new(&self.config, names))
    }

    /// The outputs that an expression refers to, also through what it takes from included files.
    pub(super) fn references(&self, expr: &Expr, found: &mut Vec<OutputRef>) {
        for traversal in references(expr) {
            match &*traversal.root.name {
                "dependency" => self.dependencies.references(traversal, found),
                "include" => self.references_through(traversal, found),
                _ => {}
            }
        }
    }

    fn references_through(&self, traversal: &Traversal, found: &mut Vec<OutputRef>) {
        let Ok(Some((include, steps))) = included(&self.config, traversal) else { return };
        let is_inputs = traversal.steps.get(steps).is_none_or(|step| step_name(step).as_deref() == Some("inputs"));
        if let Some(inputs) = include.config.file.inputs.as_ref().filter(|_| is_inputs) {
            let inner = Self { config: include.config.clone(), dependencies: self.dependencies.clone() };
            inner.references(&inputs.expr, found);
        }
    }
}

/// What an expression may speak of besides locals and includes.
#[derive(Clone, Copy)]
pub(super) enum Names<'a> {
    /// Nothing else: it is a local value.
    InLocals,
    /// Nothing else: it says what the unit is, which must be known before anything runs.
    WithoutOutputs,
    /// Outputs of other units.
    WithOutputs { dependencies: &'a Dependencies, outputs: &'a dyn UnitOutputs },
}

/// The names and functions in a configuration file.
pub(super) struct ConfigScope<'a> {
    config: &'a Config,
    names: Names<'a>,
    context: CallContext,
}

impl<'a> ConfigScope<'a> {
    pub(super) fn new(config: &'a Config, names: Names<'a>) -> Self {
        Self { config, names, context: config.place.call_context(&config.file.path) }
    }

    fn local(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let locals = &self.config.locals;
        match traversal.steps.first().and_then(step_name) {
            Some(name) => match locals.get(&name) {
                Some(value) => Ok(Resolved { value: value.clone(), steps: 1 }),
                None => Err(unknown_local(&name, locals.keys().map(|known| &**known), traversal.span())),
            },
            None => Ok(Resolved { value: Value::object(locals.clone()), steps: 0 }),
        }
    }

    fn include(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let Some((include, steps)) = included(self.config, traversal)? else {
            return Ok(Resolved { value: Value::DYNAMIC, steps: traversal.steps.len() });
        };
        let part = traversal.steps.get(steps);
        let Some(name) = part.and_then(step_name) else {
            return Err(not_yet("use of a whole included file as a value", traversal.span())
                .help("refer to a part of it, such as `.locals`"));
        };
        let value = self.included_part(&include.config, &name, traversal.span())?;
        Ok(Resolved { value, steps: steps + 1 })
    }

    fn included_part(&self, included: &Config, name: &str, span: Span) -> Result<Value, Diagnostic> {
        match name {
            "locals" => Ok(as_tf_var(&Value::object(included.locals.clone()), false)),
            "inputs" => match &included.file.inputs {
                Some(inputs) => {
                    let scope = ConfigScope::new(included, self.names);
                    evaluate(&inputs.expr, &scope)
                        .map(|value| as_tf_var(&value, false))
                        .map_err(|errors| first(errors, span))
                }
                None => Ok(Value::object::<&str>([])),
            },
            "terraform" | "remote_state" | "generate" | "dependency" | "dependencies" | "iam_role"
            | "prevent_destroy" | "feature" | "exclude" | "errors" => {
                Err(not_yet(&format!("reference to \"{name}\" of an included file"), span))
            }
            other => Err(Diagnostic::error("Unsupported attribute")
                .detail(format!("An included file has no part named \"{other}\"."))
                .at(span)
                .help("its parts are `locals` and `inputs`")),
        }
    }

    fn dependency(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        match self.names {
            Names::WithOutputs { dependencies, outputs } => resolve_dependency(traversal, dependencies, outputs),
            Names::InLocals => Err(Diagnostic::error("Dependency outputs in locals")
                .detail("Local values are evaluated before the outputs of other units are known.")
                .at(traversal.span())
                .help("use the output in `inputs` directly")),
            Names::WithoutOutputs => Err(Diagnostic::error("Dependency outputs are not known here")
                .detail(
                    "This part of the configuration says what the unit is, and must be known before any unit is planned; \
                     outputs of other units are known later.",
                )
                .at(traversal.span())
                .help(
                    "give the output to the module as an input variable (in `inputs`); a generated provider or other block \
                     can refer to that variable as `$${var.NAME}`",
                )),
        }
    }
}

impl Scope for ConfigScope<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        const KNOWN: [&str; 5] = ["local", "include", "dependency", "feature", "values"];
        match &*traversal.root.name {
            "local" => self.local(traversal),
            "include" => self.include(traversal),
            "dependency" => self.dependency(traversal),
            name @ ("feature" | "values") => Err(not_yet(&format!("reference to \"{name}\""), traversal.span())),
            name => {
                let error = Diagnostic::error("Unknown variable")
                    .detail(format!("There is no variable named \"{name}\"."))
                    .at(traversal.root.span);
                Err(match nearest(name, KNOWN) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help("in live configuration files there are `local`, `include` and `dependency`"),
                })
            }
        }
    }

    fn call_context(&self) -> &CallContext {
        &self.context
    }

    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        functions::call(self.config, call, arguments)
    }

    fn function_names(&self) -> Vec<String> {
        functions::names()
    }
}

/// The included file that a traversal speaks of, and how many steps that took. None when that file could not be read, which
/// has been complained about.
fn included<'c>(config: &'c Config, traversal: &Traversal) -> Result<Option<(&'c Include, usize)>, Diagnostic> {
    let unknown = |detail: String| Diagnostic::error("Unknown include").detail(detail).at(traversal.span());
    let (include, steps) = match (config.includes.as_slice(), traversal.steps.first().and_then(step_name)) {
        // An include without a label has no name to go through.
        ([only], _) if only.name.is_empty() => (only, 0),
        (includes, Some(name)) => match includes.iter().find(|include| include.name == name) {
            Some(include) => (include, 1),
            None if config.file.includes.iter().any(|block| block.name == name) => return Ok(None),
            None => {
                let error = unknown(format!("There is no include block named \"{name}\" in this file."));
                return Err(match nearest(&name, includes.iter().map(|include| &*include.name)) {
                    Some(near) => error.help(format!("a block with a similar name exists: `{near}`")),
                    None => error,
                });
            }
        },
        (_, None) => return Err(unknown("The name of an include block must follow.".into())),
    };
    if !include.expose {
        return Err(Diagnostic::error("Include is not exposed")
            .detail("What an included file holds can only be referred to when its include block says so.")
            .at(traversal.span())
            .also(include.span, "this block")
            .help("add `expose = true` to the include block"));
    }
    Ok(Some((include, steps)))
}

fn resolve_dependency(
    traversal: &Traversal,
    dependencies: &Dependencies,
    outputs: &dyn UnitOutputs,
) -> Result<Resolved, Diagnostic> {
    let at = |error: Diagnostic| if error.primary.is_none() { error.at(traversal.span()) } else { error };
    let name = traversal.steps.first().and_then(step_name).ok_or_else(|| {
        Diagnostic::error("Unsupported reference")
            .detail("The name of a dependency block must follow, as in `dependency.NAME.outputs.OUTPUT`.")
            .at(traversal.span())
    })?;
    let dependency: &Dependency = dependencies.usable(&name, traversal.span())?;
    let part = traversal.steps.get(1).and_then(step_name);
    match part.as_deref() {
        Some("outputs") => {}
        Some("inputs") => {
            return Err(Diagnostic::error("Unsupported reference")
                .detail("Inputs of other units cannot be referred to.")
                .at(traversal.span())
                .help("add an output to the other unit's module, or a local value to a file that both read"));
        }
        _ => {
            return Err(Diagnostic::error("Unsupported reference")
                .detail("A dependency has outputs and nothing else, as in `dependency.NAME.outputs.OUTPUT`.")
                .at(traversal.span()));
        }
    }
    match traversal.steps.get(2).and_then(step_name) {
        Some(output) => {
            let value = outputs.output(&dependency.unit, &output).map_err(at)?;
            Ok(Resolved { value, steps: 3 })
        }
        None => Ok(Resolved { value: outputs.outputs(&dependency.unit).map_err(at)?, steps: 2 }),
    }
}

/// The name that a step takes.
pub(super) fn step_name(step: &Step) -> Option<Arc<str>> {
    match step {
        Step::Attr(name, _) | Step::Key(name, _) => Some(name.clone()),
        Step::Index(..) => None,
    }
}

/// One diagnostic in place of many.
fn first(errors: Diags, span: Span) -> Diagnostic {
    let error = errors.into_iter().find(Diagnostic::is_error);
    error.unwrap_or_else(|| Diagnostic::error("Invalid inputs").at(span))
}
