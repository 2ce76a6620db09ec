use std::collections::BTreeSet;

use groundplan_format::Change;
use serde_json::Value;

use super::paths::{Relevant, ReplacePaths};
use super::tree::Mark;

/// Values nest no deeper than this in what is shown part by part.
const MAX_DEPTH: usize = 100;

static TRUE: Value = Value::Bool(true);

/// A value before and after, with all marks that a plan puts on it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pair<'a> {
    /// The value before, `None` when there is none. `Some(Null)` is a null that someone wrote: an element of a list.
    pub(crate) before: Option<&'a Value>,
    /// The value after as far as it is known, likewise.
    pub(crate) after: Option<&'a Value>,
    /// `true` in the places of `after` that are not known; `before_sensitive` and `after_sensitive` likewise.
    pub(crate) unknown: Option<&'a Value>,
    pub(crate) before_sensitive: Option<&'a Value>,
    pub(crate) after_sensitive: Option<&'a Value>,
    pub(crate) replace: ReplacePaths<'a>,
    pub(crate) relevant: Relevant<'a>,
    depth: usize,
}

impl<'a> Pair<'a> {
    /// The whole of a change. Null means that there is no such object.
    pub(crate) fn of_change(change: &'a Change) -> Self {
        Self {
            before: change.before.as_ref(),
            after: change.after.as_ref(),
            unknown: change.after_unknown.as_ref(),
            before_sensitive: change.before_sensitive.as_ref(),
            after_sensitive: change.after_sensitive.as_ref(),
            replace: ReplacePaths::new(&change.replace_paths),
            ..Self::default()
        }
        .null_is_absent()
    }

    /// A value that stays as it is.
    pub(crate) fn unchanged(value: &'a Value, sensitive: Option<&'a Value>) -> Self {
        Self { before: Some(value), before_sensitive: sensitive, ..Self::default() }.same()
    }

    /// Two bare values.
    pub(crate) fn of_values(before: Option<&'a Value>, after: Option<&'a Value>) -> Self {
        Self { before, after, ..Self::default() }
    }

    /// Only what lies on these paths is looked at, the rest counts as unchanged.
    pub(crate) fn with_relevant(self, relevant: Relevant<'a>) -> Self {
        Self { relevant, ..self }
    }

    /// Without saying again that it forces the replacement: what it is a side of says it.
    pub(crate) fn without_forcing(self) -> Self {
        Self { replace: ReplacePaths::default(), ..self }
    }

    pub(crate) fn null_is_absent(self) -> Self {
        let there = |value: Option<&'a Value>| value.filter(|value| !value.is_null());
        Self { before: there(self.before), after: there(self.after), ..self }
    }

    /// The same, for the type `string` in a block or object: providers built with the older SDK cannot tell an empty
    /// string from none.
    pub(crate) fn empty_is_absent(self) -> Self {
        let filled = |value: Option<&'a Value>| value.filter(|value| value.as_str() != Some(""));
        Self { before: filled(self.before), after: filled(self.after), ..self }
    }

    /// As if nothing were changed.
    pub(crate) fn same(self) -> Self {
        Self { after: self.before, unknown: None, after_sensitive: self.before_sensitive, ..self }
    }

    /// As if it went away.
    pub(crate) fn removed(self) -> Self {
        Self { after: None, unknown: None, after_sensitive: None, ..self }
    }

    /// As if it came into being.
    pub(crate) fn added(self) -> Self {
        Self { before: None, before_sensitive: None, ..self }
    }

    /// Without the marks of what is sensitive.
    pub(crate) fn disclosed(self) -> Self {
        Self { before_sensitive: None, after_sensitive: None, ..self }
    }

    pub(crate) fn is_absent(&self) -> bool {
        self.before.is_none() && self.after.is_none() && !self.is_unknown()
    }

    pub(crate) fn is_unknown(&self) -> bool {
        self.unknown == Some(&TRUE)
    }

    pub(crate) fn was_sensitive(&self) -> bool {
        self.before_sensitive == Some(&TRUE)
    }

    pub(crate) fn will_be_sensitive(&self) -> bool {
        self.after_sensitive == Some(&TRUE)
    }

    /// Whether it is nested so deep that it is shown as one piece.
    pub(crate) fn is_too_deep(&self) -> bool {
        self.depth >= MAX_DEPTH
    }

    /// The mark of a collection or object before its parts are looked at.
    pub(crate) fn presence(&self) -> Mark {
        let there = |value: Option<&Value>| value.is_some_and(|value| !value.is_null());
        Mark::of_presence(there(self.before), there(self.after) || (self.after.is_none() && has_true(self.unknown)))
    }

    /// The names of all attributes or keys before and after.
    pub(crate) fn keys(&self) -> BTreeSet<&'a str> {
        let sides = [self.before, self.after, self.unknown.filter(|_| self.after.is_some())];
        sides
            .into_iter()
            .flatten()
            .filter_map(Value::as_object)
            .flat_map(|members| members.keys().map(String::as_str))
            .collect()
    }

    /// The attribute or element of a name.
    pub(crate) fn child(&self, name: &str) -> Self {
        let get = |value: Option<&'a Value>| value.and_then(|value| value.get(name));
        let is_step = |step: &Value| step.as_str() == Some(name);
        Self {
            before: get(self.before),
            after: get(self.after),
            unknown: get(self.unknown),
            before_sensitive: get(self.before_sensitive),
            after_sensitive: get(self.after_sensitive),
            replace: self.replace.child(is_step),
            relevant: self.relevant.child(is_step),
            depth: self.depth + 1,
        }
    }

    /// The elements of a list at an index before and one after.
    pub(crate) fn element(&self, before: Option<usize>, after: Option<usize>) -> Self {
        let get = |value: Option<&'a Value>, index: Option<usize>| value.and_then(|value| value.get(index?));
        let is_step = |step: &Value| {
            let index =
                step.as_u64().or_else(|| step.as_str()?.parse().ok()).and_then(|index| usize::try_from(index).ok());
            index.is_some() && (index == before || index == after)
        };
        Self {
            before: get(self.before, before),
            after: get(self.after, after),
            unknown: get(self.unknown, after),
            before_sensitive: get(self.before_sensitive, before),
            after_sensitive: get(self.after_sensitive, after),
            replace: self.replace.child(is_step),
            // What is relevant in a list is known of the list as a whole.
            relevant: Relevant::All,
            depth: self.depth + 1,
        }
    }
}

/// Whether `true` is anywhere in these marks.
pub(crate) fn has_true(marks: Option<&Value>) -> bool {
    match marks {
        Some(Value::Bool(mark)) => *mark,
        Some(Value::Array(parts)) => parts.iter().any(|part| has_true(Some(part))),
        Some(Value::Object(parts)) => parts.values().any(|part| has_true(Some(part))),
        _ => false,
    }
}
