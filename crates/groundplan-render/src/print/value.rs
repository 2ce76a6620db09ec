use super::printer::{Look, Printer};
use crate::diff::{Body, Diff, Mark};
use crate::literal;

/// Attributes that say which object it is: shown although they are unchanged.
const TELLING: [&str; 3] = ["id", "name", "tags"];

impl Printer<'_> {
    /// A value, without the mark and the name before it, and without a line break after it.
    pub(crate) fn value(&mut self, diff: &Diff, level: usize, look: Look) {
        match &diff.body {
            Body::Scalar { before, after } => self.scalar(diff, before.as_deref(), after.as_deref(), look),
            Body::Text { lines, note } => self.text(diff, lines, *note, level, look),
            Body::Json { inner, only_spacing } => self.json(diff, inner, *only_spacing, level, look),
            Body::List(items) => self.list(diff, items, level, look),
            Body::Items(items) => self.items(diff, items, level, look),
            Body::Map(entries) => self.map(diff, entries, level, look),
            Body::Object { attributes, nested } => self.object(diff, attributes, *nested, level, look),
            Body::Block { attributes, blocks } => self.block(diff, attributes, blocks, level, look),
            Body::Unknown { before } => self.unknown(diff, before.as_deref(), level, look),
            Body::Sensitive { .. } => self.withheld(diff, "(sensitive value)", look),
            Body::SensitiveBlock => self.sensitive_block(diff, level, look),
            Body::WriteOnly => self.withheld(diff, "(write-only attribute)", look),
            Body::Becomes(before, after) => {
                self.value(before, level, look.quiet());
                self.arrow();
                self.value(after, level, look.quiet());
                self.forces(diff, look);
            }
        }
    }

    fn scalar(&mut self, diff: &Diff, before: Option<&str>, after: Option<&str>, look: Look) {
        match (before, after) {
            (Some(before), Some(after)) if diff.mark == Mark::Change => {
                self.push(before);
                self.arrow();
                self.push(after);
            }
            (before, after) => self.push(after.or(before).unwrap_or("null")),
        }
        self.null(diff.mark, look);
        self.forces(diff, look);
    }

    fn withheld(&mut self, diff: &Diff, text: &str, look: Look) {
        self.push(text);
        self.null(diff.mark, look);
        self.forces(diff, look);
    }

    fn unknown(&mut self, diff: &Diff, before: Option<&Diff>, level: usize, look: Look) {
        if let Some(before) = before {
            self.value(before, level, look.quiet().parts());
            self.arrow();
        }
        self.push("(known after apply)");
        self.forces(diff, look);
    }

    fn empty(&mut self, diff: &Diff, brackets: &str, look: Look) {
        self.push(brackets);
        self.null(diff.mark, look);
        self.forces(diff, look);
    }

    fn open(&mut self, diff: &Diff, bracket: &str, look: Look) {
        self.push(bracket);
        self.forces(diff, look);
        self.push("\n");
    }

    fn close(&mut self, diff: &Diff, bracket: &str, level: usize, look: Look) {
        self.start_close(level, look);
        self.push(bracket);
        self.null(diff.mark, look);
    }

    fn element(&mut self, item: &Diff, level: usize, look: Look) {
        self.warning(item, level, look);
        self.start(level, item.mark, look);
        self.value(item, level, look.quiet());
        self.push(",\n");
    }

    /// The changed elements, each with its unchanged neighbours.
    fn list(&mut self, diff: &Diff, items: &[Diff], level: usize, look: Look) {
        if items.is_empty() {
            return self.empty(diff, "[]", look);
        }
        self.open(diff, "[", look);
        let parts = look.parts();
        let is_changed = |index: usize| items.get(index).is_some_and(|item| item.mark != Mark::Same);
        let mut hidden = 0;
        for (index, item) in items.iter().enumerate() {
            let follows = index > 0 && is_changed(index - 1);
            if look.unchanged || is_changed(index) || is_changed(index + 1) || follows {
                self.hidden(hidden, "element", level + 1, parts);
                hidden = 0;
                let parts = if item.mark == Mark::Same { parts.whole() } else { parts };
                self.element(item, level + 1, parts);
            } else {
                hidden += 1;
            }
        }
        self.hidden(hidden, "element", level + 1, parts);
        self.close(diff, "]", level, look);
    }

    fn items(&mut self, diff: &Diff, items: &[Diff], level: usize, look: Look) {
        if items.is_empty() {
            return self.empty(diff, "[]", look);
        }
        self.open(diff, "[", look);
        let parts = look.parts();
        let mut hidden = 0;
        for item in items {
            if item.mark == Mark::Same && !look.unchanged {
                hidden += 1;
            } else {
                self.element(item, level + 1, parts);
            }
        }
        self.hidden(hidden, "element", level + 1, parts);
        self.close(diff, "]", level, look);
    }

    fn map(&mut self, diff: &Diff, entries: &[(String, Diff)], level: usize, look: Look) {
        if entries.is_empty() {
            return self.empty(diff, "{}", look);
        }
        self.open(diff, "{", look);
        let parts = if diff.mark == Mark::Remove { look.parts().quiet() } else { look.parts() };
        let keys: Vec<String> = entries.iter().map(|(key, _)| literal::quoted(key)).collect();
        let width = widest(&keys);
        let mut hidden = 0;
        for (key, (_, value)) in keys.iter().zip(entries) {
            if value.mark == Mark::Same && !look.unchanged {
                hidden += 1;
            } else {
                self.named(key, width, value, level + 1, parts);
            }
        }
        self.hidden(hidden, "element", level + 1, parts);
        self.close(diff, "}", level, look);
    }

    fn object(&mut self, diff: &Diff, attributes: &[(String, Diff)], nested: bool, level: usize, look: Look) {
        if attributes.is_empty() {
            return self.empty(diff, "{}", look);
        }
        self.open(diff, "{", look);
        self.attributes(attributes, level + 1, if nested { look.parts() } else { look.parts().quiet() });
        self.close(diff, "}", level, look);
    }

    /// The attributes of a block or object, a line or more each, then how many are not shown.
    pub(super) fn attributes(&mut self, attributes: &[(String, Diff)], level: usize, look: Look) {
        let names: Vec<_> = attributes.iter().map(|(name, _)| literal::name(name)).collect();
        let width = widest(&names);
        let mut hidden = 0;
        for (name, (key, value)) in names.iter().zip(attributes) {
            if look.tells && TELLING.contains(&key.as_str()) {
                self.named(name, width, value, level, look.whole());
            } else if value.mark == Mark::Same && !look.unchanged {
                hidden += 1;
            } else {
                self.named(name, width, value, level, look);
            }
        }
        self.hidden(hidden, "attribute", level, look);
    }

    fn named(&mut self, name: &str, width: usize, value: &Diff, level: usize, look: Look) {
        self.warning(value, level, look);
        self.start(level, value.mark, look);
        self.push(name);
        let padding = width.saturating_sub(columns(name));
        self.out.extend(std::iter::repeat_n(' ', padding));
        self.push(" = ");
        self.value(value, level, look);
        self.push("\n");
    }
}

fn widest<T: AsRef<str>>(names: &[T]) -> usize {
    names.iter().map(|name| columns(name.as_ref())).max().unwrap_or(0)
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}
