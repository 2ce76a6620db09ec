use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::{Resolved, Scope, evaluate};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Call, Expr, Step, Traversal};
use groundplan_value::{Type, Value, convert, nearest};

use super::file::{ConfigFile, NamedBlock};
use super::place::Place;
use super::scope::{ConfigScope, Names};
use crate::files::normalize;

/// Locals that refer to locals deeper than this are refused.
const MAX_DEPTH: usize = 200;

/// A configuration file with its locals evaluated and its includes read, in the context of the unit that it is read for.
pub(super) struct Config {
    pub(super) file: Arc<ConfigFile>,
    pub(super) place: Place,
    pub(super) includes: Vec<Include>,
    pub(super) locals: BTreeMap<Arc<str>, Value>,
}

/// A file that another one includes.
pub(super) struct Include {
    pub(super) name: Arc<str>,
    pub(super) expose: bool,
    pub(super) strategy: Strategy,
    pub(super) config: Arc<Config>,
    /// The block's header.
    pub(super) span: Span,
}

/// How an included file is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    NoMerge,
    Shallow,
    Deep,
}

impl Config {
    /// Reads a file and what it includes. What is wrong goes to `diags`; none when the file cannot be read at all.
    pub(super) fn read(path: &Path, place: Place, diags: &mut Diags) -> Option<Arc<Self>> {
        let (file, problems) = place.unit.session.file(path);
        place.unit.log.note(path);
        diags.extend(problems.iter().cloned());
        let file = file?;
        let mut config = Self { file: file.clone(), place, includes: Vec::new(), locals: BTreeMap::new() };
        config.read_includes(diags);
        config.locals = config.evaluate_locals(diags);
        Some(Arc::new(config))
    }

    /// The value of an expression of this file in which outputs of other units have no place.
    pub(super) fn evaluate(&self, expr: &Expr, diags: &mut Diags) -> Option<Value> {
        match evaluate(expr, &ConfigScope::new(self, Names::WithoutOutputs)) {
            Ok(value) => Some(value),
            Err(errors) => {
                diags.extend(errors);
                None
            }
        }
    }

    /// The value as one of a primitive type, not null and known.
    pub(super) fn primitive(&self, expr: &Expr, ty: &Type, diags: &mut Diags) -> Option<Value> {
        let value = self.evaluate(expr, diags)?.unmark_deep();
        let unsuitable = |why: &str| {
            Diagnostic::error("Unsuitable value type").detail(format!("Unsuitable value: {why}.")).at(expr.span)
        };
        match convert(&value, ty) {
            Ok(value) if value.is_null() => diags.push(unsuitable("null value is not allowed")),
            Ok(value) if !value.is_known() => {}
            Ok(value) => return Some(value),
            Err(error) => diags.push(unsuitable(&error.to_string())),
        }
        None
    }

    /// The value as a string.
    pub(super) fn string(&self, expr: &Expr, diags: &mut Diags) -> Option<Arc<str>> {
        self.primitive(expr, &Type::String, diags)?.as_str().cloned()
    }

    /// The value as a boolean.
    pub(super) fn bool(&self, expr: &Expr, diags: &mut Diags) -> Option<bool> {
        self.primitive(expr, &Type::Bool, diags)?.as_bool()
    }

    fn read_includes(&mut self, diags: &mut Diags) {
        if self.place.include.is_some()
            && let Some(nested) = self.file.includes.first()
        {
            diags.push(
                Diagnostic::error("Include within an included file")
                    .detail("A file that is included cannot include others: only one level of includes is allowed.")
                    .at(nested.span)
                    .help("include the other file from the unit too"),
            );
            return;
        }
        let mut includes: Vec<Include> = Vec::new();
        for block in &self.file.includes {
            if includes.iter().any(|include| include.name == block.name) {
                diags.push(
                    Diagnostic::error("Duplicate include block")
                        .detail(format!("There is already an include block named \"{}\".", block.name))
                        .at(block.span),
                );
                continue;
            }
            includes.extend(self.include(block, diags));
        }
        self.includes = includes;
    }

    fn include(&self, block: &NamedBlock, diags: &mut Diags) -> Option<Include> {
        let path = block.attr("path")?;
        let text = self.string(&path.expr, diags)?;
        let path_span = path.expr.span;
        let target = normalize(&self.place.dir().join(&*text));
        if !self.place.unit.session.settings.files.is_file(&target) {
            diags.push(
                Diagnostic::error("Included file not found")
                    .detail(format!("There is no file {}.", self.place.shown(&target)))
                    .at(path_span),
            );
            return None;
        }
        let expose = block.attr("expose").and_then(|it| self.bool(&it.expr, diags)).unwrap_or(false);
        let strategy = match block.attr("merge_strategy") {
            None => Strategy::Shallow,
            Some(attribute) => match &*self.string(&attribute.expr, diags)? {
                "no_merge" => Strategy::NoMerge,
                "shallow" => Strategy::Shallow,
                "deep" => Strategy::Deep,
                other => {
                    diags.push(
                        Diagnostic::error("Invalid merge strategy")
                            .detail(format!("There is no merge strategy \"{other}\"."))
                            .at(attribute.expr.span)
                            .help("use \"no_merge\", \"shallow\" or \"deep\""),
                    );
                    return None;
                }
            },
        };
        let config = Self::read(&target, self.place.included(&target), diags)?;
        Some(Include { name: block.name.clone(), expose, strategy, config, span: block.span })
    }

