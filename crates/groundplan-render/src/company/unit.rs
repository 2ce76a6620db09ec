use std::collections::BTreeMap;

use groundplan_format::{Action, ActionReason, ResourceChange, Unit};

use super::fold::{Folded, fold};
use crate::diff::{Body, Diff, Mark, Pair, Relevant, dynamic};
use crate::literal;
use crate::plan::{Cause, diff_of, drift, outputs, resource, shown_changes, structure_of};
use crate::print::{action_mark, brief, mark};
use crate::style::{Style, Tone};

/// So many lines are shown of objects that come or go as a whole.
const MOST_LINES: usize = 20;

/// So many lines are shown of the change of one object.
const MOST_LINES_OF_ONE: usize = 40;

/// Whether a unit has anything to show.
pub(super) fn changes(unit: &Unit) -> bool {
    let plan = &unit.plan;
    !shown_changes(plan).is_empty()
        || plan.errored
        || plan.output_changes.values().any(|change| dynamic(Pair::of_change(change)).mark != Mark::Same)
}

/// A unit's changes in full.
pub(super) fn full(unit: &Unit, style: &Style) -> String {
    let plan = &unit.plan;
    let mut out = String::new();
    for change in shown_changes(plan) {
        let diff = diff_of(plan, change, Relevant::All);
        out.push_str(&format!("{}\n\n", resource(change, &diff, Cause::Planned, style)));
    }
    let outputs = outputs(plan, style);
    if !outputs.is_empty() {
        out.push_str(&format!("  Outputs:\n{outputs}"));
    }
    out
}

/// A unit's changes in brief: what changes in a resource, or a line for what comes or goes as a whole.
pub(super) fn changed(path: &str, unit: &Unit, style: &Style) -> String {
    let plan = &unit.plan;
    let mut out = notes(unit, style);
    let (inside, whole): (Vec<_>, Vec<_>) = shown_changes(plan).into_iter().partition(|change| changes_inside(change));
    for change in inside {
        let diff = diff_of(plan, change, Relevant::All);
        out.push_str(&line(&Folded::one(change), style));
        let text = brief(style, &diff, structure_of(plan, change), change.change.action.is_replace());
        out.push_str(&shortened(&text, path));
    }
    out.push_str(&come_and_go(&whole, style));
    out.push_str(&output_names(unit, style));
    indented(&out)
}

fn changes_inside(change: &ResourceChange) -> bool {
    change.change.action == Action::Update || change.change.action.is_replace()
}

fn notes(unit: &Unit, style: &Style) -> String {
    let mut out = String::new();
    if unit.plan.errored {
        out.push_str(&format!("{}\n", style.paint(Tone::Danger, "  ! planning failed; this was planned until then:")));
    }
    for (change, diff) in drift(&unit.plan) {
        let address = literal::line(&change.address);
        let what = if change.change.action == Action::Delete {
            "is gone".to_owned()
        } else {
            format!("was changed by someone else: {}", names(&diff))
        };
        out.push_str(&format!("  {} {address} {what}\n", style.paint(Tone::Read, "!")));
    }
    out
}

/// The names of a resource's changed arguments and blocks.
fn names(diff: &Diff) -> String {
    let Body::Block { attributes, blocks } = &diff.body else { return String::new() };
    let attributes = attributes.iter().filter(|(_, it)| it.mark != Mark::Same).map(|(name, _)| name.as_str());
    let is_changed = |group: &&crate::diff::Blocks| group.blocks.iter().any(|(_, it)| it.mark != Mark::Same);
    let blocks = blocks.iter().filter(is_changed).map(|group| group.name.as_str());
    attributes.chain(blocks).map(|name| literal::name(name).into_owned()).collect::<Vec<_>>().join(", ")
}

