//! Values as one writes them in the configuration.
//!
//! Values come from anywhere: a tag can hold an escape sequence. No control character of a value reaches the terminal.

use std::borrow::Cow;

use serde_json::Value;

/// A string in quotes. A template's `${` stays as it is: this is a value, not configuration.
pub(crate) fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ if needs_escape(character) => escape(&mut out, character),
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

/// A line of a text, or any other part that is shown without quotes. Tabs stay.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|character| needs_escape(character) && character != '\t') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\t' => out.push('\t'),
            '\r' => out.push_str("\\r"),
            _ if needs_escape(character) => escape(&mut out, character),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// A name of an attribute: bare when it can be.
pub(crate) fn name(text: &str) -> Cow<'_, str> {
    let mut characters = text.chars();
    let starts_well = characters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    let goes_on_well = characters.all(|next| next.is_alphanumeric() || next == '_' || next == '-');
    if starts_well && goes_on_well { Cow::Borrowed(text) } else { Cow::Owned(quoted(text)) }
}

/// A value that is neither a collection nor an object.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => quoted(text),
        other => other.to_string(),
    }
}

/// Control characters, and those that reorder or hide what stands beside them.
fn needs_escape(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn escape(out: &mut String, character: char) {
    out.push_str(&format!("\\u{:04x}", u32::from(character)));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_value_commands_the_terminal() {
        assert_eq!(quoted("a\u{1b}[31m\"\\\n\t$\u{7b}x}"), r#""a\u001b[31m\"\\\n\t${x}""#);
        assert_eq!(line("a\t\u{1b}[2Jb\r"), "a\t\\u001b[2Jb\\r");
        assert_eq!(quoted("safe\u{202e}txt"), "\"safe\\u202etxt\"");
        assert_eq!(line("plain → text"), "plain → text");
    }

    #[test]
    fn names_are_quoted_only_when_they_must_be() {
        assert_eq!(name("enable_dns-x1"), "enable_dns-x1");
        assert_eq!(name("aws:SourceOwner"), "\"aws:SourceOwner\"");
        assert_eq!(name("1st"), "\"1st\"");
        assert_eq!(name(""), "\"\"");
    }
}
