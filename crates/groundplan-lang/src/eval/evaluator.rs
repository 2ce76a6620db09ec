use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::{Kind, Map, Marks, Type, Value, convert};

use super::access::{index, step};
use super::references::references;
use super::scope::Scope;
use crate::syntax::{Expr, ExprKind, Ident, ObjectItem, ObjectKey, Template, Traversal};

/// Evaluates an expression.
///
/// # Errors
/// All that is wrong, each with its place and the values of the symbols around it. Warnings cannot occur.
pub fn evaluate(expr: &Expr, scope: &dyn Scope) -> Result<Value, Diags> {
    let mut evaluator = Evaluator::new(scope);
    let value = evaluator.expr(expr);
    evaluator.finish(value)
}

/// Evaluates a template to a string, or to the value of its only interpolation.
///
/// # Errors
/// As [`evaluate`].
pub fn evaluate_template(template: &Template, scope: &dyn Scope) -> Result<Value, Diags> {
    let mut evaluator = Evaluator::new(scope);
    let value = evaluator.template(template, Span::NONE);
    evaluator.finish(value)
}

/// One evaluation: the scope, the names bound by `for` expressions around, the element of the splat around, the errors.
pub(super) struct Evaluator<'a> {
    pub(super) scope: &'a dyn Scope,
    pub(super) bound: Vec<(Arc<str>, Value)>,
    pub(super) splat_item: Option<Value>,
    pub(super) diags: Diags,
}

impl<'a> Evaluator<'a> {
    fn new(scope: &'a dyn Scope) -> Self {
        Self { scope, bound: Vec::new(), splat_item: None, diags: Diags::new() }
    }

