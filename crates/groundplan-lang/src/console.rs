//! Answers to expressions as Terraform's console and its outputs write them.

use groundplan_diag::Diags;
use groundplan_value::{Kind, Map, Type, Value, quote};

use crate::eval::{Scope, evaluate};
use crate::syntax::{Expr, ExprKind, Origin, parse_expr};

/// Evaluates a text that is one expression and writes the result as [`display`] does. A call of `type` around the whole
/// expression, which only the console has, gives the type of its argument as [`display_type`] writes it.
///
/// # Errors
/// What is wrong with the text or its evaluation.
pub fn answer(text: &str, scope: &dyn Scope) -> Result<String, Diags> {
    let (expr, diags) = parse_expr(Origin::none(), text);
    let Some(expr) = expr.filter(|_| !diags.has_errors()) else { return Err(diags) };
    match type_argument(&expr) {
        Some(argument) => Ok(display_type(&evaluate(argument, scope)?.ty())),
        None => Ok(display(&evaluate(&expr, scope)?)),
    }
}

fn type_argument(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Call(call) if &*call.name.name == "type" && call.args.len() == 1 && !call.expand_last => {
            call.args.first()
        }
        _ => None,
    }
}

/// A value in the syntax of the language, with conversion functions where only they tell its type. Values that must not be
/// shown or are not known are described instead.
#[must_use]
pub fn display(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

fn write(value: &Value, indent: usize, out: &mut String) {
    let marks = value.marks();
    match value.kind() {
        Kind::Unknown(..) => out.push_str("(known after apply)"),
        _ if marks.is_sensitive() => out.push_str("(sensitive value)"),
        _ if marks.is_ephemeral() => out.push_str("(ephemeral value)"),
        Kind::Null(ty) => out.push_str(&null(ty)),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) => out.push_str(&number.to_string()),
        Kind::String(text) if text.contains('\n') => heredoc(text, indent, out),
        Kind::String(text) => out.push_str(&quote(text)),
        Kind::Tuple(elements) => sequence(elements, indent, out),
        Kind::Object(map) => mapping(map, indent, out),
        Kind::List(_, elements) => within("tolist", out, |out| sequence(elements, indent, out)),
        Kind::Set(_, elements) => within("toset", out, |out| sequence(elements, indent, out)),
        Kind::Map(_, map) => within("tomap", out, |out| mapping(map, indent, out)),
    }
}

fn within(function: &str, out: &mut String, argument: impl FnOnce(&mut String)) {
    out.push_str(function);
    out.push('(');
    argument(out);
    out.push(')');
}

fn null(ty: &Type) -> String {
    let of = |function: &str, element: &Type| format!("{function}(null) /* of {} */", element.friendly_name());
    match ty {
        Type::Dynamic => "null".to_owned(),
        Type::String => "tostring(null)".to_owned(),
        Type::Number => "tonumber(null)".to_owned(),
        Type::Bool => "tobool(null)".to_owned(),
        Type::List(element) => of("tolist", element),
        Type::Set(element) => of("toset", element),
        Type::Map(element) => of("tomap", element),
        Type::Tuple(_) | Type::Object(_) => format!("null /* {} */", ty.friendly_name()),
    }
}

/// A text of several lines. Its end mark is made longer until no line of the text is the same.
fn heredoc(text: &str, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    let mut end = "EOT".to_owned();
    while text.split('\n').any(|line| line.trim() == end) {
        end.push('_');
    }
    out.push_str(if indent > 0 { "<<-" } else { "<<" });
    out.push_str(&end);
    for line in text.split('\n').chain([end.as_str()]) {
        out.push('\n');
        out.push_str(&pad);
        out.push_str(line);
    }
}

fn sequence(elements: &[Value], indent: usize, out: &mut String) {
    lines('[', ']', indent, out, elements.iter(), |element, out| {
        write(element, indent + 2, out);
        out.push(',');
    });
}

fn mapping(map: &Map, indent: usize, out: &mut String) {
    lines('{', '}', indent, out, map.iter(), |(key, element), out| {
        write(&Value::string(key), indent + 2, out);
        out.push_str(" = ");
        write(element, indent + 2, out);
    });
}

fn lines<T>(
    open: char,
    close: char,
    indent: usize,
    out: &mut String,
    items: impl Iterator<Item = T>,
    mut line: impl FnMut(T, &mut String),
) {
    out.push(open);
    let mut empty = true;
    for item in items {
        empty = false;
        out.push('\n');
        out.push_str(&" ".repeat(indent + 2));
        line(item, out);
    }
    if !empty {
        out.push('\n');
        out.push_str(&" ".repeat(indent));
    }
    out.push(close);
}

/// A type as the console's `type` function writes it: objects and tuples with a line for each part.
#[must_use]
pub fn display_type(ty: &Type) -> String {
    let mut out = String::new();
    write_type(ty, 0, &mut out);
    out
}

fn write_type(ty: &Type, level: usize, out: &mut String) {
    let pad = |level: usize| "    ".repeat(level);
    match ty {
        Type::Object(object) if object.attributes.is_empty() => out.push_str("object({})"),
        Type::Tuple(elements) if elements.is_empty() => out.push_str("tuple([])"),
        Type::Object(object) => {
            out.push_str("object({\n");
            for (name, ty) in &object.attributes {
                out.push_str(&pad(level + 1));
                out.push_str(name);
                out.push_str(": ");
                write_type(ty, level + 1, out);
                out.push_str(",\n");
            }
            out.push_str(&pad(level));
            out.push_str("})");
        }
        Type::Tuple(elements) => {
            out.push_str("tuple([\n");
            for ty in elements.iter() {
                out.push_str(&pad(level + 1));
                write_type(ty, level + 1, out);
                out.push_str(",\n");
            }
            out.push_str(&pad(level));
            out.push_str("])");
        }
        Type::List(element) => collection_type("list", element, level, out),
        Type::Set(element) => collection_type("set", element, level, out),
        Type::Map(element) => collection_type("map", element, level, out),
        Type::Dynamic | Type::Bool | Type::Number | Type::String => out.push_str(&ty.friendly_name()),
    }
}

fn collection_type(kind: &str, element: &Type, level: usize, out: &mut String) {
    let apart = matches!(element, Type::Object(_) | Type::Tuple(_));
    out.push_str(kind);
    out.push('(');
    if apart {
        out.push('\n');
        out.push_str(&"    ".repeat(level + 1));
    }
    write_type(element, level + usize::from(apart), out);
    if apart {
        out.push_str(",\n");
        out.push_str(&"    ".repeat(level));
    }
    out.push(')');
}
