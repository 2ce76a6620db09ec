use crate::diff::{Diff, Mark};
use crate::style::{Style, Tone};

use super::marks;

/// How a part is to be shown, as what it stands in asks for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look {
    /// Whether unchanged parts are shown too.
    pub(crate) unchanged: bool,
    /// Whether what goes away says so with `-> null`.
    pub(crate) says_null: bool,
    /// Whether it forces the replacement, because all of its name do.
    pub(crate) forces: bool,
    /// Whether there is a column of marks. A state has none.
    pub(crate) marks: bool,
    /// Whether attributes that tell objects apart are shown although they are unchanged.
    pub(crate) tells: bool,
}

impl Look {
    /// For the change of a resource.
    pub(crate) fn change() -> Self {
        Self { unchanged: false, says_null: true, forces: false, marks: true, tells: true }
    }

    /// For a value that is only shown.
    pub(crate) fn value() -> Self {
        Self { unchanged: true, says_null: false, forces: false, marks: false, tells: true }
    }

    /// For the change of a resource where only changes matter, not which object it is.
    pub(crate) fn brief() -> Self {
        Self { tells: false, ..Self::change() }
    }

    /// For parts of which the whole already says that they go away.
    pub(super) fn quiet(self) -> Self {
        Self { says_null: false, ..self }
    }

    /// For what is shown though it is unchanged.
    pub(super) fn whole(self) -> Self {
        Self { unchanged: true, ..self }
    }

    /// For the parts of this.
    pub(super) fn parts(self) -> Self {
        Self { forces: false, tells: true, ..self }
    }
}

/// Text in the making.
pub(crate) struct Printer<'s> {
    pub(super) out: String,
    pub(super) style: &'s Style,
}

impl<'s> Printer<'s> {
    pub(crate) fn new(style: &'s Style) -> Self {
        Self { out: String::new(), style }
    }

    /// The text of a value that starts on a line indented by `level`.
    pub(crate) fn print(style: &'s Style, diff: &Diff, level: usize, look: Look) -> String {
        let mut printer = Self::new(style);
        printer.value(diff, level, look);
        printer.out
    }

    pub(super) fn push(&mut self, text: &str) {
        self.out.push_str(text);
    }

    pub(super) fn indent(&mut self, level: usize) {
        self.out.extend(std::iter::repeat_n(' ', 4 * level));
    }

    /// Starts a line of a part at a level: the indentation and the mark.
    pub(super) fn start(&mut self, level: usize, mark: Mark, look: Look) {
        self.indent(level);
        if look.marks {
            self.push(&marks::mark(mark, self.style));
        }
    }

    /// Starts the line that closes a value whose parts stand one level further in.
    pub(super) fn start_close(&mut self, level: usize, look: Look) {
        self.start(level, Mark::Same, look);
    }

    /// A line that says how many parts are not shown.
    pub(super) fn hidden(&mut self, count: usize, what: &str, level: usize, look: Look) {
        if count > 0 {
            self.start(level, Mark::Same, look);
            let plural = if count == 1 { "" } else { "s" };
            self.faint(&format!("# ({count} unchanged {what}{plural} hidden)"));
            self.push("\n");
        }
    }

    pub(super) fn faint(&mut self, text: &str) {
        let text = self.style.paint(Tone::Faint, text);
        self.push(&text);
    }

    /// ` -> null` for what goes away.
    pub(super) fn null(&mut self, mark: Mark, look: Look) {
        if mark == Mark::Remove && look.says_null {
            self.faint(" -> null");
        }
    }

    pub(super) fn forces(&mut self, diff: &Diff, look: Look) {
        if diff.forces || look.forces {
            let text = self.style.paint(Tone::Remove, " # forces replacement");
            self.push(&text);
        }
    }

    pub(super) fn arrow(&mut self) {
        let arrow = self.style.paint(Tone::Change, "->");
        self.push(&format!(" {arrow} "));
    }
}
