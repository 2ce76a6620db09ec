use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_value::Value;

use super::references::references;
use super::scope::{Resolved, Scope};
use super::{Templates, evaluate};
use crate::functions::{CallContext, NoFiles};
use crate::syntax::{Expr, ExprKind, Traversal};

/// The value of an expression that may refer to nothing and call nothing.
///
/// # Errors
/// When it refers to something or calls something, and as [`evaluate`].
pub fn constant(expr: &Expr) -> Result<Value, Diags> {
    let mut diags = Diags::new();
    for traversal in references(expr) {
        diags.push(not_constant(traversal));
    }
    expr.walk(&mut |expr| {
        if let ExprKind::Call(call) = &expr.kind {
            diags.push(
                Diagnostic::error("Function calls not allowed")
                    .detail("Functions may not be called here.")
                    .at(call.name.span),
            );
        }
    });
    if diags.has_errors() {
        return Err(diags);
    }
    let context = CallContext {
        base: Arc::from(Path::new("/")),
        files: Arc::new(NoFiles),
        clock: None,
        plan_time: None,
        templates: Arc::new(Templates),
        within: None,
    };
    evaluate(expr, &Nothing { context })
}

fn not_constant(traversal: &Traversal) -> Diagnostic {
    Diagnostic::error("Variables not allowed").detail("Variables may not be used here.").at(traversal.span())
}

/// A scope without any name.
struct Nothing {
    context: CallContext,
}

impl Scope for Nothing {
    fn resolve(&self, traversal: &Traversal) -> Result<Resolved, Diagnostic> {
        Err(not_constant(traversal))
    }

    fn call_context(&self) -> &CallContext {
        &self.context
    }
}
