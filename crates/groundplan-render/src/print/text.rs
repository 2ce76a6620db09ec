use super::printer::{Look, Printer};
use crate::diff::{Diff, Line, Mark};

/// So many unchanged lines are shown around a changed one.
const NEIGHBOURS: usize = 3;

/// A run of unchanged lines is shortened when that hides at least so many.
const WORTH_HIDING: usize = 4;

impl Printer<'_> {
    pub(super) fn text(&mut self, diff: &Diff, lines: &[Line], note: Option<&str>, level: usize, look: Look) {
        self.push("<<-EOT");
        self.forces(diff, look);
        if let Some(note) = note {
            self.faint(&format!(" # {note}"));
        }
        self.push("\n");
        let shown = shown(lines);
        let mut hidden = 0;
        for (line, is_shown) in lines.iter().zip(shown) {
            if !is_shown {
                hidden += 1;
                continue;
            }
            self.hidden(std::mem::take(&mut hidden), "line", level + 1, look);
            if line.text.is_empty() && line.mark == Mark::Same {
                self.push("\n");
                continue;
            }
            self.start(level + 1, line.mark, look);
            self.push(&line.text);
            self.push("\n");
        }
        self.hidden(hidden, "line", level + 1, look);
        self.start_close(level, look);
        self.push("EOT");
        self.null(diff.mark, look);
    }

    pub(super) fn json(&mut self, diff: &Diff, inner: &Diff, only_spacing: bool, level: usize, look: Look) {
        let parts = look.parts().quiet();
        let is_empty = inner.body.is_empty();
        self.push("jsonencode(");
        if only_spacing {
            self.faint(if diff.forces || look.forces {
                " # spacing changes, which forces replacement"
            } else {
                " # only spacing changes"
            });
        }
        if is_empty && !only_spacing {
            self.value(inner, level, parts);
        } else {
            self.push("\n");
            // What comes or goes as a whole is marked inside, part by part.
            let mark = if inner.mark == Mark::Change { Mark::Change } else { Mark::Same };
            self.start(level + 1, mark, look);
            self.value(inner, level + 1, if only_spacing { parts.whole() } else { parts });
            if !only_spacing {
                self.forces(diff, look);
            }
            self.push("\n");
            self.start_close(level, look);
        }
        self.push(")");
        self.null(diff.mark, look);
    }
}

/// Which lines are shown: all of a text that does not change, else the changed ones and their neighbours.
fn shown(lines: &[Line]) -> Vec<bool> {
    let changed: Vec<usize> =
        lines.iter().enumerate().filter(|(_, line)| line.mark != Mark::Same).map(|(index, _)| index).collect();
    if changed.is_empty() {
        return vec![true; lines.len()];
    }
    let mut shown = vec![false; lines.len()];
    for index in changed {
        let neighbours = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS + 1).min(lines.len());
        shown.get_mut(neighbours).into_iter().flatten().for_each(|line| *line = true);
    }
    let mut start = 0;
    while start < shown.len() {
        let end = (start..shown.len()).find(|index| shown.get(*index) != shown.get(start)).unwrap_or(shown.len());
        if shown.get(start) == Some(&false) && end - start < WORTH_HIDING {
            shown.get_mut(start..end).into_iter().flatten().for_each(|line| *line = true);
        }
        start = end;
    }
    shown
}
