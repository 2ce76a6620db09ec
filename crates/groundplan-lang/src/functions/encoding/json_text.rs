//! JSON as Terraform writes it (`cty`'s package `json` upon Go's `encoding/json`): without spaces, keys in order, the
//! characters that HTML gives a meaning escaped.

use std::fmt::Write;

use groundplan_value::{Kind, Value};

/// The JSON of a known value, or what is wrong with it.
pub(in crate::functions) fn encode(value: &Value) -> Result<String, String> {
    let mut out = String::new();
    write(value, &mut out)?;
    Ok(out)
}

/// A string in quotes.
pub(in crate::functions) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_quoted(text, &mut out);
    out
}

fn write(value: &Value, out: &mut String) -> Result<(), String> {
    match value.kind() {
        Kind::Null(_) => out.push_str("null"),
        Kind::Unknown(..) => return Err("value is not known".to_owned()),
        Kind::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Kind::Number(number) if number.is_infinite() => return Err("cannot serialize infinity as JSON".to_owned()),
        Kind::Number(number) => out.push_str(&number.to_string()),
        Kind::String(text) => push_quoted(text, out),
        Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
            out.push('[');
            for (at, element) in elements.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(element, out)?;
            }
            out.push(']');
        }
        Kind::Map(_, map) | Kind::Object(map) => {
            out.push('{');
            for (at, (key, element)) in map.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                push_quoted(key, out);
                out.push(':');
                write(element, out)?;
            }
            out.push('}');
        }
    }
    Ok(())
}

fn push_quoted(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        let _infallible = match character {
            '"' => out.write_str("\\\""),
            '\\' => out.write_str("\\\\"),
            '\n' => out.write_str("\\n"),
            '\r' => out.write_str("\\r"),
            '\t' => out.write_str("\\t"),
            '\u{8}' => out.write_str("\\b"),
            '\u{c}' => out.write_str("\\f"),
            '\0'..='\u{1f}' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                write!(out, "\\u{:04x}", u32::from(character))
            }
            other => out.write_char(other),
        };
    }
    out.push('"');
}
