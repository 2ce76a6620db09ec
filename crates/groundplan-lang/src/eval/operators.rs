use groundplan_diag::Diagnostic;
use groundplan_value::{Number, Type, Value, convert};

use super::evaluator::Evaluator;
use crate::syntax::{BinaryOp, Expr, UnaryOp};

impl Evaluator<'_> {
    pub(super) fn binary(&mut self, expr: &Expr, operator: BinaryOp, left: &Expr, right: &Expr) -> Value {
        let (a, b) = (self.checked(left), self.checked(right));
        let (Some(a), Some(b)) = (a, b) else { return Value::DYNAMIC };
        if matches!(operator, BinaryOp::Equal | BinaryOp::NotEqual) {
            let marks = a.deep_marks() | b.deep_marks();
            let equal = a.unmark_deep().equals(&b.unmark_deep());
            let wanted = operator == BinaryOp::Equal;
            let result =
                equal.map_or_else(|| Value::unknown_not_null(Type::Bool), |equal| Value::bool(equal == wanted));
            return result.mark(marks);
        }
        let (ty, result_ty) = match operator {
            BinaryOp::And | BinaryOp::Or => (Type::Bool, Type::Bool),
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
                (Type::Number, Type::Bool)
            }
            _ => (Type::Number, Type::Number),
        };
        let (a, b) = (self.operand(expr, left, &a, &ty, "left"), self.operand(expr, right, &b, &ty, "right"));
        let (Some(a), Some(b)) = (a, b) else { return Value::unknown(result_ty) };
        let marks = a.marks() | b.marks();
        let result = match (a.as_number(), b.as_number(), a.as_bool(), b.as_bool()) {
            (Some(a), Some(b), ..) => match arithmetic(operator, a, b) {
                Ok(value) => value,
                Err(message) => {
                    let detail = format!("Error during operation: {message}.");
                    return self.fail(expr, Diagnostic::error("Operation failed").detail(detail).at(expr.span));
                }
            },
            (_, _, Some(a), Some(b)) => Value::bool(if operator == BinaryOp::And { a && b } else { a || b }),
            _ => Value::unknown_not_null(result_ty),
        };
        result.mark(marks)
    }

    pub(super) fn unary(&mut self, expr: &Expr, operator: UnaryOp, operand: &Expr) -> Value {
        let ty = if operator == UnaryOp::Not { Type::Bool } else { Type::Number };
        let Some(value) = self.checked(operand) else { return Value::unknown(ty) };
        let Some(value) = self.operand(expr, operand, &value, &ty, "unary") else { return Value::unknown(ty) };
        let result = match (value.as_number(), value.as_bool()) {
            (Some(number), _) => Value::number(number.negate()),
            (_, Some(value)) => Value::bool(!value),
            _ => Value::unknown_not_null(ty),
        };
        result.mark(value.marks())
    }

    fn operand(&mut self, whole: &Expr, source: &Expr, value: &Value, ty: &Type, side: &str) -> Option<Value> {
        let wrong = |why: String| {
            Diagnostic::error("Invalid operand")
                .detail(format!("Unsuitable value for {side} operand: {why}."))
                .label(source.span, "")
        };
        match convert(value, ty) {
            Ok(value) if value.is_null() => {
                self.fail(
                    whole,
                    Diagnostic::error("Operation failed")
                        .detail("Error during operation: argument must not be null.")
                        .at(source.span),
                );
                None
            }
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(whole, wrong(error.to_string()));
                None
            }
        }
    }
}

/// The messages are those of `cty`'s functions behind the operators. Two numbers may be equal as they are written and yet
/// one be the less (see [`Number`]), so that `<=` asks for both.
fn arithmetic(operator: BinaryOp, a: &Number, b: &Number) -> Result<Value, &'static str> {
    Ok(match operator {
        BinaryOp::Add => Value::number(a.add(b).ok_or("can't compute sum of opposing infinities")?),
        BinaryOp::Subtract => Value::number(a.subtract(b).ok_or("can't subtract infinity from itself")?),
        BinaryOp::Multiply => Value::number(a.multiply(b).ok_or("can't multiply zero by infinity")?),
        BinaryOp::Divide => Value::number(a.divide(b).ok_or("can't divide zero by zero or infinity by infinity")?),
        BinaryOp::Modulo => Value::number(a.remainder(b).ok_or("can't use modulo with zero and infinity")?),
        BinaryOp::Less => Value::bool(a < b),
        BinaryOp::LessEqual => Value::bool(a == b || a.cmp(b).is_lt()),
        BinaryOp::Greater => Value::bool(a > b),
        BinaryOp::GreaterEqual => Value::bool(a == b || a.cmp(b).is_gt()),
        // Not reached: these do not take numbers.
        BinaryOp::Equal | BinaryOp::NotEqual | BinaryOp::And | BinaryOp::Or => Value::DYNAMIC,
    })
}
