use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_value::{Value, nearest};

use crate::functions::CallContext;
use crate::syntax::{Call, Traversal};

/// What a name and its steps stand for.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// The value.
    pub value: Value,
    /// How many of the traversal's steps it already took: a resource takes its type's and its name's, for instance.
    pub steps: usize,
}

/// The names that an expression may refer to, and what calling a function may need.
pub trait Scope {
    /// The value of a traversal's name and of as many of its steps as the scope knows by itself.
    ///
    /// # Errors
    /// When there is no such thing; the diagnostic points at it.
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic>;

    /// What built-in functions get from outside.
    fn call_context(&self) -> &CallContext;

    /// Calls a function that is not built in: of a provider, or of the live repository's language. `None` when there is
    /// no such function.
    fn call(&self, call: &Call, arguments: &[Value]) -> Option<Result<Value, Diagnostic>> {
        let _ = (call, arguments);
        None
    }

    /// Names of functions that are not built in, for suggestions.
    fn function_names(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A scope of plain variables: what a template file or a type's default sees.
pub struct Variables<'a> {
    /// The variables by name.
    pub variables: BTreeMap<Arc<str>, Value>,
    /// What functions get from outside.
    pub context: &'a CallContext,
}

impl Scope for Variables<'_> {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        let name = &traversal.root.name;
        if let Some(value) = self.variables.get(name) {
            return Ok(Resolved { value: value.clone(), steps: 0 });
        }
        let error = Diagnostic::error("Unknown variable")
            .detail(format!("There is no variable named \"{name}\"."))
            .at(traversal.root.span);
        Err(match nearest(name, self.variables.keys().map(|known| &**known)) {
            Some(near) => error.help(format!("a variable with a similar name exists: `{near}`")),
            None => error,
        })
    }

    fn call_context(&self) -> &CallContext {
        self.context
    }
}
