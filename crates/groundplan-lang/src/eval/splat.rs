use groundplan_diag::Diagnostic;
use groundplan_value::{Kind, Type, Value};

use super::evaluator::Evaluator;
use crate::syntax::{Expr, Splat};

impl Evaluator<'_> {
    /// On what is no list, set or tuple: null gives an empty tuple, anything else counts as a tuple of one.
    pub(super) fn splat(&mut self, expr: &Expr, splat: &Splat) -> Value {
        let Some(source) = self.checked(&splat.source) else { return Value::DYNAMIC };
        let (source, marks) = source.unmark();
        let ty = source.ty();
        let sequence = matches!(ty, Type::List(_) | Type::Set(_) | Type::Tuple(_));
        if source.is_null() {
            if !sequence {
                return Value::tuple([]).mark(marks);
            }
            let error = Diagnostic::error("Attempt to get attribute from null value")
                .detail("Splat expressions (with the * symbol) cannot be applied to null sequences.")
                .at(splat.source.span.to(splat.marker));
            return self.fail(expr, error);
        }
        if ty == Type::Dynamic {
            return Value::DYNAMIC.mark(marks);
        }
        let elements = match source.kind() {
            Kind::Unknown(Type::List(element) | Type::Set(element), _) => {
                let each = self.each(splat, Value::unknown((**element).clone()));
                return Value::unknown(Type::list(each.ty())).mark(marks);
            }
            Kind::Unknown(Type::Tuple(types), _) => {
                let each = types.iter().map(|ty| self.each(splat, Value::unknown(ty.clone())).ty());
                return Value::unknown(Type::tuple(each.collect::<Vec<_>>())).mark(marks);
            }
            Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => items.to_vec(),
            // If it is null there will be no element.
            Kind::Unknown(..) if !source.is_certainly_not_null() => {
                self.each(splat, source.clone());
                return Value::DYNAMIC.mark(marks);
            }
            _ => vec![source.clone()],
        };
        let results: Vec<Value> = elements.into_iter().map(|element| self.each(splat, element)).collect();
        let Some(element) = ty.element().filter(|_| sequence) else { return Value::tuple(results).mark(marks) };
        let result_ty = match results.first() {
            Some(first) => first.ty(),
            None => self.each(splat, Value::unknown(element.clone())).ty(),
        };
        // Elements of a list that come out with different types, as attributes of type `any` may, make a tuple.
        if results.iter().all(|result| result.ty() == result_ty) {
            Value::list(result_ty, results).mark(marks)
        } else {
            Value::tuple(results).mark(marks)
        }
    }

    fn each(&mut self, splat: &Splat, element: Value) -> Value {
        let outer = self.splat_item.replace(element);
        let result = self.expr(&splat.each);
        self.splat_item = outer;
        result
    }
}