/// A line for each object, or for all instances of a resource; of very many the rest is counted by type.
fn come_and_go(changes: &[&ResourceChange], style: &Style) -> String {
    let folded = fold(changes);
    if folded.len() <= MOST_LINES + 1 {
        return folded.iter().map(|it| line(it, style)).collect();
    }
    let (shown, rest) = folded.split_at(MOST_LINES);
    let mut out: String = shown.iter().map(|it| line(it, style)).collect();
    let mut counts: BTreeMap<(Action, &str), usize> = BTreeMap::new();
    for it in rest {
        *counts.entry((it.first.change.action, &it.first.resource_type)).or_default() += it.keys.len().max(1);
    }
    for ((action, resource_type), count) in counts {
        out.push_str(&format!("{} {count} more {}\n", action_mark(action, style), literal::line(resource_type)));
    }
    out
}

fn line(folded: &Folded<'_>, style: &Style) -> String {
    let change = folded.first;
    let address = style.paint(Tone::Strong, literal::line(&folded.address()));
    let notes = notes_of(change);
    let notes =
        if notes.is_empty() { String::new() } else { style.paint(Tone::Faint, format!("  # {}", notes.join(", "))) };
    format!("{} {address}{notes}\n", action_mark(change.change.action, style))
}

/// Why, in few words.
fn notes_of(change: &ResourceChange) -> Vec<String> {
    let mut notes: Vec<String> = reason(change).into_iter().map(ToOwned::to_owned).collect();
    if change.is_moved() {
        notes.push(format!("moved from {}", literal::line(change.previous_address.as_deref().unwrap_or_default())));
    }
    if let Some(importing) = &change.change.importing {
        let from = importing.id.as_ref().map(|id| format!(" from {}", literal::quoted(id)));
        notes.push(format!("imported{}", from.unwrap_or_default()));
    }
    if change.deposed.is_some() {
        notes.push("left over from a replacement that failed half-way".to_owned());
    }
    notes
}

fn reason(change: &ResourceChange) -> Option<&'static str> {
    if change.change.action == Action::Forget {
        return Some("left alone");
    }
    match change.action_reason.as_ref()? {
        ActionReason::ReplaceBecauseTainted => Some("is tainted"),
        ActionReason::ReplaceByRequest => Some("as requested"),
        ActionReason::ReplaceByTriggers => Some("replace_triggered_by"),
        ActionReason::DeleteBecauseNoResourceConfig | ActionReason::DeleteBecauseNoMoveTarget => {
            Some("not in configuration")
        }
        ActionReason::DeleteBecauseNoModule => Some("its module is not in configuration"),
        ActionReason::DeleteBecauseWrongRepetition => Some("count or for_each has changed"),
        ActionReason::DeleteBecauseCountIndex => Some("out of range for count"),
        ActionReason::DeleteBecauseEachKey => Some("not in for_each"),
        ActionReason::ReadBecauseConfigUnknown
        | ActionReason::ReadBecauseDependencyPending
        | ActionReason::ReadBecauseCheckNested
        | ActionReason::ReplaceBecauseCannotUpdate
        | ActionReason::Other(_) => None,
    }
}

fn shortened(text: &str, path: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    if lines.len() <= MOST_LINES_OF_ONE {
        return text.to_owned();
    }
    let shown: String = lines.iter().take(MOST_LINES_OF_ONE).map(|line| format!("{line}\n")).collect();
    let rest = lines.len() - MOST_LINES_OF_ONE;
    format!("{shown}        # ({rest} more lines; --unit {} shows them)\n", literal::line(path))
}

fn output_names(unit: &Unit, style: &Style) -> String {
    let changes = unit.plan.output_changes.iter().map(|(name, change)| (name, dynamic(Pair::of_change(change)).mark));
    let changed = changes.filter(|(_, mark)| *mark != Mark::Same);
    let names: Vec<String> =
        changed.map(|(name, it)| format!("{}{}", mark(it, style).trim_start(), literal::name(name))).collect();
    if names.is_empty() { String::new() } else { format!("    outputs: {}\n", names.join(", ")) }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") }).collect()
}
