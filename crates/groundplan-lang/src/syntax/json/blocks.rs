use std::collections::HashMap;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

use crate::syntax::{
    Attribute, Block, BlockSchema, Body, Expr, ExprKind, Ident, Label, ObjectItem, ObjectKey, Template,
};

/// The blocks that a property stands for, when a schema says that it is a block type.
///
/// For each label there is an object, or an array of objects, whose properties are the labels; then an object for one
/// block, or an array of objects for as many, or null for none.
pub(in crate::syntax) fn blocks(attribute: &Attribute, schema: &BlockSchema<'_>, diags: &mut Diags) -> Vec<Arc<Block>> {
    let mut found = Found { kind: &attribute.name, blocks: Vec::new() };
    found.labelled(&attribute.expr, schema.labels, &mut Vec::new(), diags);
    found.blocks
}

struct Found<'a> {
    kind: &'a Ident,
    blocks: Vec<Arc<Block>>,
}

impl Found<'_> {
    fn labelled(&mut self, value: &Expr, left: &[&str], labels: &mut Vec<Label>, diags: &mut Diags) {
        let Some((label, left)) = left.split_first() else { return self.unlabelled(value, labels, diags) };
        let wanted =
            format!("An object, or an array of objects, must stand here: its properties are each block's {label}.");
        let items = properties(value, &wanted, diags);
        if items.is_empty() && !is_wrong(value) {
            diags.push(
                Diagnostic::error("Missing block label")
                    .detail(format!(
                        "One property at least is required, whose name is the {} block's {label}.",
                        self.kind.name
                    ))
                    .at(value.span),
            );
        }
        for item in items {
            labels.push(Label { text: name(&item.key), span: item.key.span() });
            self.labelled(&item.value, left, labels, diags);
            labels.pop();
        }
    }

    fn unlabelled(&mut self, value: &Expr, labels: &[Label], diags: &mut Diags) {
        match &value.kind {
            ExprKind::Literal(literal) if literal.is_null() => {}
            ExprKind::Tuple(elements) => elements.iter().for_each(|element| self.add(element, labels, diags)),
            ExprKind::Object(_) => self.add(value, labels, diags),
            _ => diags.push(wrong_type(
                &format!(
                    "An object, or an array of objects, must stand here: the content of {} blocks.",
                    self.kind.name
                ),
                value.span,
            )),
        }
    }

    fn add(&mut self, value: &Expr, labels: &[Label], diags: &mut Diags) {
        let Some(body) = body(value, diags) else { return };
        let header = labels.last().map_or(self.kind.span, |label| label.span);
        self.blocks.push(Arc::new(Block { kind: self.kind.clone(), labels: labels.to_vec(), body, header }));
    }
}

/// The body that an object, or an array of objects, stands for.
pub(super) fn body(value: &Expr, diags: &mut Diags) -> Option<Body> {
    let wanted = "An object must stand here, which sets arguments and holds blocks.";
    let items = properties(value, wanted, diags);
    if is_wrong(value) {
        return None;
    }
    let attributes = items.iter().filter_map(|item| {
        let name = name(&item.key);
        // Body properties of this name are comments.
        (&*name != "//").then(|| {
            Arc::new(Attribute { name: Ident { name, span: item.key.span() }, expr: item.value.clone(), json: true })
        })
    });
    Some(Body { attributes: attributes.collect(), blocks: Vec::new(), span: value.span })
}

/// The properties of an object, or of all objects of an array. None of null.
fn properties<'a>(value: &'a Expr, wanted: &str, diags: &mut Diags) -> Vec<&'a ObjectItem> {
    match &value.kind {
        ExprKind::Object(items) => items.iter().collect(),
        ExprKind::Tuple(elements) => {
            let mut all = Vec::new();
            for element in elements {
                match &element.kind {
                    ExprKind::Object(items) => all.extend(items),
                    _ => diags.push(wrong_type(wanted, element.span)),
                }
            }
            all
        }
        ExprKind::Literal(literal) if literal.is_null() => Vec::new(),
        _ => {
            diags.push(wrong_type(wanted, value.span));
            Vec::new()
        }
    }
}

/// Whether a value cannot be a body or labels.
fn is_wrong(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Object(_) | ExprKind::Tuple(_) => false,
        ExprKind::Literal(literal) => !literal.is_null(),
        _ => true,
    }
}

fn wrong_type(wanted: &str, span: Span) -> Diagnostic {
    Diagnostic::error("Incorrect JSON value type").detail(wanted).at(span)
}

/// The text of a property's name. Names in bodies are not templates.
fn name(key: &ObjectKey) -> Arc<str> {
    match key {
        ObjectKey::Expr(Expr { kind: ExprKind::Template(Template { json: Some(text), .. }), .. }) => text.clone(),
        ObjectKey::Name(name) => name.name.clone(),
        ObjectKey::Expr(_) => Arc::from(""),
    }
}

/// Complains about objects within a value that give a property twice, which JSON syntax forbids in values.
pub(in crate::syntax) fn repeated_keys(value: &Expr, diags: &mut Diags) {
    value.walk(&mut |value| {
        let ExprKind::Object(items) = &value.kind else { return };
        let mut seen: HashMap<Arc<str>, Span> = HashMap::new();
        for item in items {
            if let Some(first) = seen.insert(name(&item.key), item.key.span()) {
                diags.push(
                    Diagnostic::error("Duplicate object attribute")
                        .detail(format!("The property \"{}\" is set twice; it may be set only once.", name(&item.key)))
                        .label(item.key.span(), "set again here")
                        .also(first, "set first here"),
                );
            }
        }
    });
}
