use groundplan_format::Type;
use serde_json::Value;

use crate::literal;

/// Values nest no deeper than this in what is shown part by part.
const MAX_DEPTH: usize = 100;

/// A value as an expression that gives it, as `output` prints it: with `tolist(…)` and its kin where the type asks for
/// it, on several lines.
pub(super) fn expression(value: &Value, of: Option<&Type>) -> String {
    let mut out = String::new();
    write(&mut out, value, of, 0);
    out
}

fn write(out: &mut String, value: &Value, of: Option<&Type>, depth: usize) {
    if depth > MAX_DEPTH {
        return out.push_str("(nested too deep to show)");
    }
    match value {
        Value::Null => out.push_str(null(of)),
        Value::String(text) if text.contains('\n') => heredoc(out, text, depth),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => out.push_str(&literal::scalar(value)),
        Value::Array(items) => array(out, items, of, depth),
        Value::Object(members) => {
            let (open, close) = if matches!(of, Some(Type::Map(_))) { ("tomap({", "})") } else { ("{", "}") };
            out.push_str(open);
            let mut keys: Vec<&String> = members.keys().collect();
            keys.sort();
            for key in &keys {
                line(out, depth + 1);
                out.push_str(&literal::quoted(key));
                out.push_str(" = ");
                let of = match of {
                    Some(Type::Map(of)) => Some(&**of),
                    Some(Type::Object(attributes)) => attributes.get(*key),
                    _ => None,
                };
                write(out, members.get(*key).unwrap_or(&Value::Null), of, depth + 1);
            }
            if !keys.is_empty() {
                line(out, depth);
            }
            out.push_str(close);
        }
    }
}

fn array(out: &mut String, items: &[Value], of: Option<&Type>, depth: usize) {
    let (open, close) = match of {
        Some(Type::List(_)) => ("tolist([", "])"),
        Some(Type::Set(_)) => ("toset([", "])"),
        _ => ("[", "]"),
    };
    out.push_str(open);
    for (index, item) in items.iter().enumerate() {
        line(out, depth + 1);
        let of = match of {
            Some(Type::List(of) | Type::Set(of)) => Some(&**of),
            Some(Type::Tuple(elements)) => elements.get(index),
            _ => None,
        };
        write(out, item, of, depth + 1);
        out.push(',');
    }
    if !items.is_empty() {
        line(out, depth);
    }
    out.push_str(close);
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

fn null(of: Option<&Type>) -> &'static str {
    match of {
        Some(Type::String) => "tostring(null)",
        Some(Type::Number) => "tonumber(null)",
        Some(Type::Bool) => "tobool(null)",
        _ => "null",
    }
}

fn heredoc(out: &mut String, text: &str, depth: usize) {
    let mut end = "EOT".to_owned();
    while text.lines().any(|line| line == end) {
        end.push('_');
    }
    out.push_str(if depth == 0 { "<<" } else { "<<-" });
    out.push_str(&end);
    for part in text.split('\n') {
        if part.is_empty() {
            out.push('\n');
        } else {
            line(out, depth);
            out.push_str(&literal::line(part));
        }
    }
    line(out, depth);
    out.push_str(&end);
}
