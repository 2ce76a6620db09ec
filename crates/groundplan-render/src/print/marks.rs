use groundplan_format::Action;

use crate::diff::Mark;
use crate::style::{Style, Tone};

/// The mark of a part, four columns wide.
pub(crate) fn mark(mark: Mark, style: &Style) -> String {
    match mark {
        Mark::Same => "    ".to_owned(),
        Mark::Add => format!("  {} ", style.paint(Tone::Add, "+")),
        Mark::Remove => format!("  {} ", style.paint(Tone::Remove, "-")),
        Mark::Change => format!("  {} ", style.paint(Tone::Change, "~")),
    }
}

/// The mark of what a plan does with an object, three columns wide.
pub(crate) fn action_mark(action: Action, style: &Style) -> String {
    let (add, remove) = (style.paint(Tone::Add, "+"), style.paint(Tone::Remove, "-"));
    match action {
        Action::NoOp => "   ".to_owned(),
        Action::Create => format!("  {add}"),
        Action::Read => format!(" {}", style.paint(Tone::Read, "<=")),
        Action::Update => format!("  {}", style.paint(Tone::Change, "~")),
        Action::Delete => format!("  {remove}"),
        Action::DeleteThenCreate => format!("{remove}/{add}"),
        Action::CreateThenDelete => format!("{add}/{remove}"),
        Action::Forget => format!("  {}", style.paint(Tone::Remove, ".")),
    }
}
