use std::fmt::Write;

/// A string in double quotes as Go writes it (`strconv.Quote`), which is how Terraform's console and messages show
/// strings: control characters and what is not printable are escaped, other characters stand for themselves.
#[must_use]
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        push_escaped(&mut out, character, '"');
    }
    out.push('"');
    out
}

/// A character in single quotes as Go writes it (`strconv.QuoteRune`).
#[must_use]
pub fn quote_char(character: char) -> String {
    let mut out = String::from("'");
    push_escaped(&mut out, character, '\'');
    out.push('\'');
    out
}

fn push_escaped(out: &mut String, character: char, quote: char) {
    let code = u32::from(character);
    let _infallible = match character {
        '\\' => out.write_str("\\\\"),
        _ if character == quote => write!(out, "\\{quote}"),
        '\u{7}' => out.write_str("\\a"),
        '\u{8}' => out.write_str("\\b"),
        '\u{c}' => out.write_str("\\f"),
        '\n' => out.write_str("\\n"),
        '\r' => out.write_str("\\r"),
        '\t' => out.write_str("\\t"),
        '\u{b}' => out.write_str("\\v"),
        _ if is_printable(character) => out.write_char(character),
        _ if code < 0x80 => write!(out, "\\x{code:02x}"),
        _ if code < 0x1_0000 => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
}

/// Whether a character is shown as it is and not escaped: letters, marks, numbers, punctuation, symbols, and of the spaces
/// only the ASCII one (Go's `unicode.IsPrint`).
#[must_use]
pub fn is_printable(character: char) -> bool {
    use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory};
    match character {
        ' '..='~' => true,
        _ if character.is_ascii() => false,
        _ => !matches!(character.general_category_group(), Group::Separator | Group::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::{quote, quote_char};

    #[test]
    fn escapes_what_cannot_be_seen() {
        assert_eq!(quote("a\"b\\c\n\u{1b}é\u{a0}\u{200b}\u{1F600}"), "\"a\\\"b\\\\c\\n\\x1bé\\u00a0\\u200b\u{1F600}\"");
        assert_eq!(quote_char('\''), "'\\''");
        assert_eq!(quote_char('"'), "'\"'");
    }
}