    fn evaluate_locals(&self, diags: &mut Diags) -> BTreeMap<Arc<str>, Value> {
        let locals = Locals {
            config: self,
            inner: ConfigScope::new(self, Names::InLocals),
            states: RefCell::default(),
            open: RefCell::default(),
        };
        let mut values = BTreeMap::new();
        for (name, attribute) in &self.file.locals {
            let value = locals.value(name, attribute.name.span).unwrap_or_else(|error| {
                diags.push(error);
                Value::DYNAMIC
            });
            values.insert(name.clone(), value);
        }
        for state in locals.states.into_inner().into_values() {
            if let LocalState::Failed(errors) = state {
                diags.extend(errors);
            }
        }
        values
    }
}

enum LocalState {
    Done(Value),
    Failed(Diags),
}

/// The names in a `locals` block while it is being evaluated.
struct Locals<'a> {
    config: &'a Config,
    inner: ConfigScope<'a>,
    states: RefCell<BTreeMap<Arc<str>, LocalState>>,
    /// Those that are being evaluated, outermost first, with the place of the reference that led to each.
    open: RefCell<Vec<(Arc<str>, Span)>>,
}

impl Locals<'_> {
    fn value(&self, name: &Arc<str>, from: Span) -> Result<Value, Diagnostic> {
        match self.states.borrow().get(name) {
            Some(LocalState::Done(value)) => return Ok(value.clone()),
            Some(LocalState::Failed(_)) => return Ok(Value::DYNAMIC),
            None => {}
        }
        let Some(attribute) = self.config.file.locals.get(name) else {
            let known = self.config.file.locals.keys().map(|known| &**known);
            return Err(unknown_local(name, known, from));
        };
        self.enter(name, from)?;
        let result = evaluate(&attribute.expr, self);
        self.open.borrow_mut().pop();
        let (state, value) = match result {
            Ok(value) => (LocalState::Done(value.clone()), value),
            Err(errors) => (LocalState::Failed(errors), Value::DYNAMIC),
        };
        self.states.borrow_mut().insert(name.clone(), state);
        Ok(value)
    }

    fn enter(&self, name: &Arc<str>, from: Span) -> Result<(), Diagnostic> {
        let mut open = self.open.borrow_mut();
        if let Some(start) = open.iter().position(|(open, _)| open == name) {
            let round = open.get(start..).unwrap_or_default();
            let names: Vec<String> =
                round.iter().map(|(name, _)| name).chain([name]).map(|name| format!("local.{name}")).collect();
            let mut error = Diagnostic::error("Local values refer to each other in a circle")
                .detail(format!("{}.", names.join(" refers to ")))
                .at(from);
            for (_, span) in round.iter().skip(1) {
                error = error.also(*span, "through this reference");
            }
            return Err(error);
        }
        if open.len() > MAX_DEPTH {
            return Err(Diagnostic::error("Local values nested too deep")
                .detail(format!(
                    "Local values refer to local values {MAX_DEPTH} deep here, which is more than is allowed."
                ))
                .at(from));
        }
        open.push((name.clone(), from));
        Ok(())
    }
}

pub(super) fn unknown_local<'n>(name: &str, known: impl Iterator<Item = &'n str>, span: Span) -> Diagnostic {
    let error = Diagnostic::error("Reference to undeclared local value")
        .detail(format!("There is no local value named \"{name}\" in this file."))
        .at(span);
    match nearest(name, known) {
        Some(near) => error.help(format!("a local value with a similar name exists: `{near}`")),
        None => error,
    }
}

impl Scope for Locals<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        match (&*traversal.root.name, traversal.steps.first()) {
            ("local", Some(Step::Attr(name, _) | Step::Key(name, _))) => {
                let value = self.value(name, traversal.span())?;
                Ok(Resolved { value, steps: 1 })
            }
            ("local", _) => Err(Diagnostic::error("Unsupported reference")
                .detail("Within locals, refer to one local value at a time: local.NAME.")
                .at(traversal.span())),
            _ => self.inner.resolve(traversal),
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

/// The file that a folder's unit is configured in.
pub(super) const UNIT_FILE: &str = "terragrunt.hcl";

/// What `path` means as the configuration of another unit: the file itself, or the one in the folder.
pub(super) fn config_in(path: PathBuf, is_dir: bool) -> PathBuf {
    if is_dir { path.join(UNIT_FILE) } else { path }
}
