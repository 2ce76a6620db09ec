use groundplan_diag::Diagnostic;
use groundplan_value::{Number, Type, Value, convert};

use super::evaluator::Evaluator;
use crate::syntax::{BinaryOp, Expr, UnaryOp};

impl Evaluator<'_> {
    /// Operands that fail count as unknown values of the types that they would have, so that what is wrong with the other
    /// one, and with the place of this one, is said too.
    pub(super) fn binary(&mut self, expr: &Expr, operator: BinaryOp, left: &Expr, right: &Expr) -> Value {
        let before = self.diags.len();
        let (a, b) = (self.expr(left), self.expr(right));
        let (ty, result_ty) = match operator {
            BinaryOp::Equal | BinaryOp::NotEqual => (Type::Dynamic, Type::Bool),
            BinaryOp::And | BinaryOp::Or => (Type::Bool, Type::Bool),
            BinaryOp::Less | BinaryOp::LessEqual | BinaryOp::Greater | BinaryOp::GreaterEqual => {
                (Type::Number, Type::Bool)
            }
            _ => (Type::Number, Type::Number),
        };
        let (a, b) = (self.operand(expr, left, &a, &ty, "left"), self.operand(expr, right, &b, &ty, "right"));
        let (Some(a), Some(b)) = (a, b) else { return Value::unknown(result_ty) };
        if self.diags.len() > before {
            return Value::unknown(result_ty);
        }
        if ty == Type::Dynamic {
            let marks = a.deep_marks() | b.deep_marks();
            let equal = a.unmark_deep().equals(&b.unmark_deep());
            return truth(equal.map(|equal| equal == (operator == BinaryOp::Equal))).mark(marks);
        }
        if !self.not_null(expr, left, &a) || !self.not_null(expr, right, &b) {
            return Value::unknown(result_ty);
        }
        let marks = a.marks() | b.marks();
        let result = match (a.as_number(), b.as_number(), a.as_bool(), b.as_bool()) {
            (Some(a), Some(b), ..) => match arithmetic(operator, a, b) {
                Ok(value) => value,
                Err(message) => {
                    let detail = format!("Error during operation: {message}.");
                    self.fail(expr, Diagnostic::error("Operation failed").detail(detail).at(expr.span));
                    return Value::unknown(result_ty);
                }
            },
            (_, _, Some(a), Some(b)) => Value::bool(if operator == BinaryOp::And { a && b } else { a || b }),
            _ if ty == Type::Number && result_ty == Type::Bool => truth(by_ranges(operator, &a, &b)),
            _ => Value::unknown_not_null(result_ty),
        };
        result.mark(marks)
    }

    pub(super) fn unary(&mut self, expr: &Expr, operator: UnaryOp, operand: &Expr) -> Value {
        let ty = if operator == UnaryOp::Not { Type::Bool } else { Type::Number };
        let before = self.diags.len();
        let value = self.expr(operand);
        let Some(value) = self.operand(expr, operand, &value, &ty, "unary") else { return Value::unknown(ty) };
        if self.diags.len() > before || !self.not_null(expr, operand, &value) {
            return Value::unknown(ty);
        }
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
            Ok(value) => Some(value),
            Err(error) => {
                self.fail(whole, wrong(error.to_string()));
                None
            }
        }
    }

    fn not_null(&mut self, whole: &Expr, source: &Expr, value: &Value) -> bool {
        if value.is_null() {
            let detail = "Error during operation: argument must not be null.";
            self.fail(whole, Diagnostic::error("Operation failed").detail(detail).at(source.span));
        }
        !value.is_null()
    }
}

fn truth(known: Option<bool>) -> Value {
    known.map_or_else(|| Value::unknown_not_null(Type::Bool), Value::bool)
}

/// A comparison of numbers not both of which are known. To be equal or less, both must be known to be so or not.
fn by_ranges(operator: BinaryOp, a: &Value, b: &Value) -> Option<bool> {
    match operator {
        BinaryOp::Less => a.less_than(b),
        BinaryOp::Greater => b.less_than(a),
        BinaryOp::LessEqual => Some(a.less_than(b)? | a.equals(b)?),
        BinaryOp::GreaterEqual => Some(b.less_than(a)? | a.equals(b)?),
        _ => None,
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
