//! Values as source text of the language, laid out as `fmt` would.

use groundplan_value::{Kind, Map, Value, is_printable};

use crate::syntax::is_identifier;

/// A line: what stands before its first equals sign, the sign with what follows it, and how many more brackets it opens
/// than it closes.
#[derive(Default)]
struct Line {
    lead: String,
    assign: Option<String>,
    opened: i32,
}

/// Collects lines.
#[derive(Default)]
pub(super) struct Source {
    lines: Vec<Line>,
    current: Line,
}

impl Source {
    /// The text of the lines: one level of indentation for every line that opens brackets, equals signs of neighbouring
    /// lines below one another.
    pub(super) fn finish(mut self) -> String {
        if !self.current.lead.is_empty() {
            self.new_line();
        }
        let widths: Vec<usize> = self.assign_columns();
        let mut out = String::new();
        let mut levels: Vec<i32> = Vec::new();
        for (line, width) in self.lines.iter().zip(widths) {
            close(&mut levels, -line.opened);
            out.push_str(&"  ".repeat(levels.len()));
            out.push_str(&line.lead);
            if let Some(assign) = &line.assign {
                // A line that goes on below is not brought into line with others.
                let gap = width.saturating_sub(columns(&line.lead)) + 1;
                out.push_str(&" ".repeat(gap));
                out.push_str(assign);
            }
            out.push('\n');
            if line.opened > 0 {
                levels.push(line.opened);
            }
        }
        out
    }

    /// For every line, the widest lead among the neighbouring lines with a whole assignment.
    fn assign_columns(&self) -> Vec<usize> {
        let mut widths = Vec::with_capacity(self.lines.len());
        let is_whole = |line: &Line| line.assign.is_some() && line.opened == 0;
        let mut rest = self.lines.as_slice();
        while let Some(first) = rest.first() {
            let run = rest.iter().take_while(|line| is_whole(line)).count();
            let (run, after) = rest.split_at(run.max(1));
            let widest = if is_whole(first) { run.iter().map(|line| columns(&line.lead)).max() } else { None };
            widths.extend(run.iter().map(|line| widest.unwrap_or_else(|| columns(&line.lead))));
            rest = after;
        }
        widths
    }

    /// `name = value`, and the end of the line.
    pub(super) fn assignment(&mut self, name: &str, value: &Value) {
        self.push(name);
        self.current.assign.get_or_insert_default().push_str("= ");
        self.value(value);
        self.new_line();
    }

    pub(super) fn value(&mut self, value: &Value) {
        match value.kind() {
            Kind::Null(_) | Kind::Unknown(..) => self.push("null"),
            Kind::Bool(value) => self.push(if *value { "true" } else { "false" }),
            Kind::Number(number) => self.push(&number.to_string()),
            Kind::String(text) => self.push(&quoted(text)),
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => {
                self.push("[");
                self.current.opened += 1;
                for (at, element) in elements.iter().enumerate() {
                    if at > 0 {
                        self.push(", ");
                    }
                    self.value(element);
                }
                self.push("]");
                self.current.opened -= 1;
            }
            Kind::Map(_, map) | Kind::Object(map) => self.mapping(map),
        }
    }

    fn mapping(&mut self, map: &Map) {
        self.push("{");
        self.current.opened += 1;
        if !map.is_empty() {
            self.new_line();
        }
        for (key, value) in map {
            let key = if is_identifier(key) { key.to_string() } else { quoted(key) };
            self.assignment(&key, value);
        }
        self.push("}");
        self.current.opened -= 1;
    }

    fn push(&mut self, text: &str) {
        match &mut self.current.assign {
            Some(assign) => assign.push_str(text),
            None => self.current.lead.push_str(text),
        }
    }

    fn new_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.current));
    }
}

/// Takes back the levels that a line closes.
fn close(levels: &mut Vec<i32>, mut closed: i32) {
    while closed > 0 {
        let Some(last) = levels.last_mut() else { return };
        if closed < *last {
            *last -= closed;
            return;
        }
        closed -= *last;
        levels.pop();
    }
}

fn columns(text: &str) -> usize {
    use unicode_segmentation::UnicodeSegmentation;
    text.graphemes(true).count()
}

/// A string as a template without interpolations.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '$' | '%' => {
                out.push(character);
                if characters.peek() == Some(&'{') {
                    out.push(character);
                }
            }
            _ if is_printable(character) => out.push(character),
            _ => match u32::from(character) {
                code @ ..0x1_0000 => out.push_str(&format!("\\u{code:04x}")),
                code => out.push_str(&format!("\\U{code:08x}")),
            },
        }
    }
    out.push('"');
    out
}
