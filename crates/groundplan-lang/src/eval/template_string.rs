use crate::functions::FunctionError;
use crate::syntax::{Expr, ExprKind, TemplatePart};

const ELSEWHERE: &str = "invalid template expression: templatestring is only for rendering templates retrieved dynamically \
                         from elsewhere";

/// The template of `templatestring` must be a reference, so that nobody builds one from parts that were meant as data.
pub(super) fn check_template(expr: &Expr) -> Result<(), FunctionError> {
    let why = match &expr.kind {
        _ if is_reference(expr) => return Ok(()),
        ExprKind::Template(template) => match template.parts.as_slice() {
            [TemplatePart::Interpolation(_)] => format!(
                "{ELSEWHERE}; to treat the inner expression as template syntax, write the reference expression directly \
                 without any template interpolation syntax"
            ),
            [] | [TemplatePart::Literal(..)] => format!(
                "{ELSEWHERE}, and so does not support providing a literal template; consider using a template string \
                 expression instead"
            ),
            _ => format!("{ELSEWHERE}; to render an inline template, consider using a plain template string expression"),
        },
        _ => "invalid template expression: must be a direct reference to a single string from elsewhere, containing valid \
              Terraform template syntax"
            .to_owned(),
    };
    Err(FunctionError::argument(0, why))
}

fn is_reference(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Traversal(_) => true,
        ExprKind::Step(source, _) => is_reference(source),
        ExprKind::Index(index) => is_reference(&index.collection),
        ExprKind::Splat(splat) => is_reference(&splat.source),
        _ => false,
    }
}
