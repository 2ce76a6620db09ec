use groundplan_diag::Diagnostic;
use groundplan_value::{Refinement, Type, Value, convert, unify};

use super::evaluator::{Evaluator, is_untyped_null};
use crate::syntax::{Conditional, Expr};

impl Evaluator<'_> {
    /// Both branches are evaluated, because the type of the result depends on both; errors count of the chosen one only, and
    /// of none while the condition is not known.
    pub(super) fn conditional(&mut self, expr: &Expr, conditional: &Conditional) -> Value {
        let (then, then_diags) = self.apart(&conditional.then);
        let (otherwise, otherwise_diags) = self.apart(&conditional.otherwise);
        let ty = if is_untyped_null(&then) {
            Some(otherwise.ty())
        } else if is_untyped_null(&otherwise) {
            Some(then.ty())
        } else if then.ty() == Type::Dynamic || otherwise.ty() == Type::Dynamic {
            // A value of which not even the type is known leaves the type of the other open.
            Some(Type::Dynamic)
        } else {
            unify(&[then.ty(), otherwise.ty()])
        };
        let Some(ty) = ty else {
            let why = describe_mismatch(&then.ty(), &otherwise.ty());
            let error = Diagnostic::error("Inconsistent conditional result types")
                .detail(format!("The true and false result expressions must have consistent types. {why}"))
                .at(expr.span);
            self.fail(expr, error);
            // What is wrong within may be why the types are.
            self.diags.extend(then_diags);
            self.diags.extend(otherwise_diags);
            return Value::DYNAMIC;
        };
        let Some(condition) = self.checked(&conditional.condition) else { return Value::unknown(ty) };
        if condition.is_null() {
            self.fail(
                &conditional.condition,
                Diagnostic::error("Null condition")
                    .detail("The condition value is null. Conditions must either be true or false.")
                    .at(conditional.condition.span),
            );
            return Value::unknown(ty);
        }
        // What is marked in the one branch marks the other too, so that the result does not tell which it was.
        let marks = condition.marks() | then.marks() | otherwise.marks();
        if !condition.is_known() {
            return either(&then, &otherwise, ty).mark(marks);
        }
        let Ok(condition) = convert(&condition, &Type::Bool) else {
            self.fail(
                &conditional.condition,
                Diagnostic::error("Incorrect condition type")
                    .detail("The condition expression must be of type bool.")
                    .at(conditional.condition.span),
            );
            return Value::unknown(ty);
        };
        let (chosen, diags, which) = match condition.as_bool() {
            None => return either(&then, &otherwise, ty).mark(marks),
            Some(true) => (then, then_diags, "true"),
            Some(false) => (otherwise, otherwise_diags, "false"),
        };
        if diags.has_errors() {
            self.diags.extend(diags);
            return Value::unknown(ty);
        }
        match convert(&chosen, &ty) {
            Ok(value) => value.mark(marks),
            Err(error) => self.fail(
                expr,
                Diagnostic::error("Inconsistent conditional result types")
                    .detail(format!("The {which} result value has the wrong type: {error}."))
                    .at(expr.span),
            ),
        }
    }
}

/// What is known of a value that is one of two, nobody knows which.
fn either(a: &Value, b: &Value, ty: Type) -> Value {
    if a.is_null() && b.is_null() {
        return Value::null(ty);
    }
    let mut refinement =
        Refinement { not_null: a.is_certainly_not_null() && b.is_certainly_not_null(), ..Refinement::default() };
    if ty.is_collection()
        && let (Some((a_min, a_max)), Some((b_min, b_max))) = (length_range(a), length_range(b))
    {
        refinement.length_min = Some(a_min.min(b_min)).filter(|min| *min > 0);
        refinement.length_max = a_max.zip(b_max).map(|(a, b)| a.max(b));
    }
    if let (Type::Number, Some(a), Some(b)) = (&ty, a.as_number(), b.as_number()) {
        refinement.number_min = Some((a.min(b).clone(), true));
        refinement.number_max = Some((a.max(b).clone(), true));
    }
    Value::refined(ty, refinement)
}

fn length_range(value: &Value) -> Option<(usize, Option<usize>)> {
    if value.is_null() {
        return None;
    }
    match (value.len(), value.refinement()) {
        (Some(length), _) => Some((length, Some(length))),
        (None, Some(refinement)) => Some((refinement.length_min.unwrap_or(0), refinement.length_max)),
        (None, None) => Some((0, None)),
    }
}

fn describe_mismatch(then: &Type, otherwise: &Type) -> String {
    match (then, otherwise) {
        (Type::Object(a), Type::Object(b)) => {
            let missing_in = |have: &groundplan_value::ObjectType, other: &groundplan_value::ObjectType| {
                have.attributes.keys().find(|name| !other.attributes.contains_key(*name)).cloned()
            };
            if let Some(name) = missing_in(a, b) {
                format!("The 'true' value includes object attribute \"{name}\", which is absent in the 'false' value.")
            } else if let Some(name) = missing_in(b, a) {
                format!("The 'false' value includes object attribute \"{name}\", which is absent in the 'true' value.")
            } else {
                let differing = a.attributes.iter().find(|(name, ty)| b.attributes.get(*name) != Some(ty));
                let name = differing.map_or("", |(name, _)| name);
                format!("Type mismatch for object attribute \"{name}\".")
            }
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() != b.len() => {
            format!("The 'true' tuple has length {}, but the 'false' tuple has length {}.", a.len(), b.len())
        }
        _ => format!(
            "The 'true' value is {}, but the 'false' value is {}.",
            then.friendly_name(),
            otherwise.friendly_name()
        ),
    }
}
