use super::{Expr, ExprKind, ForKind, ObjectKey, Template, TemplatePart};

impl Expr {
    /// Calls `visit` with this expression and all expressions within it, outermost first. Deep nesting is no danger: the
    /// parser bounds it.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match &self.kind {
            ExprKind::Literal(_) | ExprKind::Traversal(_) | ExprKind::SplatItem => {}
            ExprKind::Template(template) => walk_template(template, visit),
            ExprKind::Step(inner, _) | ExprKind::Parens(inner) | ExprKind::Unary(_, inner) => inner.walk(visit),
            ExprKind::Index(index) => {
                index.collection.walk(visit);
                index.key.walk(visit);
            }
            ExprKind::Splat(splat) => {
                splat.source.walk(visit);
                splat.each.walk(visit);
            }
            ExprKind::Call(call) => call.args.iter().for_each(|arg| arg.walk(visit)),
            ExprKind::Conditional(conditional) => {
                conditional.condition.walk(visit);
                conditional.then.walk(visit);
                conditional.otherwise.walk(visit);
            }
            ExprKind::Binary(_, left, right) => {
                left.walk(visit);
                right.walk(visit);
            }
            ExprKind::Tuple(items) => items.iter().for_each(|item| item.walk(visit)),
            ExprKind::Object(items) => {
                for item in items {
                    if let ObjectKey::Expr(key) = &item.key {
                        key.walk(visit);
                    }
                    item.value.walk(visit);
                }
            }
            ExprKind::For(each) => {
                each.collection.walk(visit);
                match &each.kind {
                    ForKind::Tuple { value } => value.walk(visit),
                    ForKind::Object { key, value, .. } => {
                        key.walk(visit);
                        value.walk(visit);
                    }
                }
                if let Some(condition) = &each.condition {
                    condition.walk(visit);
                }
            }
        }
    }
}

fn walk_template<'a>(template: &'a Template, visit: &mut dyn FnMut(&'a Expr)) {
    for part in &template.parts {
        match part {
            TemplatePart::Literal(..) | TemplatePart::Invalid(_) => {}
            TemplatePart::Interpolation(expr) => expr.walk(visit),
            TemplatePart::If { condition, then, otherwise } => {
                condition.walk(visit);
                walk_template(then, visit);
                walk_template(otherwise, visit);
            }
            TemplatePart::For { collection, body, .. } => {
                collection.walk(visit);
                walk_template(body, visit);
            }
        }
    }
}
