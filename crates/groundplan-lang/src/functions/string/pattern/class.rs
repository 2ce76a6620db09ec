use std::fmt::Write;

use super::PatternError;
use super::escape::escape;

const INVALID_RANGE: &str = "invalid character class range";

/// What stands for `\d`, `\s` and `\w` within a class; in RE2 they are of ASCII.
fn perl(kind: char) -> Option<&'static str> {
    match kind.to_ascii_lowercase() {
        'd' => Some("0-9"),
        's' => Some(r"\t\n\x0C\r "),
        'w' => Some("0-9A-Za-z_"),
        _ => None,
    }
}

/// Translates a class that a backslash starts: `\d`, `\pL`, `\p{Greek}`. Gives the number of bytes that it took, or
/// nothing when there is no such class.
pub(super) fn backslash_class(text: &str, out: &mut String) -> Result<Option<usize>, PatternError> {
    let Some(kind) = text.strip_prefix('\\').and_then(|rest| rest.chars().next()) else { return Ok(None) };
    if let Some(set) = perl(kind) {
        let not = if kind.is_ascii_uppercase() { "^" } else { "" };
        let _infallible = write!(out, "[{not}{set}]");
        return Ok(Some(2));
    }
    if !matches!(kind, 'p' | 'P') {
        return Ok(None);
    }
    let Some(name_start) = text.get(2..).and_then(|rest| rest.chars().next()) else { return Ok(None) };
    let (whole, name) = if name_start == '{' {
        let Some(end) = text.find('}') else { return Err(PatternError::new(INVALID_RANGE, text)) };
        (text.get(..=end).unwrap_or(text), text.get(3..end).unwrap_or_default())
    } else {
        let end = 2 + name_start.len_utf8();
        (text.get(..end).unwrap_or(text), text.get(2..end).unwrap_or_default())
    };
    let (name, inverted) = name.strip_prefix('^').map_or((name, false), |name| (name, true));
    let sign = if (kind == 'P') == inverted { 'p' } else { 'P' };
    let class = format!("\\{sign}{{{name}}}");
    if !name.starts_with(|first: char| first.is_ascii_uppercase()) || regex::Regex::new(&class).is_err() {
        return Err(PatternError::new(INVALID_RANGE, whole));
    }
    out.push_str(&class);
    Ok(Some(whole.len()))
}

/// Translates a class in brackets, which the text starts with. Gives the number of bytes that it took.
pub(super) fn bracket_class(text: &str, out: &mut String) -> Result<usize, PatternError> {
    let mut at = 1;
    out.push('[');
    if text.get(at..).is_some_and(|rest| rest.starts_with('^')) {
        out.push('^');
        at += 1;
    }
    let mut first = true;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        if rest.starts_with(']') && !first {
            out.push(']');
            return Ok(at + 1);
        }
        first = false;
        if let Some(taken) = posix_class(rest, out)? {
            at += taken;
        } else if let Some(taken) = backslash_class(rest, out)? {
            at += taken;
        } else {
            at += range(rest, text, out)?;
        }
    }
}

/// Translates `[:alpha:]`.
fn posix_class(rest: &str, out: &mut String) -> Result<Option<usize>, PatternError> {
    const NAMES: [&str; 14] = [
        "alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper",
        "word", "xdigit",
    ];
    let Some(end) = rest.strip_prefix("[:").and_then(|inner| inner.find(":]")) else { return Ok(None) };
    let whole = rest.get(..end + 4).unwrap_or(rest);
    let name = rest.get(2..end + 2).unwrap_or_default();
    if !NAMES.contains(&name.strip_prefix('^').unwrap_or(name)) {
        return Err(PatternError::new(INVALID_RANGE, whole));
    }
    out.push_str(whole);
    Ok(Some(whole.len()))
}

/// Translates a character, or a range of them.
fn range(rest: &str, class: &str, out: &mut String) -> Result<usize, PatternError> {
    let (low, mut taken) = class_character(rest, class)?;
    let mut high = low;
    let follows = rest.get(taken..).unwrap_or_default();
    if follows.starts_with('-') && !follows.starts_with("-]") && follows.len() > 1 {
        let (end, end_taken) = class_character(follows.get(1..).unwrap_or_default(), class)?;
        high = end;
        taken += 1 + end_taken;
        if high < low {
            return Err(PatternError::new(INVALID_RANGE, rest.get(..taken).unwrap_or(rest)));
        }
    }
    let _infallible = write!(out, "\\x{{{:X}}}-\\x{{{:X}}}", u32::from(low), u32::from(high));
    Ok(taken)
}

fn class_character(rest: &str, class: &str) -> Result<(char, usize), PatternError> {
    match rest.chars().next() {
        None => Err(PatternError::new("missing closing ]", class)),
        Some('\\') => escape(rest),
        Some(character) => Ok((character, character.len_utf8())),
    }
}
