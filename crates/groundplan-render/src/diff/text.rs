use serde_json::Value;

use super::align::{Numbered, align};
use super::dynamic::dynamic;
use super::pair::Pair;
use super::tree::{Body, Diff, Line, Mark};
use crate::literal;

/// The difference of two strings, either of which can be absent or a null: as structures when they are JSON, line by
/// line when one has several lines, else as they are.
pub(crate) fn strings(pair: &Pair<'_>) -> Body {
    let before = pair.before.and_then(Value::as_str);
    let after = pair.after.and_then(Value::as_str);
    match (before.and_then(as_json), after.and_then(as_json)) {
        (Some(old), Some(new)) => json(Some(&old), Some(&new), before != after),
        (Some(old), None) if pair.after.is_none() => json(Some(&old), None, false),
        (None, Some(new)) if pair.before.is_none() => json(None, Some(&new), false),
        (Some(old), None) => becomes(json(Some(&old), None, false), scalar(pair.after)),
        (None, Some(new)) => becomes(scalar(pair.before), json(None, Some(&new), false)),
        (None, None) if is_multiline(before) || is_multiline(after) => lines(pair),
        (None, None) => {
            let text = |value: Option<&Value>| value.map(literal::scalar);
            Body::Scalar { before: text(pair.before), after: text(pair.after) }
        }
    }
}

/// Whether both are strings and one has several lines, so that their difference is worth showing line by line.
pub(crate) fn are_multiline(before: &Value, after: &Value) -> bool {
    match (before.as_str(), after.as_str()) {
        (Some(before), Some(after)) => is_multiline(Some(before)) || is_multiline(Some(after)),
        _ => false,
    }
}

fn is_multiline(text: Option<&str>) -> bool {
    text.is_some_and(|text| text.contains('\n'))
}

fn as_json(text: &str) -> Option<Value> {
    let opens = text.trim_start().starts_with(['{', '[']);
    opens.then(|| serde_json::from_str(text).ok()).flatten()
}

fn json(before: Option<&Value>, after: Option<&Value>, differs: bool) -> Body {
    let inner = dynamic(Pair::of_values(before, after));
    let only_spacing = differs && inner.mark == Mark::Same;
    Body::Json { inner: Box::new(inner), only_spacing }
}

fn scalar(value: Option<&Value>) -> Body {
    Body::Scalar { before: None, after: Some(value.map_or_else(|| "null".to_owned(), literal::scalar)) }
}

fn becomes(before: Body, after: Body) -> Body {
    Body::Becomes(Box::new(Diff::new(Mark::Remove, false, before)), Box::new(Diff::new(Mark::Add, false, after)))
}

/// Line by line; next to a null or a number a text is shown as it is.
fn lines(pair: &Pair<'_>) -> Body {
    let (before, after) = match (pair.before, pair.after) {
        (Some(Value::String(before)), Some(Value::String(after))) => (before, after),
        (Some(Value::String(text)), None) | (None, Some(Value::String(text))) => return whole(text),
        (Some(Value::String(text)), _) => return becomes(whole(text), scalar(pair.after)),
        (_, Some(Value::String(text))) => return becomes(scalar(pair.before), whole(text)),
        _ => return scalar(pair.after),
    };
    let (old, new): (Vec<&str>, Vec<&str>) = (split(before).collect(), split(after).collect());
    let numbered = Numbered::lines(&old, &new);
    let mut lines = Vec::new();
    for (removed, added) in align(&numbered, |_, _| false) {
        let (removed, added) = (removed.and_then(|at| old.get(at)), added.and_then(|at| new.get(at)));
        if removed == added {
            lines.extend(removed.map(|text| line(Mark::Same, text)));
        } else {
            lines.extend(removed.map(|text| line(Mark::Remove, text)));
            lines.extend(added.map(|text| line(Mark::Add, text)));
        }
    }
    let note = match (before.ends_with('\n'), after.ends_with('\n')) {
        (false, true) if old == new => Some("a line break at the end is added"),
        (true, false) if old == new => Some("the line break at the end is removed"),
        _ => None,
    };
    Body::Text { lines, note }
}

fn whole(text: &str) -> Body {
    Body::Text { lines: split(text).map(|text| line(Mark::Same, text)).collect(), note: None }
}

/// The lines of a text; a carriage return belongs to its line, for it can be what differs.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.strip_suffix('\n').unwrap_or(text).split('\n')
}

fn line(mark: Mark, text: &str) -> Line {
    Line { mark, text: literal::line(text).into_owned() }
}
