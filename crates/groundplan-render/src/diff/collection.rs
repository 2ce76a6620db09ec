use groundplan_format::Type;
use serde_json::Value;

use super::align::{Numbered, align};
use super::attribute::typed;
use super::dynamic::dynamic;
use super::pair::Pair;
use super::tree::{Body, Diff, Mark};

/// The difference of two lists. Different elements in one place are compared when `may_pair` says so, else one goes and
/// the other comes.
pub(crate) fn list<'a>(
    pair: &Pair<'a>,
    differ: impl Fn(Pair<'a>) -> Diff,
    may_pair: impl Fn(&Value, &Value) -> bool,
) -> Diff {
    let (before, after) = (elements(pair.before), elements(pair.after));
    let numbered = Numbered::values(before, after, pair.unknown);
    let aligned = align(&numbered, |old, new| match (before.get(old), after.get(new)) {
        (Some(old), Some(new)) => may_pair(old, new),
        _ => false,
    });
    let items = aligned.into_iter().map(|(old, new)| differ(pair.element(old, new)));
    collected(pair, items, Body::List)
}

/// The difference of two lists whose elements belong together by position.
pub(crate) fn by_position<'a>(pair: &Pair<'a>, differ: impl Fn(Pair<'a>) -> Diff) -> Diff {
    let items = positions(pair).map(|index| differ(pair.element(Some(index), Some(index))));
    collected(pair, items, Body::Items)
}

/// The difference of two tuples: like lists, each position of its own type.
pub(crate) fn tuple(pair: &Pair<'_>, of: &[Type]) -> Diff {
    let items = positions(pair).map(|index| {
        let element = pair.element(Some(index), Some(index));
        of.get(index).map_or_else(|| dynamic(element.clone()), |of| typed(element.clone(), of))
    });
    collected(pair, items, Body::List)
}

/// The difference of two sets: an element is there or not, it does not change.
pub(crate) fn set<'a>(pair: &Pair<'a>, differ: impl Fn(Pair<'a>) -> Diff) -> Diff {
    let items = matched(pair).into_iter().map(|(old, new)| differ(pair.element(old, new)));
    collected(pair, items, Body::Items)
}

/// The elements of two sets: those before in their order, each with its equal after, then those that are new.
pub(crate) fn matched(pair: &Pair<'_>) -> Vec<(Option<usize>, Option<usize>)> {
    let numbered = Numbered::values(elements(pair.before), elements(pair.after), pair.unknown);
    let mut is_taken = vec![false; numbered.after.len()];
    let mut found = Vec::new();
    for (old, number) in numbered.before.iter().enumerate() {
        let equal = numbered
            .after
            .iter()
            .enumerate()
            .position(|(new, other)| other == number && !is_taken.get(new).copied().unwrap_or(true));
        if let Some(taken) = equal.and_then(|new| is_taken.get_mut(new)) {
            *taken = true;
        }
        found.push((Some(old), equal));
    }
    found.extend(is_taken.iter().enumerate().filter(|(_, taken)| !**taken).map(|(new, _)| (None, Some(new))));
    found
}

/// The difference of two maps.
pub(crate) fn map<'a>(pair: &Pair<'a>, differ: impl Fn(Pair<'a>) -> Diff) -> Diff {
    let (entries, mark) = entries(pair, differ);
    Diff::new(mark, pair.replace.ends_here(), Body::Map(entries))
}

/// The difference of two objects of which no type is known.
pub(crate) fn members(pair: &Pair<'_>) -> Diff {
    let (attributes, mark) = entries(pair, dynamic);
    Diff::new(mark, pair.replace.ends_here(), Body::Object { attributes, nested: false })
}

fn entries<'a>(pair: &Pair<'a>, differ: impl Fn(Pair<'a>) -> Diff) -> (Vec<(String, Diff)>, Mark) {
    let mut mark = pair.presence();
    let mut entries = Vec::new();
    for key in pair.keys() {
        let child = pair.child(key);
        let diff = differ(if child.relevant.any() { child } else { child.same() });
        mark = mark.with_part(diff.mark);
        entries.push((key.to_owned(), diff));
    }
    (entries, mark)
}

fn collected(pair: &Pair<'_>, items: impl Iterator<Item = Diff>, body: impl FnOnce(Vec<Diff>) -> Body) -> Diff {
    let items: Vec<Diff> = items.collect();
    let mark = items.iter().fold(pair.presence(), |mark, item| mark.with_part(item.mark));
    Diff::new(mark, pair.replace.ends_here(), body(items))
}

/// The positions there are before or after.
pub(crate) fn positions(pair: &Pair<'_>) -> std::ops::Range<usize> {
    0..elements(pair.before).len().max(elements(pair.after).len())
}

fn elements(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
