use std::fmt::Write;

use super::MAX_DEPTH;

/// A place in valid JSON that is nested deeper than [`MAX_DEPTH`], as a byte offset.
#[derive(Debug)]
pub(crate) struct TooDeep(pub(crate) usize);

/// Removes the white space of a valid JSON text and writes the characters that Terraform's writer escapes as it does:
/// `<`, `>`, `&` and the two Unicode line separators. Everything else, number and escape spellings included, stays as it is.
pub(crate) fn compact(text: &str) -> Result<String, TooDeep> {
    let mut out = String::with_capacity(text.len());
    let mut in_string = false;
    let mut escaped = false;
    let mut depth = 0_usize;
    for (offset, c) in text.char_indices() {
        if in_string {
            if escaped {
                escaped = false;
                out.push(c);
                continue;
            }
            match c {
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            push_html_safe(&mut out, c);
            continue;
        }
        match c {
            ' ' | '\t' | '\n' | '\r' => continue,
            '"' => in_string = true,
            '{' | '[' => {
                depth += 1;
                if depth > MAX_DEPTH {
                    return Err(TooDeep(offset));
                }
            }
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        out.push(c);
    }
    Ok(out)
}

/// Lays out compact, valid JSON with two spaces per level, empty objects and lists on one line.
pub(crate) fn indent(compact: &str) -> String {
    let mut out = String::with_capacity(compact.len() * 2);
    let mut in_string = false;
    let mut escaped = false;
    let mut depth = 0_usize;
    let mut after_open = false;
    for c in compact.chars() {
        if in_string {
            out.push(c);
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => in_string = false,
                _ => {}
            }
            continue;
        }
        let closes = matches!(c, '}' | ']');
        if after_open && !closes {
            newline(&mut out, depth);
        }
        match c {
            '{' | '[' => {
                out.push(c);
                depth += 1;
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !after_open {
                    newline(&mut out, depth);
                }
                out.push(c);
            }
            ',' => {
                out.push(c);
                newline(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = c == '"';
                out.push(c);
            }
        }
        after_open = matches!(c, '{' | '[');
    }
    out
}

fn newline(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

/// Appends `text` as a JSON string, escaped as Terraform's writer does.
pub(crate) fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            _ if c < ' ' => push_unicode_escape(out, c),
            _ => push_html_safe(out, c),
        }
    }
    out.push('"');
}

fn push_html_safe(out: &mut String, c: char) {
    if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') {
        push_unicode_escape(out, c);
    } else {
        out.push(c);
    }
}

fn push_unicode_escape(out: &mut String, c: char) {
    // Writing to a String cannot fail.
    let _ = write!(out, "\\u{:04x}", u32::from(c));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_drops_space_outside_strings_only() {
        assert_eq!(compact("{ \"a b\" : [ 1 , 2.50,\n\"x\\\" y\" ] }").unwrap(), r#"{"a b":[1,2.50,"x\" y"]}"#);
    }

    #[test]
    fn compact_escapes_what_terraform_escapes_and_keeps_other_escapes() {
        assert_eq!(compact("\"<a>&\u{2028}\\u00e9é\\/\"").unwrap(), "\"\\u003ca\\u003e\\u0026\\u2028\\u00e9é\\/\"");
    }

    #[test]
    fn nesting_is_bounded() {
        let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        assert!(compact(&nested(MAX_DEPTH)).is_ok());
        assert_eq!(compact(&nested(MAX_DEPTH + 1)).unwrap_err().0, MAX_DEPTH);
    }

    #[test]
    fn indent_keeps_empty_containers_on_one_line() {
        assert_eq!(
            indent(r#"{"a":{},"b":[],"c":[{"d":"{[,:]}"},1]}"#),
            "{\n  \"a\": {},\n  \"b\": [],\n  \"c\": [\n    {\n      \"d\": \"{[,:]}\"\n    },\n    1\n  ]\n}"
        );
    }

    #[test]
    fn strings_are_escaped_as_terraform_does() {
        let mut out = String::new();
        push_string(&mut out, "q\" b\\ \n\r\t\u{8}\u{c}\u{1}\u{7f}<>&\u{2029}é");
        assert_eq!(out, "\"q\\\" b\\\\ \\n\\r\\t\\b\\f\\u0001\u{7f}\\u003c\\u003e\\u0026\\u2029é\"");
    }
}