    fn finish(self, value: Value) -> Result<Value, Diags> {
        if self.diags.has_errors() { Err(self.diags) } else { Ok(value) }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Value {
        match &expr.kind {
            ExprKind::Literal(value) => value.clone(),
            ExprKind::Template(template) => self.template(template, expr.span),
            ExprKind::Traversal(traversal) => self.traversal(expr, traversal),
            ExprKind::Step(inner, next) => {
                let value = self.checked(inner);
                match value {
                    Some(value) => self.check(expr, step(&value, next)),
                    None => Value::DYNAMIC,
                }
            }
            ExprKind::Index(parts) => {
                let before = self.diags.len();
                let (collection, key) = (self.expr(&parts.collection), self.expr(&parts.key));
                let value = self.check(expr, index(&collection, &key, parts.brackets));
                if self.diags.len() == before { value } else { Value::DYNAMIC }
            }
            ExprKind::Splat(splat) => self.splat(expr, splat),
            ExprKind::SplatItem => self.splat_item.clone().unwrap_or(Value::DYNAMIC),
            ExprKind::Call(call) => self.call(expr, call),
            ExprKind::Conditional(conditional) => self.conditional(expr, conditional),
            ExprKind::Binary(operator, left, right) => self.binary(expr, *operator, left, right),
            ExprKind::Unary(operator, operand) => self.unary(expr, *operator, operand),
            ExprKind::Tuple(items) => Value::tuple(items.iter().map(|item| self.expr(item)).collect::<Vec<_>>()),
            ExprKind::Object(items) => self.object(items),
            ExprKind::For(each) => self.for_expr(expr, each),
            ExprKind::Parens(inner) => self.expr(inner),
        }
    }

    /// The value of an expression, or `None` when it has an error of its own, so that no second error follows from it.
    pub(super) fn checked(&mut self, expr: &Expr) -> Option<Value> {
        let before = self.diags.len();
        let value = self.expr(expr);
        (self.diags.len() == before).then_some(value)
    }

    /// The value, or unknown and a reported error.
    pub(super) fn check(&mut self, expr: &Expr, result: Result<Value, Diagnostic>) -> Value {
        result.unwrap_or_else(|error| self.fail(expr, error))
    }

    /// Reports an error about an expression, with the values of its symbols. Gives the value to go on with.
    pub(super) fn fail(&mut self, expr: &Expr, error: Diagnostic) -> Value {
        let mut error = error;
        for traversal in references(expr) {
            let symbol = written(traversal);
            if error.values.iter().any(|(known, _)| *known == symbol) {
                continue;
            }
            if let Ok(value) = self.lookup(traversal) {
                error = error.value(symbol, super::describe::describe(&value));
            }
        }
        self.diags.push(error);
        Value::DYNAMIC
    }

    fn traversal(&mut self, expr: &Expr, traversal: &Traversal) -> Value {
        let result = self.lookup(traversal);
        match result {
            Ok(value) => value,
            Err(error) => {
                // The part that exists is worth showing: `local.x is object with no attributes`.
                let mut error = error;
                for known in (0..traversal.steps.len()).rev() {
                    let part = Traversal {
                        root: traversal.root.clone(),
                        steps: traversal.steps.iter().take(known).cloned().collect(),
                    };
                    if let Ok(value) = self.lookup(&part) {
                        error = error.value(written(&part), super::describe::describe(&value));
                        break;
                    }
                }
                let _ = expr;
                self.diags.push(error);
                Value::DYNAMIC
            }
        }
    }

    fn lookup(&self, traversal: &Traversal) -> Result<Value, Diagnostic> {
        let bound = self.bound.iter().rev().find(|(name, _)| *name == traversal.root.name);
        let (mut value, taken) = match bound {
            Some((_, value)) => (value.clone(), 0),
            None => {
                let resolved = self.scope.resolve(traversal)?;
                (resolved.value, resolved.steps)
            }
        };
        for next in traversal.steps.iter().skip(taken) {
            value = step(&value, next)?;
        }
        Ok(value)
    }

    fn object(&mut self, items: &[ObjectItem]) -> Value {
        let mut map = Map::new();
        let mut marks = Marks::NONE;
        let mut known = true;
        for item in items {
            let key = match &item.key {
                ObjectKey::Name(name) => Some(Value::string(&name.name)),
                ObjectKey::Expr(key) => self.checked(key),
            };
            let value = self.expr(&item.value);
            let Some(key) = key.and_then(|key| self.object_key(&item.key, &key)) else {
                known = false;
                continue;
            };
            marks |= key.marks();
            match key.as_str() {
                Some(key) => {
                    map.insert(key.clone(), value);
                }
                None => known = false,
            }
        }
        if known { Value::object(map).mark(marks) } else { Value::DYNAMIC.mark(marks) }
    }

    fn object_key(&mut self, source: &ObjectKey, key: &Value) -> Option<Value> {
        let span = source.span();
        if key.is_null() {
            self.diags.push(Diagnostic::error("Null value as key").detail("Can't use a null value as a key.").at(span));
            return None;
        }
        match convert(key, &Type::String) {
            Ok(key) => Some(key),
            Err(error) => {
                self.diags.push(
                    Diagnostic::error("Incorrect key type")
                        .detail(format!("Can't use this value as a key: {error}."))
                        .at(span),
                );
                None
            }
        }
    }

    /// Evaluates something with names bound.
    pub(super) fn with<T>(
        &mut self,
        key: Option<(&Ident, Value)>,
        value: (&Ident, Value),
        inner: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let before = self.bound.len();
        self.bound.extend(key.map(|(name, key)| (name.name.clone(), key)));
        self.bound.push((value.0.name.clone(), value.1));
        let result = inner(self);
        self.bound.truncate(before);
        result
    }

    /// Evaluates something whose errors are looked at instead of being reported.
    pub(super) fn attempt(&mut self, expr: &Expr) -> Result<Value, Diags> {
        let (value, found) = self.apart(expr);
        if found.has_errors() { Err(found) } else { Ok(value) }
    }

    /// Evaluates something and gives its errors beside the value to go on with.
    pub(super) fn apart(&mut self, expr: &Expr) -> (Value, Diags) {
        let before = std::mem::take(&mut self.diags);
        let value = self.expr(expr);
        let found = std::mem::replace(&mut self.diags, before);
        (value, found)
    }
}

/// A traversal as it is written, for messages.
fn written(traversal: &Traversal) -> String {
    use crate::syntax::Step;
    let mut text = traversal.root.name.to_string();
    for next in &traversal.steps {
        match next {
            Step::Attr(name, _) => {
                text.push('.');
                text.push_str(name);
            }
            Step::Key(key, _) => text.push_str(&format!("[{key:?}]")),
            Step::Index(at, _) => text.push_str(&format!("[{at}]")),
        }
    }
    text
}

/// Whether a value is the bare `null`, of no type.
pub(super) fn is_untyped_null(value: &Value) -> bool {
    matches!(value.kind(), Kind::Null(Type::Dynamic))
}
