use serde_json::Value;

use super::attribute::{guarded, opaque};
use super::collection;
use super::pair::Pair;
use super::text;
use super::tree::{Body, Diff, Mark};

/// The difference of two values of which no type is known: by what they are.
pub(crate) fn dynamic(pair: Pair<'_>) -> Diff {
    guarded(pair, dynamic, |pair| {
        if pair.is_too_deep() {
            return opaque(&pair);
        }
        match (pair.before, pair.after) {
            (Some(before), Some(after)) if kind(before) != kind(after) => other_kind(pair),
            (Some(value), _) | (None, Some(value)) => match kind(value) {
                Kind::List => collection::list(&pair, dynamic, |old, new| {
                    (old.is_object() && new.is_object()) || text::are_multiline(old, new)
                }),
                Kind::Object => collection::members(&pair),
                Kind::Scalar => scalar(&pair),
            },
            (None, None) if pair.unknown.is_some_and(Value::is_object) => collection::members(&pair),
            (None, None) => scalar(&pair),
        }
    })
}

/// The difference of two values that are neither collections nor objects.
pub(crate) fn scalar(pair: &Pair<'_>) -> Diff {
    let mark = match (pair.before, pair.after) {
        (None, Some(_)) => Mark::Add,
        (Some(_), None) => Mark::Remove,
        (before, after) if before == after => Mark::Same,
        _ => Mark::Change,
    };
    Diff::new(mark, pair.replace.ends_here(), text::strings(pair))
}

fn other_kind(pair: Pair<'_>) -> Diff {
    let forces = pair.replace.ends_here();
    let before = dynamic(pair.clone().removed().without_forcing());
    let after = dynamic(pair.added().without_forcing());
    Diff::new(Mark::Change, forces, Body::Becomes(Box::new(before), Box::new(after)))
}

#[derive(PartialEq, Eq)]
enum Kind {
    Scalar,
    List,
    Object,
}

fn kind(value: &Value) -> Kind {
    match value {
        Value::Array(_) => Kind::List,
        Value::Object(_) => Kind::Object,
        _ => Kind::Scalar,
    }
}
