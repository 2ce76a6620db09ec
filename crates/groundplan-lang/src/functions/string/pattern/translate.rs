use super::PatternError;
use super::class::{backslash_class, bracket_class};
use super::escape::escape;

const MOST_REPEATS: u32 = 1000;

/// A pattern in the syntax of Rust's `regex`, and the names of its groups, which all are without a name there: Go allows
/// names that Rust does not, and one name twice.
pub(super) struct Translated {
    pub(super) pattern: String,
    pub(super) groups: Vec<Option<String>>,
}

/// Reads a pattern in Go's syntax and writes the same in that of Rust's `regex`.
pub(super) fn translate(pattern: &str) -> Result<Translated, PatternError> {
    let mut translator = Translator {
        pattern,
        at: 0,
        out: String::new(),
        groups: Vec::new(),
        may_repeat: false,
        last: 1,
        open: vec![1],
    };
    // Where the last repetition operator starts, while nothing has followed it.
    let mut repetition: Option<usize> = None;
    while let Some(character) = translator.rest().chars().next() {
        let start = translator.at;
        let is_repetition = translator.step(character, repetition)?;
        repetition = is_repetition.then_some(start);
    }
    if translator.open.len() > 1 {
        return Err(PatternError::new("missing closing )", pattern));
    }
    Ok(Translated { pattern: translator.out, groups: translator.groups })
}

struct Translator<'a> {
    pattern: &'a str,
    at: usize,
    out: String,
    groups: Vec<Option<String>>,
    /// Whether something precedes that a repetition operator may apply to.
    may_repeat: bool,
    /// How often the counted repetitions within the last element may repeat a part of it.
    last: u32,
    /// The most of that so far, for the whole pattern and for every open group.
    open: Vec<u32>,
}

