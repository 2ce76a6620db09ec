use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Resolved, Scope, evaluate, references};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Call, Expr, Step, Traversal};
use groundplan_value::{Map, Value, nearest};

use super::config::{Config, Include};
use super::dependency::Dependencies;
use super::locals::{Local, unknown_local};
use super::outputs::UnknownOutputs;
use super::view::{part, whole};
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

    /// The outputs that an expression refers to, also through what it takes from locals and included files.
    pub(super) fn references(&self, expr: &Expr, found: &mut Vec<OutputRef>) {
        for traversal in references(expr) {
            match &*traversal.root.name {
                "dependency" => self.dependencies.references(traversal, found),
                "include" => self.references_through(traversal, found),
                "local" => local_references(&self.config, traversal.steps.first(), traversal.span(), found),
                _ => {}
            }
        }
    }

    fn references_through(&self, traversal: &Traversal, found: &mut Vec<OutputRef>) {
        let Ok(Some((include, steps))) = included(&self.config, traversal) else { return };
        let part = traversal.steps.get(steps).and_then(step_name);
        let wants = |name: &str| part.as_deref().is_none_or(|part| part == name);
        if wants("locals") {
            local_references(&include.config, traversal.steps.get(steps + 1), traversal.span(), found);
        }
        if let Some(inputs) = include.config.file.inputs.as_ref().filter(|_| wants("inputs")) {
            let inner = Self { config: include.config.clone(), dependencies: self.dependencies.clone() };
            inner.references(&inputs.expr, found);
        }
        if wants("dependency") {
            let all = self.dependencies.iter().filter(|(_, dependency)| dependency.enabled && !dependency.skip_outputs);
            let units = all.flat_map(|(_, dependency)| dependency.units());
            found.extend(units.map(|unit| OutputRef { unit: unit.clone(), output: None, span: traversal.span() }));
        }
    }
}

/// The outputs that a local value depends on, or all local values when none is named.
fn local_references(config: &Config, step: Option<&Step>, span: Span, found: &mut Vec<OutputRef>) {
    let name = step.and_then(step_name);
    let locals = config.locals.iter().filter(|(known, _)| name.as_ref().is_none_or(|name| name == *known));
    let outputs = locals.flat_map(|(_, local)| &local.outputs);
    found.extend(outputs.map(|reference| OutputRef { span, ..reference.clone() }));
}

/// What an expression may speak of besides locals and includes.
#[derive(Clone, Copy)]
pub(super) enum Names<'a> {
    /// Nothing else: it is a local value. Files that it reads may speak of outputs.
    InLocals(&'a dyn UnitOutputs),
    /// Nothing else: it says what the unit is, which must be known before anything runs.
    WithoutOutputs,
    /// Outputs of other units.
    WithOutputs { dependencies: &'a Dependencies, outputs: &'a dyn UnitOutputs },
}

impl<'a> Names<'a> {
    /// Outputs for the files that an expression reads.
    pub(super) fn outputs(self) -> &'a dyn UnitOutputs {
        match self {
            Self::InLocals(outputs) | Self::WithOutputs { outputs, .. } => outputs,
            Self::WithoutOutputs => &UnknownOutputs,
        }
    }

    /// Whether what is evaluated must be known, because nothing is known later.
    pub(super) fn must_be_known(self) -> bool {
        !matches!(self, Self::WithOutputs { .. })
    }
}

/// The names and functions in a configuration file.
pub(super) struct ConfigScope<'a> {
    config: &'a Config,
    names: Names<'a>,
    context: CallContext,
}

impl<'a> ConfigScope<'a> {
    pub(super) fn new(config: &'a Config, names: Names<'a>) -> Self {
        Self { config, names, context: config.place.call_context(&config.path) }
    }

    fn local(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let locals = &self.config.locals;
        match traversal.steps.first().and_then(step_name) {
            Some(name) => match locals.get(&name) {
                Some(local) => Ok(Resolved { value: self.local_value(&name, local, traversal.span())?, steps: 1 }),
                None => Err(unknown_local(&name, locals.keys().map(|known| &**known), traversal.span())),
            },
            None => Ok(Resolved { value: self.locals(traversal.span())?, steps: 0 }),
        }
    }

    /// All locals, an object.
    pub(super) fn locals(&self, span: Span) -> Result<Value, Diagnostic> {
        let values = self.config.locals.iter();
        let values = values.map(|(name, local)| Ok((name.clone(), self.local_value(name, local, span)?)));
        Ok(Value::object(values.collect::<Result<Map, Diagnostic>>()?))
    }

