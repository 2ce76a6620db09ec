//! Diagnostics: what is wrong, where, with which values, and the ways out.

mod report;
mod similar;

use groundplan_format::{Diagnostic, Severity};

use crate::style::{Style, Tone};

/// Diagnostics, warnings first so that the errors stand next to the prompt, with an empty line after each and, when there
/// are several, how many there are. Warnings that say the same of many places are one, with the list of the places.
///
/// Everything shown comes from the documents: no file is read. Ends with a line break; empty for no diagnostics.
#[must_use]
pub fn diagnostics(all: &[Diagnostic], style: &Style) -> String {
    let mut out = String::new();
    for group in similar::groups(all) {
        out.push_str(&report::report(group.shown, &group.others, style));
        out.push('\n');
    }
    if all.len() > 1 {
        out.push_str(&counts(all, style));
        out.push('\n');
    }
    out
}

/// `2 errors, 1 warning`
fn counts(all: &[Diagnostic], style: &Style) -> String {
    let of = |severity: Severity, noun: &str, tone: Tone| {
        let count = all.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| style.paint(tone, format!("{count} {noun}{plural}")))
    };
    let parts = [of(Severity::Error, "error", Tone::Danger), of(Severity::Warning, "warning", Tone::Change)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
