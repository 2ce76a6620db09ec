use groundplan_format::{Block, BlockType, Nesting};
use serde_json::Value;

use super::attribute::{attributes, opaque};
use super::collection::{matched, positions};
use super::dynamic::dynamic;
use super::pair::Pair;
use super::tree::{Blocks, Body, Diff, Mark};

/// The difference of two resources or nested blocks. Attributes that the structure does not name are compared by what
/// they are; without any structure all are.
pub(crate) fn block(pair: Pair<'_>, of: &Block) -> Diff {
    let (was, will) = (pair.was_sensitive(), pair.will_be_sensitive());
    if was || will {
        let mark = sensitive_mark(&block(pair.disclosed(), of), was, will);
        return Diff::new(mark, false, Body::SensitiveBlock);
    }
    if pair.is_too_deep() {
        return opaque(&pair);
    }
    let (mut attributes, mut mark) = attributes(&pair, &of.attributes);
    for name in pair.keys() {
        if !of.attributes.contains_key(name) && !of.block_types.contains_key(name) {
            let child = pair.child(name).null_is_absent();
            let child = if child.relevant.any() { child } else { child.same() };
            if !child.is_absent() {
                let diff = dynamic(child);
                mark = mark.with_part(diff.mark);
                attributes.push((name.to_owned(), diff));
            }
        }
    }
    attributes.sort_by(|(left, _), (right, _)| left.cmp(right));
    let mut groups = Vec::new();
    for (name, nested) in &of.block_types {
        let child = pair.child(name).null_is_absent();
        let child = if child.relevant.any() { child } else { child.same() };
        let blocks = blocks(&child, nested);
        mark = blocks.iter().fold(mark, |mark, (_, diff)| mark.with_part(diff.mark));
        if !blocks.is_empty() {
            groups.push(Blocks { name: name.clone(), forces: child.replace.ends_here(), blocks });
        }
    }
    Diff::new(mark, pair.replace.ends_here(), Body::Block { attributes, blocks: groups })
}

fn blocks(pair: &Pair<'_>, of: &BlockType) -> Vec<(Option<String>, Diff)> {
    if pair.is_unknown() {
        return unknown(pair, of);
    }
    let (was, will) = (pair.was_sensitive(), pair.will_be_sensitive());
    let one = |pair: Pair<'_>| {
        let diff = block(pair, &of.block);
        // The marks are on all blocks of the name at once, not on each.
        if was || will {
            let mark = sensitive_mark(&diff, was && diff.mark != Mark::Add, will && diff.mark != Mark::Remove);
            return Diff::new(mark, diff.forces, Body::SensitiveBlock);
        }
        diff
    };
    match of.nesting_mode {
        Nesting::Single | Nesting::Group if pair.is_absent() => Vec::new(),
        Nesting::Single | Nesting::Group => vec![(None, one(pair.clone()))],
        Nesting::List => positions(pair).map(|index| (None, one(pair.element(Some(index), Some(index))))).collect(),
        Nesting::Set => matched(pair).into_iter().map(|(old, new)| (None, one(pair.element(old, new)))).collect(),
        Nesting::Map => {
            pair.keys().into_iter().map(|key| (Some(key.to_owned()), one(pair.child(key).null_is_absent()))).collect()
        }
    }
}

/// That the blocks of a name are not known yet, then those that there are until now.
fn unknown(pair: &Pair<'_>, of: &BlockType) -> Vec<(Option<String>, Diff)> {
    let mark = if pair.before.is_none_or(Value::is_null) { Mark::Add } else { Mark::Change };
    let unknown = Diff::new(mark, pair.replace.ends_here(), Body::Unknown { before: None });
    let before = pair.clone().removed();
    std::iter::once((None, unknown)).chain(blocks(&before, of)).collect()
}

fn sensitive_mark(inner: &Diff, was: bool, will: bool) -> Mark {
    if inner.mark == Mark::Same && was != will { Mark::Change } else { inner.mark }
}
