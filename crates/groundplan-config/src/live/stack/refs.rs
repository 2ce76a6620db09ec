use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::{Resolved, Scope, evaluate};
use groundplan_lang::functions::CallContext;
use groundplan_lang::syntax::{Call, Expr, Traversal};
use groundplan_value::{Value, nearest};

use super::expansion::Element;
use super::file::Kind;
use crate::live::config::Config;
use crate::live::file::{Field, Fields, NamedBlock};
use crate::live::scope::{ConfigScope, Names, step_name};

/// Where the components of a stack stand, by kind and name.
pub(super) type Places = BTreeMap<(&'static str, Arc<str>), PathBuf>;

/// The names in a stack file: those of any configuration file, and `unit.NAME.path` and `stack.NAME.path`.
pub(super) struct StackScope<'a> {
    pub(super) places: &'a Places,
    inner: ConfigScope<'a>,
    element: Option<&'a Element>,
}

impl<'a> StackScope<'a> {
    pub(super) fn new(config: &'a Config, places: &'a Places) -> Self {
        Self { places, inner: ConfigScope::new(config, Names::WithoutOutputs), element: None }
    }

    /// The same for the expressions of an expanded component, which speak of what it is there for.
    pub(super) fn of(self, element: Option<&'a Element>) -> Self {
        Self { element, ..self }
    }

    /// The value of an expression.
    pub(super) fn evaluate(&self, expr: &Expr, diags: &mut Diags) -> Option<Value> {
        match evaluate(expr, self) {
            Ok(value) => Some(value),
            Err(errors) => {
                diags.extend(errors);
                None
            }
        }
    }

    /// The evaluated arguments of a block.
    pub(super) fn fields(&self, fields: &[Field], block: &NamedBlock, diags: &mut Diags) -> Fields {
        Fields::read(fields, block.span, true, diags, |name, diags| {
            let expr = &block.attr(name)?.expr;
            Some((self.evaluate(expr, diags)?, expr.span))
        })
    }

    fn component(&self, kind: Kind, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let of_kind = || self.places.keys().filter(|(known, _)| *known == kind.name());
        let Some(name) = traversal.steps.first().and_then(step_name) else {
            return Err(Diagnostic::error("Unsupported reference")
                .detail(format!("A name must follow, as in `{}.NAME.path`.", kind.name()))
                .at(traversal.span()));
        };
        match self.places.get(&(kind.name(), name.clone())) {
            Some(dir) => {
                let path = Value::string(dir.to_string_lossy());
                Ok(Resolved { value: Value::object([("name", Value::string(&name)), ("path", path)]), steps: 1 })
            }
            None => {
                let error = Diagnostic::error(format!("Unknown {}", kind.name()))
                    .detail(format!("This file has no {} block named \"{name}\".", kind.name()))
                    .at(traversal.span());
                Err(match nearest(&name, of_kind().map(|(_, name)| &**name)) {
                    Some(near) => error.help(format!("a block with a similar name exists: `{near}`")),
                    None => error,
                })
            }
        }
    }
}

impl Scope for StackScope<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        if let Some(element) = self.element.filter(|element| element.root == &*traversal.root.name) {
            return Ok(Resolved { value: element.value.clone(), steps: 0 });
        }
        match &*traversal.root.name {
            "unit" => self.component(Kind::Unit, traversal),
            "stack" => self.component(Kind::Stack, traversal),
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
