use std::fmt::Display;

use anstyle::{AnsiColor, Style as Ansi};

/// How text is to look. The same document with the same style gives the same text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether to colour it with ANSI escapes. Nothing is said by colour alone.
    pub color: bool,
    /// How many columns sentences and tables may take. Values are never broken.
    pub width: usize,
    /// Whether lines and marks may be drawn with characters beyond ASCII.
    pub unicode: bool,
}

impl Style {
    /// Without colour, 80 columns wide: for files and pipes.
    #[must_use]
    pub fn plain() -> Self {
        Self { color: false, width: 80, unicode: true }
    }

    /// In colour, for a terminal of so many columns.
    #[must_use]
    pub fn terminal(width: usize) -> Self {
        Self { color: true, width, unicode: true }
    }

    pub(crate) fn paint(&self, tone: Tone, text: impl Display) -> String {
        if !self.color {
            return text.to_string();
        }
        let ansi = tone.ansi();
        format!("{ansi}{text}{ansi:#}")
    }

    /// A line across the page.
    pub(crate) fn rule(&self) -> String {
        let stroke = if self.unicode { "─" } else { "-" };
        self.paint(Tone::Faint, stroke.repeat(self.width.clamp(20, 78)))
    }

    /// Sentences broken at the width.
    pub(crate) fn prose(&self, text: &str) -> String {
        textwrap::fill(text, self.width.max(40))
    }
}

/// What a colour says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tone {
    /// Comes into being; all is well.
    Add,
    /// Changes; take care.
    Change,
    /// Goes away; went wrong.
    Remove,
    /// Is read; a note.
    Read,
    /// The words to look at first.
    Strong,
    /// Goes away, and must not be overlooked.
    Danger,
    /// All is well, and it is the main thing said.
    Success,
    /// What can be passed over.
    Faint,
}

impl Tone {
    fn ansi(self) -> Ansi {
        let color = |color: AnsiColor| Ansi::new().fg_color(Some(color.into()));
        match self {
            Self::Add => color(AnsiColor::Green),
            Self::Change => color(AnsiColor::Yellow),
            Self::Remove => color(AnsiColor::Red),
            Self::Read => color(AnsiColor::Cyan),
            Self::Strong => Ansi::new().bold(),
            Self::Danger => color(AnsiColor::Red).bold(),
            Self::Success => color(AnsiColor::Green).bold(),
            Self::Faint => color(AnsiColor::BrightBlack),
        }
    }
}