    /// A local value; evaluated again when it depends on outputs and they may be known now.
    fn local_value(&self, name: &str, local: &Local, span: Span) -> Result<Value, Diagnostic> {
        match (self.names, self.config.file.locals.get(name)) {
            (Names::WithOutputs { .. }, Some(attribute)) if !local.outputs.is_empty() => {
                evaluate(&attribute.expr, self).map_err(|errors| first(errors, span))
            }
            _ => Ok(local.value.clone()),
        }
    }

    fn include(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let Some((include, steps)) = included(self.config, traversal)? else {
            return Ok(Resolved { value: Value::DYNAMIC, steps: traversal.steps.len() });
        };
        let span = traversal.span();
        let Some(name) = traversal.steps.get(steps).and_then(step_name) else {
            // Without a label and a part it is not clear whether a label follows.
            let value = self.whole(&include.config, span)?;
            return Ok(Resolved { value, steps });
        };
        let mut diags = Diags::new();
        let value = part(&include.config, &name, self.names, &mut diags);
        match (value, diags.has_errors()) {
            (Some(value), false) => Ok(Resolved { value, steps: steps + 1 }),
            (None, false) => Err(Diagnostic::error("Unsupported attribute")
                .detail(format!("The included file has no \"{name}\"."))
                .at(span)
                .also(include.span, "this block")),
            (_, true) => Err(first(diags, span)),
        }
    }

    fn whole(&self, config: &Arc<Config>, span: Span) -> Result<Value, Diagnostic> {
        let mut diags = Diags::new();
        let dependencies = Dependencies::of(config, &mut diags);
        let names = Names::WithOutputs { dependencies: &dependencies, outputs: self.names.outputs() };
        let value = whole(config, names, &mut diags);
        if diags.has_errors() { Err(first(diags, span)) } else { Ok(value) }
    }

    fn dependency(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        match self.names {
            Names::WithOutputs { dependencies, outputs } => {
                let (value, steps) = dependencies.resolve(traversal, outputs)?;
                Ok(Resolved { value, steps })
            }
            Names::InLocals(_) => Err(Diagnostic::error("Dependency outputs in locals")
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

    fn feature(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let features = &self.config.features;
        let Some(name) = traversal.steps.first().and_then(step_name) else {
            return Ok(Resolved { value: Value::object(features.clone()), steps: 0 });
        };
        if let Some(value) = features.get(&name) {
            return Ok(Resolved { value: value.clone(), steps: 1 });
        }
        let error = Diagnostic::error("Unknown feature")
            .detail(format!("There is no feature block named \"{name}\"."))
            .at(traversal.span());
        Err(match nearest(&name, features.keys().map(|known| &**known)) {
            Some(near) => error.help(format!("a block with a similar name exists: `{near}`")),
            None => error.help(format!("declare it: `feature \"{name}\" {{ default = … }}`")),
        })
    }

    fn values(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        match &self.config.values {
            Some(values) => Ok(Resolved { value: values.clone(), steps: 0 }),
            None => Err(Diagnostic::error("No values")
                .detail("Nothing gives values here: there is no terragrunt.values.hcl beside this file.")
                .at(traversal.root.span)
                .help("values come from the `unit` or `stack` block of a terragrunt.stack.hcl: use this folder as its source")),
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
            "feature" => self.feature(traversal),
            "values" => self.values(traversal),
            name => {
                let error = Diagnostic::error("Unknown variable")
                    .detail(format!("There is no variable named \"{name}\"."))
                    .at(traversal.root.span);
                Err(match nearest(name, KNOWN) {
                    Some(near) => error.help(format!("did you mean `{near}`?")),
                    None => error.help("in live configuration files there are `local`, `include`, `dependency`, `feature` and `values`"),
                })
            }
        }
    }

    fn call_context(&self) -> &CallContext {
        &self.context
    }

    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        functions::call(self.config, self.names, call, arguments)
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

/// The name that a step takes.
pub(super) fn step_name(step: &Step) -> Option<Arc<str>> {
    match step {
        Step::Attr(name, _) | Step::Key(name, _) => Some(name.clone()),
        Step::Index(..) => None,
    }
}

/// One diagnostic in place of many.
pub(super) fn first(errors: Diags, span: Span) -> Diagnostic {
    let error = errors.into_iter().find(Diagnostic::is_error);
    error.unwrap_or_else(|| Diagnostic::error("Invalid configuration").at(span))
}
