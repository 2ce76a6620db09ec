use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::StoreError;

/// Who holds a lock, in the JSON that Terraform leaves beside a locked state. Terraform reads ours and we read Terraform's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct LockInfo {
    /// Names the lock: a UUID.
    #[serde(rename = "ID")]
    pub id: String,
    /// What is being done: `OperationTypeApply`, `state-mv`, …
    pub operation: String,
    /// More about it.
    pub info: String,
    /// `user@host`.
    pub who: String,
    /// The version of the program.
    pub version: String,
    /// Since when, as RFC 3339 text in UTC.
    pub created: String,
    /// The state that is locked, as its holder names it.
    pub path: String,
}

impl LockInfo {
    /// The information for a lock that is about to be taken: a new id, now.
    #[must_use]
    pub fn new(operation: impl Into<String>, who: impl Into<String>, version: impl Into<String>) -> Self {
        Self {
            id: uuid::Uuid::new_v4().to_string(),
            operation: operation.into(),
            who: who.into(),
            version: version.into(),
            created: Timestamp::now().to_string(),
            ..Self::default()
        }
    }

    /// The text that is stored, without a final newline, as Terraform writes it.
    #[must_use]
    pub fn to_json(&self) -> String {
        // A struct of strings has no way to fail.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads the stored text. `None` when it is not lock information, which happens while its writer is at work.
    #[must_use]
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Default for LockInfo {
    /// Nothing known, with the time that Terraform takes for "never": Terraform cannot read an empty time.
    fn default() -> Self {
        let nothing = String::new();
        Self {
            id: nothing.clone(),
            operation: nothing.clone(),
            info: nothing.clone(),
            who: nothing.clone(),
            version: nothing.clone(),
            created: "0001-01-01T00:00:00Z".to_owned(),
            path: nothing,
        }
    }
}

/// `alice@laptop since 2026-11-22T20:35:00Z (apply, Terraform 1.11.4, lock 6c1f…)`.
impl fmt::Display for LockInfo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.who.is_empty() { "someone" } else { &self.who };
        let operation = self.operation.strip_prefix("OperationType").unwrap_or(&self.operation).to_lowercase();
        write!(f, "{who} since {} (", self.created)?;
        let known = [operation.as_str(), self.info.as_str(), self.version.as_str()];
        for part in known.into_iter().filter(|part| !part.is_empty()) {
            write!(f, "{part}, ")?;
        }
        write!(f, "lock {})", self.id)
    }
}

/// A lock that is held, until [`super::StateStore::unlock`] or the end of the process.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lock {
    /// The id that unlocks.
    pub id: String,
    /// Information that an earlier holder left behind without holding the lock any more: its run was killed. Say so.
    pub abandoned: Option<LockInfo>,
}

/// Why a lock was not taken or not released.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LockError {
    /// Someone else has it.
    #[error("{location} is locked{}", .holder.as_ref().map(|holder| format!(" by {holder}")).unwrap_or_default())]
    Held {
        /// The state.
        location: String,
        /// Who, when that is known.
        holder: Option<Box<LockInfo>>,
    },
    /// The lock to release is not the one that is held.
    #[error("{location} is not locked with the id {id}")]
    NotHeld {
        /// The state.
        location: String,
        /// The id that was given.
        id: String,
    },
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl LockError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Held { .. } => {
                "Wait until that run has ended, or give `--lock-timeout` so that the command waits. When that run is dead: `groundplan state unlock`."
            }
            Self::NotHeld { .. } => "The id stands in the message that says who holds the lock.",
            Self::Store(_) => "Nothing was changed.",
        }
    }
}
