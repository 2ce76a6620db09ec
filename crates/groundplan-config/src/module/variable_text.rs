use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::{Templates, Variables, evaluate};
use groundplan_lang::functions::{CallContext, NoFiles};
use groundplan_lang::syntax::{Origin, parse_expr};
use groundplan_value::{Type, Value};

use super::Variable;

/// The value of an input variable that is given as text, by an option or by the environment: taken as it stands for primitive
/// types and where no type is declared, else an expression. `what` says what gives it, for messages.
///
/// # Errors
/// When the text is no expression that can be evaluated by itself.
pub fn parse_variable(variable: &Variable, text: &str, what: &str) -> Result<Value, Diagnostic> {
    if variable.ty.is_primitive() || variable.ty == Type::Dynamic {
        return Ok(Value::string(text));
    }
    let wrong = |why: String| {
        Diagnostic::error("Invalid value for input variable")
            .detail(format!(
                "The value that {what} gives for \"{}\", declared as {}, is no expression: {why}",
                variable.name.name, variable.ty
            ))
            .also(variable.span, "declared here")
    };
    let first = |diags: &Diags| diags.iter().next().map(|d| format!("{}. {}", d.summary, d.detail)).unwrap_or_default();
    let (expr, diags) = parse_expr(Origin::none(), text);
    let (Some(expr), false) = (expr, diags.has_errors()) else { return Err(wrong(first(&diags))) };
    let context = CallContext {
        base: Path::new("/").into(),
        files: Arc::new(NoFiles),
        clock: None,
        plan_time: None,
        templates: Arc::new(Templates),
        within: None,
    };
    let scope = Variables { variables: BTreeMap::new(), context: &context };
    evaluate(&expr, &scope).map_err(|diags| wrong(first(&diags)))
}
