use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::{Action, ResourceChange, ResourceMode};

/// How many objects a plan (or an apply) adds, changes, destroys, imports and forgets. A replacement counts as one
/// added and one destroyed; reading a data source counts as nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCounts {
    /// Objects created.
    pub add: usize,
    /// Objects changed in place.
    pub change: usize,
    /// Objects imported into the state.
    pub import: usize,
    /// Objects destroyed.
    pub remove: usize,
    /// Objects dropped from the state and left alone.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub forget: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde's skip_serializing_if asks for")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl ChangeCounts {
    /// Counts the changes of a plan.
    #[must_use]
    pub fn of<'a>(changes: impl IntoIterator<Item = &'a ResourceChange>) -> Self {
        let mut counts = Self::default();
        for resource in changes {
            if resource.mode == ResourceMode::Managed {
                counts.count(resource.change.action, resource.change.importing.is_some());
            }
        }
        counts
    }

    /// Counts one object.
    pub fn count(&mut self, action: Action, imported: bool) {
        self.import += usize::from(imported);
        match action {
            Action::NoOp | Action::Read => {}
            Action::Create => self.add += 1,
            Action::Update => self.change += 1,
            Action::Delete => self.remove += 1,
            Action::Forget => self.forget += 1,
            Action::DeleteThenCreate | Action::CreateThenDelete => {
                self.add += 1;
                self.remove += 1;
            }
        }
    }

    /// Whether nothing at all is counted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AddAssign for ChangeCounts {
    fn add_assign(&mut self, other: Self) {
        self.add += other.add;
        self.change += other.change;
        self.import += other.import;
        self.remove += other.remove;
        self.forget += other.forget;
    }
}
