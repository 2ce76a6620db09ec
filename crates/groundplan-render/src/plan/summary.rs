use groundplan_format::ChangeCounts;

use crate::style::{Style, Tone};

/// The one line that says what a plan does: `Plan: 1 to import, 2 to add, 0 to change, 1 to destroy.`
#[must_use]
pub fn summary(counts: ChangeCounts, style: &Style) -> String {
    let ChangeCounts { add, change, import, remove, forget } = counts;
    let mut parts = Vec::new();
    if import > 0 {
        parts.push(format!("{import} to import"));
    }
    parts.extend([format!("{add} to add"), format!("{change} to change"), format!("{remove} to destroy")]);
    if forget > 0 {
        parts.push(format!("{forget} to forget"));
    }
    format!("{} {}.", style.paint(Tone::Strong, "Plan:"), parts.join(", "))
}