impl<'a> Translator<'a> {
    fn rest(&self) -> &'a str {
        self.pattern.get(self.at..).unwrap_or_default()
    }

    /// Takes the next element. Tells whether it was a repetition operator.
    fn step(&mut self, character: char, repetition: Option<usize>) -> Result<bool, PatternError> {
        match character {
            '*' | '+' | '?' => {
                self.repeat(1, repetition)?;
                return Ok(true);
            }
            '{' => {
                if let Some((bounds, least, most)) = bounds(self.rest()) {
                    let invalid = || PatternError::new("invalid repeat count", bounds);
                    let times = most.unwrap_or(least).max(1).saturating_mul(self.last);
                    if least > MOST_REPEATS || most.is_some_and(|most| most < least) || times > MOST_REPEATS {
                        return Err(invalid());
                    }
                    self.repeat(bounds.len(), repetition)?;
                    self.element(times);
                    return Ok(true);
                }
                self.literal(character, 1);
            }
            '(' => self.group()?,
            ')' => {
                if self.open.len() < 2 {
                    return Err(PatternError::new("unexpected )", self.pattern));
                }
                let inner = self.open.pop().unwrap_or(1);
                self.push(1, ")", true);
                self.element(inner);
            }
            '|' => self.push(1, "|", false),
            '^' => self.push(1, "^", true),
            '$' => self.push(1, "$", true),
            '.' => self.push(1, ".", true),
            '[' => {
                self.at += bracket_class(self.rest(), &mut self.out)?;
                self.may_repeat = true;
            }
            '\\' => self.backslash()?,
            other => self.literal(other, other.len_utf8()),
        }
        Ok(false)
    }

    fn push(&mut self, taken: usize, text: &str, may_repeat: bool) {
        self.out.push_str(text);
        self.at += taken;
        self.may_repeat = may_repeat;
        self.last = 1;
    }

    /// Notes how often the element that has just been written repeats a part of it.
    fn element(&mut self, times: u32) {
        self.last = times;
        if let Some(most) = self.open.last_mut() {
            *most = times.max(*most);
        }
    }

    fn open_group(&mut self, taken: usize, opening: &str) {
        self.open.push(1);
        self.push(taken, opening, false);
    }

    fn literal(&mut self, character: char, taken: usize) {
        self.push(taken, &regex::escape(character.encode_utf8(&mut [0; 4])), true);
    }

    fn repeat(&mut self, mut taken: usize, repetition: Option<usize>) -> Result<(), PatternError> {
        if self.rest().get(taken..).is_some_and(|rest| rest.starts_with('?')) {
            taken += 1;
        }
        let end = self.at + taken;
        let part = |start: usize| self.pattern.get(start..end).unwrap_or_default();
        if let Some(start) = repetition {
            return Err(PatternError::new("invalid nested repetition operator", part(start)));
        }
        if !self.may_repeat {
            return Err(PatternError::new("missing argument to repetition operator", part(self.at)));
        }
        let operator = part(self.at);
        self.push(taken, operator, true);
        Ok(())
    }

    fn group(&mut self) -> Result<(), PatternError> {
        let rest = self.rest();
        if !rest.starts_with("(?") {
            self.groups.push(None);
            self.open_group(1, "(");
            return Ok(());
        }
        if rest.starts_with("(?P<") || rest.starts_with("(?<") {
            return self.named_group(rest);
        }
        let flags_end = flags(rest)?;
        let flags = rest.get(..flags_end).unwrap_or(rest);
        if flags.ends_with(':') {
            self.open_group(flags_end, flags);
        } else {
            // Flags alone, as in `(?i)`, are no group, and nothing that could be repeated. Rust refuses those without one.
            self.push(flags_end, if flags == "(?)" { "" } else { flags }, false);
        }
        Ok(())
    }

    fn named_group(&mut self, rest: &'a str) -> Result<(), PatternError> {
        const INVALID: &str = "invalid named capture";
        let Some(end) = rest.find('>') else { return Err(PatternError::new(INVALID, rest)) };
        let opening = rest.get(..=end).unwrap_or(rest);
        let name = opening.trim_start_matches("(?").trim_start_matches('P');
        let name = name.trim_start_matches('<').trim_end_matches('>');
        let is_word = |character: char| character.is_ascii_alphanumeric() || character == '_';
        if name.is_empty() || !name.chars().all(is_word) {
            return Err(PatternError::new(INVALID, opening));
        }
        self.groups.push(Some(name.to_owned()));
        self.open_group(opening.len(), "(");
        Ok(())
    }

    fn backslash(&mut self) -> Result<(), PatternError> {
        let rest = self.rest();
        match rest.chars().nth(1) {
            Some('A') => self.push(2, r"\A", true),
            Some('z') => self.push(2, r"\z", true),
            Some('b') => self.push(2, r"(?-u:\b)", true),
            Some('B') => self.push(2, r"(?-u:\B)", true),
            Some('C') => return Err(PatternError::new("invalid escape sequence", r"\C")),
            Some('Q') => {
                let quoted = rest.get(2..).unwrap_or_default();
                let (quoted, taken) = match quoted.find(r"\E") {
                    Some(end) => (quoted.get(..end).unwrap_or_default(), end + 4),
                    None => (quoted, rest.len()),
                };
                let may_repeat = self.may_repeat || !quoted.is_empty();
                self.push(taken, &regex::escape(quoted), may_repeat);
            }
            _ => {
                if let Some(taken) = backslash_class(rest, &mut self.out)? {
                    self.at += taken;
                    self.may_repeat = true;
                } else {
                    let (character, taken) = escape(rest)?;
                    self.literal(character, taken);
                }
            }
        }
        Ok(())
    }
}

/// Reads flags as in `(?i:` and `(?s-m)`; gives where they end.
fn flags(text: &str) -> Result<usize, PatternError> {
    let (mut saw_flag, mut negative) = (false, false);
    for (at, character) in text.char_indices().skip(2) {
        match character {
            'i' | 'm' | 's' | 'U' => saw_flag = true,
            '-' if !negative => (negative, saw_flag) = (true, false),
            ':' | ')' if !negative || saw_flag => return Ok(at + 1),
            other => {
                let part = text.get(..at + other.len_utf8()).unwrap_or(text);
                return Err(PatternError::new("invalid or unsupported Perl syntax", part));
            }
        }
    }
    Err(PatternError::new("invalid or unsupported Perl syntax", text))
}

/// Reads `{2}`, `{2,}` or `{2,3}`; anything else that starts with a brace is literal text.
fn bounds(text: &str) -> Option<(&str, u32, Option<u32>)> {
    let inner = text.get(1..text.find('}')?)?;
    let number = |digits: &str| {
        let plain = !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
        // As in Go, a number does not start with a zero.
        (plain && (digits == "0" || !digits.starts_with('0'))).then(|| digits.parse().unwrap_or(u32::MAX))
    };
    let (least, most) = match inner.split_once(',') {
        None => (number(inner)?, Some(number(inner)?)),
        Some((least, "")) => (number(least)?, None),
        Some((least, most)) => (number(least)?, Some(number(most)?)),
    };
    Some((text.get(..inner.len() + 2)?, least, most))
}
