use super::PatternError;

/// Reads an escape sequence that stands for one character, from its backslash on. Gives the character and how many bytes
/// it took.
pub(super) fn escape(text: &str) -> Result<(char, usize), PatternError> {
    let mut rest = text.char_indices().skip(1);
    let Some((_, kind)) = rest.next() else {
        return Err(PatternError::new("trailing backslash at end of expression", ""));
    };
    let after = 1 + kind.len_utf8();
    let tail = text.get(after..).unwrap_or_default();
    let simple = |character: char| Ok((character, after));
    match kind {
        'a' => simple('\u{7}'),
        'f' => simple('\u{c}'),
        'n' => simple('\n'),
        'r' => simple('\r'),
        't' => simple('\t'),
        'v' => simple('\u{b}'),
        'x' => hexadecimal(text),
        '0' => Ok(octal(text, after)),
        // A single digit would be a reference to a group, which there is not.
        '1'..='7' if tail.starts_with(|digit| ('0'..='7').contains(&digit)) => Ok(octal(text, after)),
        _ if kind.is_ascii() && !kind.is_ascii_alphanumeric() => simple(kind),
        _ => Err(PatternError::new("invalid escape sequence", text.get(..after).unwrap_or(text))),
    }
}

fn octal(text: &str, after: usize) -> (char, usize) {
    let digits = text.bytes().skip(1).take(3).take_while(|digit| (b'0'..=b'7').contains(digit)).count();
    let value = text.get(1..1 + digits).and_then(|digits| u32::from_str_radix(digits, 8).ok());
    value.and_then(char::from_u32).map_or(('\0', after), |character| (character, 1 + digits))
}

fn hexadecimal(text: &str) -> Result<(char, usize), PatternError> {
    let invalid = |end: usize| PatternError::new("invalid escape sequence", text.get(..end).unwrap_or(text));
    let tail = text.get(2..).unwrap_or_default();
    let value = |digits: &str| u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    if let Some(braced) = tail.strip_prefix('{') {
        let digits = braced.bytes().take_while(u8::is_ascii_hexdigit).count();
        let closed = braced.get(digits..).is_some_and(|rest| rest.starts_with('}'));
        let character = braced.get(..digits).and_then(value).filter(|_| closed);
        let next = braced.get(digits..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        return character.map(|character| (character, 4 + digits)).ok_or_else(|| invalid(3 + digits + next));
    }
    let read: usize = tail.chars().take(2).map(char::len_utf8).sum();
    let digits = tail.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    digits.and_then(value).map(|character| (character, 4)).ok_or_else(|| invalid(2 + read))
}
