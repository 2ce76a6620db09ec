use std::path::Path;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::references;
use groundplan_lang::syntax::{Attribute, Block, Body, Expr, ExprKind, ForKind, ObjectKey, Template, TemplatePart};

use super::expand::{Expanded, GENERATED};
use super::expansion::Element;
use super::file::Kind;
use super::refs::StackScope;
use crate::files::relative;
use crate::live::render::expression;
use crate::live::session::Session;

/// The text of the file that an `autoinclude` block stands for: expressions are evaluated where they are written, but what
/// speaks of outputs of other units stays as it is, for those are known later.
pub(super) fn text(
    session: &Session,
    block: &Block,
    kind: Kind,
    place: &Path,
    expanded: &Expanded,
    element: Option<&Element>,
    diags: &mut Diags,
) -> Option<String> {
    let scope = StackScope::new(&expanded.config, &expanded.places).of(element);
    let mut writer = Writer { session, scope, place, kind, text: GENERATED.to_owned(), diags: Diags::new() };
    writer.check(&block.body);
    writer.body(&block.body, 0, None);
    let failed = writer.diags.has_errors();
    diags.extend(writer.diags);
    (!failed).then_some(writer.text)
}

struct Writer<'a> {
    session: &'a Session,
    scope: StackScope<'a>,
    place: &'a Path,
    kind: Kind,
    text: String,
    diags: Diags,
}

impl Writer<'_> {
    /// Complains about what has no place in the block.
    fn check(&mut self, body: &Body) {
        let refuse =
            |detail: String, help: &str| Diagnostic::error("Unsupported in autoinclude").detail(detail).help(help);
        if let Some(attribute) = body.attributes.iter().find(|attribute| attribute.json) {
            let error = refuse("Stack files in JSON cannot have autoinclude blocks.".into(), "write the stack in HCL");
            self.diags.push(error.at(attribute.name.span));
        }
        for block in &body.blocks {
            let name = &*block.kind.name;
            let allowed = match self.kind {
                Kind::Stack => matches!(name, "unit" | "stack"),
                Kind::Unit => !matches!(name, "locals" | "autoinclude" | "unit" | "stack"),
            };
            if !allowed {
                let help = if name == "locals" {
                    "put the local values in the `locals` block of the stack file"
                } else {
                    "put it in the unit that it is meant for"
                };
                let what = self.kind.name();
                self.diags.push(
                    refuse(format!("A block of type \"{name}\" has no place in what is added to a {what}."), help)
                        .at(block.header),
                );
            }
        }
        if let (Kind::Stack, Some(attribute)) = (self.kind, body.attributes.first()) {
            let error = refuse("Only `unit` and `stack` blocks can be added to a stack.".into(), "remove the argument");
            self.diags.push(error.at(attribute.name.span));
        }
    }

    fn body(&mut self, body: &Body, depth: usize, kind: Option<&str>) {
        for attribute in &body.attributes {
            let value = self.attribute(attribute, kind);
            self.text.push_str(&format!("{}{} = {value}\n", "  ".repeat(depth), attribute.name.name));
        }
        for block in &body.blocks {
            let labels: String = block
                .labels
                .iter()
                .map(|label| format!(" {}", expression(&groundplan_value::Value::string(&label.text))))
                .collect();
            self.text.push_str(&format!("{}{}{labels} {{\n", "  ".repeat(depth), block.kind.name));
            // What the parts of an added unit refer to is evaluated when that unit is made.
            if &*block.kind.name == "autoinclude" {
                self.verbatim(&block.body, depth + 1);
            } else {
                self.body(&block.body, depth + 1, Some(&block.kind.name));
            }
            self.text.push_str(&format!("{}}}\n", "  ".repeat(depth)));
        }
    }

    fn verbatim(&mut self, body: &Body, depth: usize) {
        for attribute in &body.attributes {
            let value = self.session.settings.sources.text(attribute.expr.span);
            self.text.push_str(&format!("{}{} = {value}\n", "  ".repeat(depth), attribute.name.name));
        }
        for block in &body.blocks {
            let header = self.session.settings.sources.text(block.header);
            self.text.push_str(&format!("{}{header} {{\n", "  ".repeat(depth)));
            self.verbatim(&block.body, depth + 1);
            self.text.push_str(&format!("{}}}\n", "  ".repeat(depth)));
        }
    }

    fn attribute(&mut self, attribute: &Arc<Attribute>, block: Option<&str>) -> String {
        if &*attribute.name.name == "config_path" && block == Some("dependency") {
            let value = self.scope.evaluate(&attribute.expr, &mut self.diags);
            let Some(path) = value.as_ref().and_then(|value| value.as_str()) else {
                return value.as_ref().map_or_else(|| "null".to_owned(), expression);
            };
            let path = relative(self.place, Path::new(&**path))
                .filter(|_| path.starts_with('/'))
                .map_or_else(|| path.to_string(), |path| path.to_string_lossy().into_owned());
            return expression(&groundplan_value::Value::string(path));
        }
        self.expr(&attribute.expr)
    }

    /// An expression with all that can be evaluated now in it evaluated.
    fn expr(&mut self, expr: &Expr) -> String {
        if !references(expr).iter().any(|traversal| &*traversal.root.name == "dependency") {
            return match self.scope.evaluate(expr, &mut self.diags) {
                Some(value) => expression(&value),
                None => "null".into(),
            };
        }
        let mut text = self.session.settings.sources.text(expr.span);
        let mut parts = children(expr);
        parts.sort_by_key(|part| std::cmp::Reverse(part.span.start));
        for part in parts {
            let (from, to) =
                (part.span.start.saturating_sub(expr.span.start), part.span.end.saturating_sub(expr.span.start));
            let (from, to) = (from as usize, to as usize);
            let replaced = self.expr(part);
            if text.get(from..to).is_some() {
                text.replace_range(from..to, &replaced);
            }
        }
        text
    }
}

