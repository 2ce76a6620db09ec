use std::collections::HashMap;

use serde_json::Value;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::pair::has_true;

/// An element's index before and after; one of them is `None` when it comes or goes.
pub(crate) type Aligned = (Option<usize>, Option<usize>);

/// From so many pairs on, the algorithm that needs less time and memory is taken. Of several longest common parts it may
/// choose another one.
const MANY_PAIRS: usize = 250_000;

/// Elements numbered so that equal ones have the same number and an element that is not wholly known equals none.
pub(crate) struct Numbered {
    pub(crate) before: Vec<usize>,
    pub(crate) after: Vec<usize>,
}

impl Numbered {
    /// The elements of two lists or sets; `unknown` marks what is not known of those after.
    pub(crate) fn values(before: &[Value], after: &[Value], unknown: Option<&Value>) -> Self {
        let is_known = |index: usize| !has_true(unknown.and_then(|marks| marks.get(index)));
        let after = after.iter().enumerate().map(|(index, value)| is_known(index).then(|| canonical(value)));
        Self::new(before.iter().map(|value| Some(canonical(value))), after)
    }

    /// The lines of two texts.
    pub(crate) fn lines(before: &[&str], after: &[&str]) -> Self {
        let key = |line: &&str| Some((*line).to_owned());
        Self::new(before.iter().map(key), after.iter().map(key))
    }

    fn new(before: impl Iterator<Item = Option<String>>, after: impl Iterator<Item = Option<String>>) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut next = 0;
        let mut number = |key: Option<String>| {
            let new = next;
            let number = key.map_or(new, |key| *numbers.entry(key).or_insert(new));
            next += usize::from(number == new);
            number
        };
        Self { before: before.map(&mut number).collect(), after: after.map(&mut number).collect() }
    }
}

/// A text that is the same for equal values, whatever order their keys are in.
fn canonical(value: &Value) -> String {
    fn write(out: &mut String, value: &Value) {
        match value {
            Value::Array(items) => {
                out.push('[');
                for item in items {
                    write(out, item);
                    out.push(',');
                }
                out.push(']');
            }
            Value::Object(members) => {
                let mut keys: Vec<_> = members.iter().collect();
                keys.sort_by_key(|(key, _)| *key);
                out.push('{');
                for (key, member) in keys {
                    out.push_str(&Value::from(key.as_str()).to_string());
                    out.push(':');
                    write(out, member);
                    out.push(',');
                }
                out.push('}');
            }
            scalar => out.push_str(&scalar.to_string()),
        }
    }
    let mut out = String::new();
    write(&mut out, value);
    out
}

/// Which elements of two lists belong together: by their longest common part or, when the lists are of one length and
/// that marks fewer changes, by position. Different elements in the same place belong together when `may_pair` says so.
pub(crate) fn align(numbered: &Numbered, may_pair: impl Fn(usize, usize) -> bool) -> Vec<Aligned> {
    let by_content = by_content(numbered, may_pair);
    if numbered.before.len() != numbered.after.len() {
        return by_content;
    }
    let by_position: Vec<Aligned> = (0..numbered.before.len()).map(|index| (Some(index), Some(index))).collect();
    if changes(&by_position, numbered) < changes(&by_content, numbered) { by_position } else { by_content }
}

fn changes(aligned: &[Aligned], numbered: &Numbered) -> usize {
    let is_change = |(before, after): &&Aligned| match (before, after) {
        (Some(before), Some(after)) => numbered.before.get(*before) != numbered.after.get(*after),
        _ => true,
    };
    aligned.iter().filter(is_change).count()
}

fn by_content(numbered: &Numbered, may_pair: impl Fn(usize, usize) -> bool) -> Vec<Aligned> {
    let mut aligned = Vec::new();
    for gap in gaps(numbered) {
        match gap {
            Gap::Equal { before, after, count } => {
                aligned.extend((0..count).map(|index| (Some(before + index), Some(after + index))));
            }
            Gap::Different { before, after } => {
                let (mut old, mut new) = (before.start, after.start);
                while old < before.end && new < after.end && may_pair(old, new) {
                    aligned.push((Some(old), Some(new)));
                    old += 1;
                    new += 1;
                }
                aligned.extend((old..before.end).map(|index| (Some(index), None)));
                aligned.extend((new..after.end).map(|index| (None, Some(index))));
            }
        }
    }
    aligned
}

enum Gap {
    Equal { before: usize, after: usize, count: usize },
    Different { before: std::ops::Range<usize>, after: std::ops::Range<usize> },
}

/// The common parts and what lies between them; neighbouring insertions and deletions are one gap.
fn gaps(numbered: &Numbered) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    let pairs = numbered.before.len().saturating_mul(numbered.after.len());
    let algorithm = if pairs <= MANY_PAIRS { Algorithm::Lcs } else { Algorithm::Myers };
    for op in capture_diff_slices(algorithm, &numbered.before, &numbered.after) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            gaps.push(Gap::Equal { before: old_index, after: new_index, count: len });
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        match gaps.last_mut() {
            Some(Gap::Different { before, after }) => {
                before.end = old.end;
                after.end = new.end;
            }
            _ => gaps.push(Gap::Different { before: old, after: new }),
        }
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &str, after: &str, expected: &str) {
        let values = |text: &str| text.chars().map(|it| Value::String(it.to_string())).collect::<Vec<_>>();
        let (before, after) = (values(before), values(after));
        let numbered = Numbered::values(&before, &after, None);
        let show = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or(".").to_owned();
        let shown: Vec<String> = align(&numbered, |_, _| false)
            .into_iter()
            .map(|(old, new)| show(old.map(|at| &before[at])) + &show(new.map(|at| &after[at])))
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn by_content_or_position_whichever_changes_less() {
        check("abc", "cab", ".c aa bb c.");
        check("abcdefg", "abnceph", "aa bb cn dc ee fp gh");
        check("abcd", "aXbcYd", "aa .X bb cc .Y dd");
        check("abcdef", "aXdf", "aa b. c. .X dd e. ff");
        check("abcdefg", "bcdefga", "a. bb cc dd ee ff gg .a");
        check("ab", "xyz", "a. b. .x .y .z");
        check("", "a", ".a");
    }

    #[test]
    fn an_unknown_element_equals_none() {
        let values = [Value::Null];
        let unknown = serde_json::json!([true]);
        let numbered = Numbered::values(&values, &values, Some(&unknown));
        assert_ne!(numbered.before, numbered.after);
    }

    #[test]
    fn the_order_of_keys_does_not_matter() {
        let (left, right) = (serde_json::json!([{"a": 1, "b": 2}]), serde_json::json!([{"b": 2, "a": 1}]));
        let numbered = Numbered::values(left.as_array().unwrap(), right.as_array().unwrap(), None);
        assert_eq!(numbered.before, numbered.after);
    }

    #[test]
    fn long_lists_are_aligned_too() {
        let before: Vec<Value> = (0..3000).map(Value::from).collect();
        let after: Vec<Value> = (0..3000).filter(|n| n % 7 != 0).map(Value::from).collect();
        let aligned = align(&Numbered::values(&before, &after, None), |_, _| false);
        assert_eq!(aligned.len(), before.len());
        assert!(aligned.iter().all(|(old, _)| old.is_some()));
    }
}
