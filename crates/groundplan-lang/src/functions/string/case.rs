//! Case of single characters: one character always gives one (Unicode's simple case mapping), unlike in Rust's strings.

/// The character in upper case.
pub(super) fn upper_char(character: char) -> char {
    let mut mapped = character.to_uppercase();
    match (mapped.next(), mapped.next()) {
        (Some(upper), None) => upper,
        _ => match character {
            '\u{1f80}'..='\u{1f87}' | '\u{1f90}'..='\u{1f97}' | '\u{1fa0}'..='\u{1fa7}' => above(character, 8),
            '\u{1fb3}' | '\u{1fc3}' | '\u{1ff3}' => above(character, 9),
            other => other,
        },
    }
}

/// The character in lower case.
pub(super) fn lower_char(character: char) -> char {
    // The only one whose full mapping has two characters is the capital i with a dot.
    character.to_lowercase().next().unwrap_or(character)
}

/// The character as the first of a word.
pub(super) fn title_char(character: char) -> char {
    match character {
        '\u{1c4}'..='\u{1c6}' => '\u{1c5}',
        '\u{1c7}'..='\u{1c9}' => '\u{1c8}',
        '\u{1ca}'..='\u{1cc}' => '\u{1cb}',
        '\u{1f1}'..='\u{1f3}' => '\u{1f2}',
        // Georgian has capital letters, but words do not start with them.
        '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}' => character,
        _ => upper_char(character),
    }
}

/// Whether a word may start after the character.
pub(super) fn is_separator(character: char) -> bool {
    if character.is_ascii() {
        !character.is_ascii_alphanumeric() && character != '_'
    } else {
        character.is_whitespace()
    }
}

fn above(character: char, distance: u32) -> char {
    char::from_u32(u32::from(character) + distance).unwrap_or(character)
}
