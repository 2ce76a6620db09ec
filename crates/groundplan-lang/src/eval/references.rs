use std::sync::Arc;

use crate::syntax::{Expr, ExprKind, ForKind, Ident, ObjectKey, Template, TemplatePart, Traversal};

/// A reference in an expression.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// What is written.
    pub traversal: &'a Traversal,
    /// Whether the expression may have a value although this has none: within `try` and `can`, and in the branches of
    /// conditionals.
    pub guarded: bool,
}

/// The traversals of an expression that refer to something outside of it: names that a `for` binds are left out.
#[must_use]
pub fn references(expr: &Expr) -> Vec<&Traversal> {
    guarded_references(expr).into_iter().map(|reference| reference.traversal).collect()
}

/// As [`references`], with how each is used.
#[must_use]
pub fn guarded_references(expr: &Expr) -> Vec<Reference<'_>> {
    let mut walk = Walk::default();
    walk.expr(expr);
    walk.found
}

/// As [`references`], of a template.
pub(super) fn template_references(template: &Template) -> Vec<&Traversal> {
    let mut walk = Walk::default();
    walk.template(template);
    walk.found.into_iter().map(|reference| reference.traversal).collect()
}

/// The traversal that an expression is, if it is nothing else: for arguments that take a reference and not a value, such
/// as `depends_on` and `provider`.
#[must_use]
pub fn expr_traversals(expr: &Expr) -> Option<&Traversal> {
    match &expr.kind {
        ExprKind::Traversal(traversal) => Some(traversal),
        ExprKind::Parens(inner) => expr_traversals(inner),
        _ => None,
    }
}

#[derive(Default)]
struct Walk<'a> {
    found: Vec<Reference<'a>>,
    bound: Vec<&'a Arc<str>>,
    guarded: bool,
}

impl<'a> Walk<'a> {
    fn expr(&mut self, expr: &'a Expr) {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::SplatItem => {}
            ExprKind::Template(template) => self.template(template),
            ExprKind::Traversal(traversal) => {
                if !self.bound.contains(&&traversal.root.name) {
                    self.found.push(Reference { traversal, guarded: self.guarded });
                }
            }
            ExprKind::Step(inner, _) | ExprKind::Parens(inner) | ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Index(index) => {
                self.expr(&index.collection);
                self.expr(&index.key);
            }
            ExprKind::Splat(splat) => {
                self.expr(&splat.source);
                self.expr(&splat.each);
            }
            ExprKind::Call(call) if matches!(&*call.name.name, "try" | "can") => {
                self.guard(|walk| call.args.iter().for_each(|arg| walk.expr(arg)));
            }
            ExprKind::Call(call) => call.args.iter().for_each(|arg| self.expr(arg)),
            ExprKind::Conditional(conditional) => {
                self.expr(&conditional.condition);
                self.guard(|walk| {
                    walk.expr(&conditional.then);
                    walk.expr(&conditional.otherwise);
                });
            }
            ExprKind::Binary(_, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Tuple(items) => items.iter().for_each(|item| self.expr(item)),
            ExprKind::Object(items) => {
                for item in items {
                    if let ObjectKey::Expr(key) = &item.key {
                        self.expr(key);
                    }
                    self.expr(&item.value);
                }
            }
            ExprKind::For(each) => {
                self.expr(&each.collection);
                self.binding(each.key_var.as_ref(), &each.value_var, |walk| {
                    match &each.kind {
                        ForKind::Tuple { value } => walk.expr(value),
                        ForKind::Object { key, value, .. } => {
                            walk.expr(key);
                            walk.expr(value);
                        }
                    }
                    if let Some(condition) = &each.condition {
                        walk.expr(condition);
                    }
                });
            }
        }
    }

    fn template(&mut self, template: &'a Template) {
        for part in &template.parts {
            match part {
                TemplatePart::Literal(..) | TemplatePart::Invalid(_) => {}
                TemplatePart::Interpolation(expr) => self.expr(expr),
                TemplatePart::If { condition, then, otherwise } => {
                    self.expr(condition);
                    self.guard(|walk| {
                        walk.template(then);
                        walk.template(otherwise);
                    });
                }
                TemplatePart::For { key_var, value_var, collection, body, .. } => {
                    self.expr(collection);
                    self.binding(key_var.as_ref(), value_var, |walk| walk.template(body));
                }
            }
        }
    }

    fn guard(&mut self, inner: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.guarded, true);
        inner(self);
        self.guarded = before;
    }

    fn binding(&mut self, key: Option<&'a Ident>, value: &'a Ident, inner: impl FnOnce(&mut Self)) {
        let before = self.bound.len();
        self.bound.extend(key.map(|key| &key.name));
        self.bound.push(&value.name);
        inner(self);
        self.bound.truncate(before);
    }
}
