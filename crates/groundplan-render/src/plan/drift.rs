use groundplan_format::{Action, Plan, ResourceChange, ResourceMode};

use super::header::header;
use super::resource::{Cause, diff_of, resource};
use crate::diff::{Diff, Mark, Relevant};
use crate::style::{Style, Tone};

/// What was changed outside, as far as it is worth showing: everything when the plan only takes notice of it, else what
/// the planned changes refer to, and what is gone.
pub(crate) fn drift(plan: &Plan) -> Vec<(&ResourceChange, Diff)> {
    let is_refresh_only = is_refresh_only(plan);
    let managed = plan.resource_drift.iter().filter(|resource| resource.mode == ResourceMode::Managed);
    let with_diff = managed.map(|resource| {
        let relevant = if is_refresh_only { Relevant::All } else { relevant(plan, resource) };
        (resource, diff_of(plan, resource, relevant))
    });
    with_diff.filter(|(_, diff)| diff.mark != Mark::Same).collect()
}

/// Whether the plan only takes notice of what was changed outside. A plan of that kind looks at no configuration, so it
/// has no resource changes at all, not even such that do nothing.
pub(super) fn is_refresh_only(plan: &Plan) -> bool {
    !plan.resource_drift.is_empty() && plan.resource_changes.is_empty()
}

fn relevant<'a>(plan: &'a Plan, resource: &ResourceChange) -> Relevant<'a> {
    let paths = plan.relevant_attributes.iter().filter(|attribute| attribute.resource == resource.address);
    Relevant::Paths(paths.map(|attribute| attribute.attribute.as_slice()).collect())
}

pub(super) fn section(plan: &Plan, drifted: &[(&ResourceChange, Diff)], style: &Style) -> String {
    let note = style.paint(Tone::Read, "Note:");
    let title = style.paint(Tone::Strong, "Objects have changed outside of Groundplan");
    let is_refresh_only = is_refresh_only(plan);
    let intro = if is_refresh_only {
        "Since the last apply these objects were changed by someone else:"
    } else {
        "Since the last apply these objects were changed by someone else, which may be why the plan below changes things:"
    };
    let mut out = format!("{note} {title}\n\n{}\n", style.prose(intro));
    for (change, diff) in drifted {
        let text = if change.change.action == Action::Delete && !is_refresh_only {
            header(change, Cause::Drift, style)
        } else {
            resource(change, diff, Cause::Drift, style) + "\n"
        };
        out.push_str(&format!("\n{text}"));
    }
    let outro = if is_refresh_only {
        "Applying this plan records these changes in the state. It changes no real object."
    } else {
        "The plan below undoes what the configuration does not say too. To keep such a change, say it in the \
         configuration or list the argument in ignore_changes."
    };
    out.push_str(&format!("\n{}\n\n{}\n\n", style.prose(outro), style.rule()));
    out
}