/// The expressions directly within an expression that can be evaluated by themselves: names that a `for` binds mean nothing
/// outside of it.
fn children(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Literal(_) | ExprKind::Traversal(_) | ExprKind::SplatItem => Vec::new(),
        ExprKind::Template(template) => template_parts(template),
        ExprKind::Step(inner, _) | ExprKind::Parens(inner) | ExprKind::Unary(_, inner) => vec![inner],
        ExprKind::Index(index) => vec![&index.collection, &index.key],
        ExprKind::Splat(splat) => vec![&splat.source],
        ExprKind::Call(call) => call.args.iter().collect(),
        ExprKind::Conditional(it) => vec![&it.condition, &it.then, &it.otherwise],
        ExprKind::Binary(_, left, right) => vec![left, right],
        ExprKind::Tuple(items) => items.iter().collect(),
        ExprKind::Object(items) => {
            let keys = items.iter().filter_map(|item| match &item.key {
                ObjectKey::Expr(key) => Some(key),
                ObjectKey::Name(_) => None,
            });
            keys.chain(items.iter().map(|item| &item.value)).collect()
        }
        ExprKind::For(each) => match &each.kind {
            ForKind::Tuple { .. } | ForKind::Object { .. } => vec![&each.collection],
        },
    }
}

fn template_parts(template: &Template) -> Vec<&Expr> {
    let mut found = Vec::new();
    for part in &template.parts {
        match part {
            TemplatePart::Literal(..) | TemplatePart::Invalid(_) => {}
            TemplatePart::Interpolation(expr) => found.push(expr),
            TemplatePart::If { condition, then, otherwise } => {
                found.push(condition);
                found.extend(template_parts(then));
                found.extend(template_parts(otherwise));
            }
            TemplatePart::For { collection, .. } => found.push(collection),
        }
    }
    found
}
