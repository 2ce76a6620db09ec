use crate::syntax::{Expr, ExprKind, ObjectItem, ObjectKey, Template, TemplatePart};

impl Expr {
    /// The expression as it is read where nothing may be interpolated: a string of JSON syntax is its text, whatever
    /// sequences it holds. Expressions of native syntax stay as they are.
    #[must_use]
    pub fn literal_only(&self) -> Self {
        let kind = match &self.kind {
            ExprKind::Template(Template { json: Some(text), .. }) => {
                let parts = vec![TemplatePart::Literal(text.clone(), self.span)];
                ExprKind::Template(Template { parts, json: Some(text.clone()) })
            }
            ExprKind::Tuple(elements) => ExprKind::Tuple(elements.iter().map(Self::literal_only).collect()),
            ExprKind::Object(items) => ExprKind::Object(items.iter().map(literal_item).collect()),
            other => other.clone(),
        };
        Self { kind, span: self.span }
    }
}

fn literal_item(item: &ObjectItem) -> ObjectItem {
    let key = match &item.key {
        ObjectKey::Expr(key) => ObjectKey::Expr(key.literal_only()),
        ObjectKey::Name(name) => ObjectKey::Name(name.clone()),
    };
    ObjectItem { key, value: item.value.literal_only() }
}
