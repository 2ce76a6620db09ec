use groundplan_format::{Action, ResourceChange, ResourceMode};
use serde_json::Value;

use crate::literal;

/// So many keys of a resource's instances are listed.
const MOST_KEYS: usize = 6;

/// The instances of one resource to which the same happens.
pub(super) struct Folded<'a> {
    pub(super) first: &'a ResourceChange,
    /// The instances' keys; empty for one object that stands for itself.
    pub(super) keys: Vec<&'a Value>,
}

impl<'a> Folded<'a> {
    /// An object that stands for itself.
    pub(super) fn one(change: &'a ResourceChange) -> Self {
        Self { first: change, keys: Vec::new() }
    }

    /// `aws_subnet.a["x"], ["y"], ["z"]`
    pub(super) fn address(&self) -> String {
        if self.keys.len() < 2 {
            return self.first.address.clone();
        }
        let keys: Vec<String> = self.keys.iter().map(|key| format!("[{}]", literal::scalar(key))).collect();
        let base = base(self.first);
        let numbers: Option<Vec<u64>> = self.keys.iter().map(|key| key.as_u64()).collect();
        let is_row =
            numbers.is_some_and(|numbers| numbers.windows(2).all(|pair| matches!(pair, [a, b] if a + 1 == *b)));
        match (keys.as_slice(), is_row) {
            ([first, .., last], true) if keys.len() > 2 => format!("{base}{first} to {last}"),
            (keys, _) if keys.len() > MOST_KEYS => {
                let shown = keys.get(..MOST_KEYS - 1).unwrap_or_default();
                format!("{base}{} and {} more", shown.join(", "), keys.len() - shown.len())
            }
            (keys, _) => format!("{base}{}", keys.join(", ")),
        }
    }
}

/// Folds instances of one resource that follow each other and to which the same happens for the same reason.
pub(super) fn fold<'a>(changes: &[&'a ResourceChange]) -> Vec<Folded<'a>> {
    let mut folded: Vec<Folded<'a>> = Vec::new();
    for change in changes {
        let key = change.index.as_ref().filter(|_| is_plain(change));
        match (folded.last_mut(), key) {
            (Some(last), Some(key)) if is_same(last.first, change) => last.keys.push(key),
            _ => folded.push(Folded { first: change, keys: key.into_iter().collect() }),
        }
    }
    folded
}

/// Whether the change says nothing that holds for this one instance alone.
fn is_plain(change: &ResourceChange) -> bool {
    !change.is_moved()
        && change.change.importing.is_none()
        && change.deposed.is_none()
        && matches!(change.change.action, Action::Create | Action::Read | Action::Delete | Action::Forget)
}

fn is_same(left: &ResourceChange, right: &ResourceChange) -> bool {
    left.index.is_some()
        && is_plain(left)
        && left.change.action == right.change.action
        && left.action_reason == right.action_reason
        && base(left) == base(right)
}

/// The resource's address, without the instance's key.
fn base(change: &ResourceChange) -> String {
    let module = change.module_address.as_ref().map(|module| format!("{module}.")).unwrap_or_default();
    let mode = if change.mode == ResourceMode::Data { "data." } else { "" };
    format!("{module}{mode}{}.{}", change.resource_type, change.name)
}
