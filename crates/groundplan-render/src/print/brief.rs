use groundplan_format::Block;

use super::printer::{Look, Printer};
use crate::diff::{Blocks, Body, Diff, Mark};
use crate::style::Style;

/// The changed parts of a resource alone, a line or more each, for where the whole plan of a company must be read. What
/// the provider alone sets and nobody knows yet is left out. Of a replacement only what forces it and what else is known
/// to change is shown: all the rest is new anyway.
pub(crate) fn brief(style: &Style, diff: &Diff, structure: Option<&Block>, is_replaced: bool) -> String {
    let Body::Block { attributes, blocks } = &diff.body else { return String::new() };
    let is_shown = |diff: &Diff, is_settable: bool| {
        let is_unknown = matches!(diff.body, Body::Unknown { .. });
        match diff.mark {
            Mark::Same => false,
            _ if forces(diff) => true,
            Mark::Change if is_replaced => !is_unknown,
            Mark::Add | Mark::Remove if is_replaced => false,
            _ => is_settable || !is_unknown,
        }
    };
    let changed = attributes.iter().filter(|(name, diff)| is_shown(diff, is_settable(structure, name)));
    let mut printer = Printer::new(style);
    printer.attributes(&without_repetition(changed.cloned(), style), 1, Look::brief());
    for group in blocks {
        for (key, block) in group.blocks.iter().filter(|(_, block)| is_shown(block, true) || is_forcing(group, block)) {
            printer.nested(group, key.as_deref(), block, 1, Look::brief());
        }
    }
    printer.out
}

/// Whether the configuration can set an attribute; taken to be so when the structure is not known.
fn is_settable(structure: Option<&Block>, name: &str) -> bool {
    let attribute = structure.and_then(|structure| structure.attributes.get(name));
    attribute.is_none_or(|attribute| attribute.optional || attribute.required)
}

fn is_forcing(group: &Blocks, block: &Diff) -> bool {
    group.forces && block.mark != Mark::Same
}

/// The attributes, with a reference in the place of a long change that another one has too: of all tags, for instance,
/// what the tags have.
fn without_repetition(attributes: impl Iterator<Item = (String, Diff)>, style: &Style) -> Vec<(String, Diff)> {
    let mut seen: Vec<(String, String)> = Vec::new();
    let attributes = attributes.map(|(name, diff)| {
        let text = Printer::print(style, &diff, 0, Look::brief());
        if let Some((first, _)) = seen.iter().find(|(_, other)| *other == text && text.contains('\n')) {
            let same = Some(format!("(the same change as {first})"));
            return (name, Diff { body: Body::Scalar { before: None, after: same }, ..diff });
        }
        seen.push((name.clone(), text));
        (name, diff)
    });
    attributes.collect()
}

/// Whether this or something in it forces the replacement.
fn forces(diff: &Diff) -> bool {
    let any = |parts: &[(String, Diff)]| parts.iter().any(|(_, part)| forces(part));
    diff.forces
        || match &diff.body {
            Body::List(items) | Body::Items(items) => items.iter().any(forces),
            Body::Map(parts) | Body::Object { attributes: parts, .. } => any(parts),
            Body::Block { attributes, blocks } => {
                any(attributes) || blocks.iter().any(|group| group.blocks.iter().any(|(_, block)| forces(block)))
            }
            _ => false,
        }
}
