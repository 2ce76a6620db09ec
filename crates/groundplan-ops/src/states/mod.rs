//! The states of a project's units: where they are, reading and locking them, and what a killed run left.

mod journal;
mod lock;
mod locked;
mod messages;
mod read;
mod stores;
mod unlock;

pub(crate) use journal::open_journal;
pub(crate) use locked::{LockedStates, Unanswered};
pub(crate) use messages::journal_error;
pub(crate) use read::{ReadStates, outputs_of, read_all, read_stored, recovery};
pub use stores::Stores;
pub(crate) use stores::{local_path, place_of, s3_store, store};
pub(crate) use unlock::{held_locks, release_lock};
