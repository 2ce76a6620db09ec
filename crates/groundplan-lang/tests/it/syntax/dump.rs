//! Trees as S-expressions and diagnostics as text, for snapshots.

use groundplan_diag::{Diags, SourceMap, Span};
use groundplan_lang::syntax::{
    Attribute, BinaryOp, Block, Body, Expr, ExprKind, ForKind, ObjectKey, Origin, Step, Template, TemplatePart,
    Traversal, UnaryOp, parse_expr, parse_file, parse_template,
};

/// The tree of a file, or what is wrong with it and the tree all the same.
pub(super) fn file(text: &str) -> String {
    let map = SourceMap::new();
    let id = map.add("main.tf", text);
    let parse = parse_file(id, text);
    format!("{}{}", diags(&map, &parse.diags), body(&parse.body, 0))
}

/// Only what is wrong with a file.
pub(super) fn errors(text: &str) -> String {
    let map = SourceMap::new();
    let id = map.add("main.tf", text);
    diags(&map, &parse_file(id, text).diags)
}

/// The tree of an expression, or what is wrong with it.
pub(super) fn expression(text: &str) -> String {
    let map = SourceMap::new();
    let id = map.add("value", text);
    let (tree, found) = parse_expr(Origin::file(id), text);
    let shown = diags(&map, &found);
    assert_eq!(tree.is_some(), shown.is_empty(), "a tree and no errors, or errors and no tree");
    tree.map_or(shown, |tree| expr(&tree))
}

/// The tree of a template, or what is wrong with it.
pub(super) fn bare_template(text: &str) -> String {
    let map = SourceMap::new();
    let id = map.add("template", text);
    let (tree, found) = parse_template(Origin::file(id), text);
    tree.map_or_else(|| diags(&map, &found), |tree| template(&tree))
}

/// Diagnostics with line, column and source of each label.
pub(super) fn diags(map: &SourceMap, diags: &Diags) -> String {
    let mut text = String::new();
    let place = |span: Span| {
        let source = map.text(span).replace('\n', "⏎");
        let at = map.get(span.file).map(|file| file.position(span.start as usize));
        at.map_or("nowhere".to_owned(), |at| format!("{}:{} `{source}`", at.line, at.column))
    };
    for diagnostic in diags {
        text += &format!("error: {}\n", diagnostic.summary);
        if !diagnostic.detail.is_empty() {
            text += &format!("  {}\n", diagnostic.detail);
        }
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            text += format!("  at {} {}", place(label.span), label.message).trim_end();
            text += "\n";
        }
        for help in &diagnostic.help {
            text += &format!("  help: {help}\n");
        }
    }
    text
}

pub(super) fn body(body: &Body, indent: usize) -> String {
    let mut items: Vec<(u32, String)> = Vec::new();
    for attribute in &body.attributes {
        items.push((attribute.name.span.start, attr(attribute, indent)));
    }
    for inner in &body.blocks {
        items.push((inner.kind.span.start, block(inner, indent)));
    }
    items.sort();
    items.into_iter().map(|(_, item)| item).collect()
}

pub(super) fn attr(attribute: &Attribute, indent: usize) -> String {
    format!("{:indent$}{} = {}\n", "", attribute.name.name, expr(&attribute.expr))
}

fn block(block: &Block, indent: usize) -> String {
    let labels: String = block.labels.iter().map(|label| format!(" {:?}", label.text)).collect();
    let body = body(&block.body, indent + 2);
    format!("{:indent$}{}{labels} {{\n{body}{:indent$}}}\n", "", block.kind.name, "")
}

/// An expression on one line.
pub(super) fn expr(e: &Expr) -> String {
    match &e.kind {
        ExprKind::Literal(value) => format!("{value:?}"),
        ExprKind::Template(parts) => template(parts),
        ExprKind::Traversal(traversal) => steps(traversal),
        ExprKind::Step(inner, by) => format!("(step {} {})", expr(inner), step(by)),
        ExprKind::Index(index) => format!("(index {} {})", expr(&index.collection), expr(&index.key)),
        ExprKind::Splat(splat) => format!("(splat {} {})", expr(&splat.source), expr(&splat.each)),
        ExprKind::SplatItem => "item".into(),
        ExprKind::Call(call) => {
            let expand = if call.expand_last { "..." } else { "" };
            format!("(call {}{}{expand})", call.name.name, list(&call.args))
        }
        ExprKind::Conditional(c) => format!("(if {} {} {})", expr(&c.condition), expr(&c.then), expr(&c.otherwise)),
        ExprKind::Binary(op, a, b) => format!("({} {} {})", binary(*op), expr(a), expr(b)),
        ExprKind::Unary(UnaryOp::Negate, a) => format!("(neg {})", expr(a)),
        ExprKind::Unary(UnaryOp::Not, a) => format!("(not {})", expr(a)),
        ExprKind::Tuple(elements) => format!("(tuple{})", list(elements)),
        ExprKind::Object(items) => {
            let items = items.iter().map(|item| format!(" [{} {}]", key(&item.key), expr(&item.value)));
            format!("(object{})", items.collect::<String>())
        }
        ExprKind::For(f) => {
            let key = f.key_var.as_ref().map(|key| format!("{},", key.name)).unwrap_or_default();
            let what = match &f.kind {
                ForKind::Tuple { value } => expr(value),
                ForKind::Object { key, value, group } => {
                    format!("{} => {}{}", expr(key), expr(value), if *group { "..." } else { "" })
                }
            };
            let condition = f.condition.as_ref().map(|c| format!(" if {}", expr(c))).unwrap_or_default();
            format!("(for {key}{} {} : {what}{condition})", f.value_var.name, expr(&f.collection))
        }
        ExprKind::Parens(inner) => format!("(parens {})", expr(inner)),
    }
}

fn list(exprs: &[Expr]) -> String {
    exprs.iter().map(|e| format!(" {}", expr(e))).collect()
}

fn steps(traversal: &Traversal) -> String {
    let steps: String = traversal.steps.iter().map(step).collect();
    format!("{}{steps}", traversal.root.name)
}

fn step(step: &Step) -> String {
    match step {
        Step::Attr(name, _) => format!(".{name}"),
        Step::Key(key, _) => format!("[{key:?}]"),
        Step::Index(number, _) => format!("[{number}]"),
    }
}

fn key(key: &ObjectKey) -> String {
    match key {
        ObjectKey::Name(name) => name.name.to_string(),
        ObjectKey::Expr(e) => expr(e),
    }
}

/// A template: a string when it is one, else its parts.
pub(super) fn template(template: &Template) -> String {
    if let Some(text) = template.as_literal() {
        return format!("{text:?}");
    }
    let parts = template.parts.iter().map(|part| match part {
        TemplatePart::Literal(text, _) => format!(" {text:?}"),
        TemplatePart::Interpolation(e) => format!(" ${{{}}}", expr(e)),
        TemplatePart::Invalid(errors) => format!(" (invalid: {})", errors.len()),
        TemplatePart::If { condition, then, otherwise } => {
            format!(" (if {} {} {})", expr(condition), self::template(then), self::template(otherwise))
        }
        TemplatePart::For { key_var, value_var, collection, body, .. } => {
            let key = key_var.as_ref().map(|key| format!("{},", key.name)).unwrap_or_default();
            format!(" (for {key}{} {} : {})", value_var.name, expr(collection), self::template(body))
        }
    });
    format!("(template{})", parts.collect::<String>())
}

fn binary(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Subtract => "-",
        BinaryOp::Multiply => "*",
        BinaryOp::Divide => "/",
        BinaryOp::Modulo => "%",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
    }
}
