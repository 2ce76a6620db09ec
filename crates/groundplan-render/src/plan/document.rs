use groundplan_format::{Action, Plan, ResourceChange};

use super::changes::shown_changes;
use super::drift::{drift, is_refresh_only, section};
use super::outputs::outputs;
use super::resource::{Cause, diff_of, resource};
use super::summary::summary;
use crate::diff::Relevant;
use crate::print::action_mark;
use crate::style::{Style, Tone};

/// A plan: what was changed outside, what is done and why, how output values change, and one line that sums it up.
///
/// Ends with a line break. Shows only what changes. Sensitive values are never in it. The structure of the resource
/// types is taken from [`Plan::provider_schemas`]; without it nested blocks look like arguments.
#[must_use]
pub fn plan(plan: &Plan, style: &Style) -> String {
    let shown = shown_changes(plan);
    let drifted = drift(plan);
    let outputs = outputs(plan, style);
    let mut out = String::new();
    if shown.is_empty() && outputs.is_empty() {
        if !drifted.is_empty() && (is_refresh_only(plan) || plan.applyable) {
            out.push_str(&section(plan, &drifted, style));
        }
        out.push_str(&nothing_to_do(plan, style));
        return out;
    }
    if !drifted.is_empty() {
        out.push_str(&section(plan, &drifted, style));
    }
    if !shown.is_empty() {
        out.push_str(&changes_of(plan, &shown, style));
        out.push_str(&format!("{}\n", summary(plan.counts(), style)));
    }
    if !outputs.is_empty() {
        let gap = if shown.is_empty() { "" } else { "\n" };
        out.push_str(&format!("{gap}Changes to Outputs:\n{outputs}"));
        if shown.is_empty() {
            let note = "Applying this plan saves these values in the state. It changes no real object.";
            out.push_str(&format!("\n{}\n", style.prose(note)));
        }
    }
    out
}

/// The legend and the changed resources, with an empty line after each.
fn changes_of(plan: &Plan, shown: &[&ResourceChange], style: &Style) -> String {
    let mut out = legend(shown, style);
    let intro = if plan.errored {
        "Groundplan planned the following actions before it met an error:"
    } else {
        "Groundplan will perform the following actions:"
    };
    out.push_str(&format!("{}\n\n", style.prose(intro)));
    for change in shown {
        let diff = diff_of(plan, change, Relevant::All);
        out.push_str(&format!("{}\n\n", resource(change, &diff, Cause::Planned, style)));
    }
    out
}

/// What the marks mean, those that are used.
pub(crate) fn legend(shown: &[&ResourceChange], style: &Style) -> String {
    let entries = [
        (Action::Create, "create"),
        (Action::Update, "update in-place"),
        (Action::Delete, "destroy"),
        (Action::DeleteThenCreate, "destroy and then create replacement"),
        (Action::CreateThenDelete, "create replacement and then destroy"),
        (Action::Read, "read (data sources)"),
        (Action::Forget, "forget (drop from the state, leave the object alone)"),
    ];
    let used = entries.into_iter().filter(|(action, _)| shown.iter().any(|it| it.change.action == *action));
    let lines: String = used.map(|(action, what)| format!("{} {what}\n", action_mark(action, style))).collect();
    if lines.is_empty() { lines } else { format!("{lines}\n") }
}

fn nothing_to_do(plan: &Plan, style: &Style) -> String {
    if plan.errored {
        let failed = style.paint(Tone::Danger, "Planning failed.");
        return format!("{failed} Nothing was planned before the error.\n");
    }
    if is_refresh_only(plan) {
        return String::new();
    }
    let none = style.paint(Tone::Success, "No changes.");
    format!("{none} {}\n", style.paint(Tone::Strong, "Your infrastructure matches the configuration."))
}
