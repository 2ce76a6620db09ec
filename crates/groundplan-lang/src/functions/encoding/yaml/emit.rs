use std::fmt::Write;

use groundplan_value::{Kind, Value};

/// Words of a line that begin behind this column go to the next line.
const WIDTH: usize = 80;
const INDENT: usize = 2;
/// Keys of more bytes get a `?`.
const LONGEST_KEY: usize = 128;

/// The YAML of a known value: strings in double quotes or, with several lines, as blocks. Follows the state machine of
/// `libyaml`'s emitter in the version that Terraform has a port of, so as to give the same bytes.
pub(in crate::functions::encoding) fn emit(value: &Value) -> Result<String, String> {
    let mut emitter = Emitter { out: String::new(), column: 0, whitespace: true, indention: true };
    emitter.node(value, None, Place::Root)?;
    emitter.indent(0);
    // A plain scalar alone could go on, and so gets an explicit end.
    if plain(value).is_some() {
        emitter.out.push_str("...\n");
    }
    Ok(emitter.out)
}

/// The text of what is written without quotes.
fn plain(value: &Value) -> Option<String> {
    match value.kind() {
        Kind::Null(_) => Some("null".to_owned()),
        Kind::Bool(value) => Some(value.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Where a node stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    /// A key on one line with its value.
    SimpleKey,
    /// A key behind a `?`.
    Key,
    Value,
}

struct Emitter {
    out: String,
    /// Characters on the current line.
    column: usize,
    /// Whether white space stands before.
    whitespace: bool,
    /// Whether only indentation and indicators stand before on the line.
    indention: bool,
}

impl Emitter {
    fn put(&mut self, char: char) {
        self.out.push(char);
        self.column += 1;
    }

    fn line_break(&mut self) {
        self.out.push('\n');
        self.column = 0;
    }

    fn indent(&mut self, indent: usize) {
        if !self.indention || self.column > indent || (self.column == indent && !self.whitespace) {
            self.line_break();
        }
        while self.column < indent {
            self.put(' ');
        }
        self.whitespace = true;
        self.indention = true;
    }

    fn indicator(&mut self, text: &str, needs_whitespace: bool, is_indention: bool) {
        if needs_whitespace && !self.whitespace {
            self.put(' ');
        }
        text.chars().for_each(|char| self.put(char));
        self.whitespace = false;
        self.indention &= is_indention;
    }

    fn node(&mut self, value: &Value, outer: Option<usize>, place: Place) -> Result<(), String> {
        if let Some(text) = plain(value) {
            self.indicator(&text, true, false);
            return Ok(());
        }
        match value.kind() {
            Kind::String(text) => self.string(text, outer.map_or(INDENT, |outer| outer + INDENT), place),
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                if elements.is_empty() {
                    self.indicator("[]", true, false);
                }
                let in_line = place == Place::Value && !self.indention;
                let indent = outer.map_or(0, |outer| if in_line { outer } else { outer + INDENT });
                for element in elements.iter() {
                    self.indent(indent);
                    self.indicator("-", true, true);
                    self.node(element, Some(indent), Place::Item)?;
                }
            }
            Kind::Map(_, map) | Kind::Object(map) => {
                if map.is_empty() {
                    self.indicator("{}", true, false);
                }
                let indent = outer.map_or(0, |outer| outer + INDENT);
                for (key, element) in map.iter() {
                    self.indent(indent);
                    if key.len() <= LONGEST_KEY && !key.contains(is_break) {
                        self.string(key, indent + INDENT, Place::SimpleKey);
                        self.indicator(":", false, false);
                    } else {
                        self.indicator("?", true, true);
                        self.string(key, indent + INDENT, Place::Key);
                        self.indent(indent);
                        self.indicator(":", true, true);
                    }
                    self.node(element, Some(indent), Place::Value)?;
                }
            }
            _ => return Err("cannot serialize unknown value as YAML".to_owned()),
        }
        Ok(())
    }

    fn string(&mut self, text: &str, indent: usize, place: Place) {
        if text.contains('\n') && may_be_block(text) {
            self.block(text, indent);
        } else {
            self.quoted(text, indent, place != Place::SimpleKey);
        }
    }

    fn block(&mut self, text: &str, indent: usize) {
        self.indicator("|", true, false);
        if text.starts_with([' ', '\n', '\u{2028}', '\u{2029}']) {
            self.indicator("2", false, false);
        }
        let mut from_end = text.chars().rev();
        let (last, before) = (from_end.next(), from_end.next());
        if !last.is_some_and(is_break) {
            self.indicator("-", false, false);
        } else if before.is_none_or(is_break) {
            self.indicator("+", false, false);
        }
        self.line_break();
        self.indention = true;
        self.whitespace = true;
        let mut at_start = true;
        for char in text.chars() {
            if is_break(char) {
                self.put(char);
                self.column = 0;
            } else {
                if at_start {
                    self.indent(indent);
                }
                self.put(char);
            }
            at_start = is_break(char);
            self.indention = at_start;
        }
    }

    fn quoted(&mut self, text: &str, indent: usize, may_fold: bool) {
        self.indicator("\"", true, false);
        // A byte order mark first makes the emitter take every character for one.
        let escape_all = text.starts_with('\u{feff}');
        let mut after_space = false;
        let mut chars = text.char_indices().peekable();
        while let Some((at, char)) = chars.next() {
            if escape_all || !is_printable(char) || is_break(char) || matches!(char, '"' | '\\') {
                escape(char).chars().for_each(|char| self.put(char));
            } else if char == ' ' && may_fold && !after_space && self.column > WIDTH && at > 0 && at + 1 < text.len() {
                self.indent(indent);
                if chars.peek().is_some_and(|(_, next)| *next == ' ') {
                    self.put('\\');
                }
            } else {
                self.put(char);
            }
            after_space = char == ' ' && !escape_all;
        }
        self.indicator("\"", false, false);
    }
}

fn is_break(char: char) -> bool {
    matches!(char, '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_printable(char: char) -> bool {
    matches!(char, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}') && char != '\u{feff}'
}

fn may_be_block(text: &str) -> bool {
    let space_before_break = text.chars().zip(text.chars().skip(1)).any(|(char, next)| char == ' ' && is_break(next));
    text.chars().all(is_printable) && !text.ends_with(' ') && !space_before_break
}

fn escape(char: char) -> String {
    let short = match char {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' => '"',
        '\\' => '\\',
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => {
            let code = u32::from(char);
            let mut out = String::new();
            let _ = match code {
                code if code <= 0xff => write!(out, "\\x{code:02X}"),
                ..=0xffff => write!(out, "\\u{code:04X}"),
                _ => write!(out, "\\U{code:08X}"),
            };
            return out;
        }
    };
    format!("\\{short}")
}
