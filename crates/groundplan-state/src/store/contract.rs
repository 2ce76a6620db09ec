use std::io;

use async_trait::async_trait;

use super::{Lock, LockError, LockInfo, Refusal};
use crate::{DecodeError, State};

/// Where the state of one unit is kept.
///
/// Reads need no lock. Who writes takes the lock first and keeps it until the last write. A store refuses what would lose
/// someone else's work (see [`super::check_write`]), also when locking was forgotten.
#[async_trait]
pub trait StateStore: Send + Sync {
    /// Where that is, for people: a path or URL.
    fn describe(&self) -> String;

    /// Makes the place when it is missing, such as a bucket, and says in sentences without a subject what was made. Done once
    /// for each run that is going to write; places that need no making do nothing.
    ///
    /// # Errors
    /// When it cannot be made.
    async fn prepare(&self) -> Result<Vec<String>, StoreError> {
        Ok(Vec::new())
    }

    /// The snapshot that is stored. `None` when there is none, or when it is an empty file, as Terraform leaves them.
    ///
    /// # Errors
    /// When the store does not answer, or what it holds is not a state.
    async fn read(&self) -> Result<Option<State>, StoreError>;

    /// Stores the next snapshot; see [`State::successor`]. Either the whole snapshot is stored or nothing changes. Storing
    /// what is stored already does nothing.
    ///
    /// # Errors
    /// When the store does not answer, or when the snapshot does not follow the stored one.
    async fn write(&self, state: &State) -> Result<(), StoreError>;

    /// Stores a snapshot whatever is stored: for `state push -force`.
    ///
    /// # Errors
    /// When the store does not answer.
    async fn overwrite(&self, state: &State) -> Result<(), StoreError>;

    /// Keeps a copy of what is stored beside it, named after a moment in seconds since 1970 (UTC): for commands that change a
    /// state by hand. Stores that keep all versions need not do anything.
    ///
    /// # Errors
    /// When the copy cannot be made.
    async fn back_up(&self, _moment: u64) -> Result<(), StoreError> {
        Ok(())
    }

    /// Takes the lock, or says at once who holds it.
    ///
    /// # Errors
    /// When someone holds it, this process included, or when the store does not answer.
    async fn lock(&self, info: &LockInfo) -> Result<Lock, LockError>;

    /// Gives the lock back.
    ///
    /// # Errors
    /// When the lock with that id is not held, or when the store does not answer.
    async fn unlock(&self, id: &str) -> Result<(), LockError>;

    /// Who holds the lock now; someone unknown is [`LockInfo::default`].
    ///
    /// # Errors
    /// When the store does not answer.
    async fn holder(&self) -> Result<Option<LockInfo>, LockError>;

    /// Releases a lock that another process took and will not give back: it was killed, or its machine is gone.
    ///
    /// # Errors
    /// When the lock with that id is not held, when its holder is alive as far as the place can tell, or when the store does
    /// not answer.
    async fn force_unlock(&self, id: &str) -> Result<(), LockError>;
}

/// Why a store could not read or write. Names the place; never holds state contents.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file system said no.
    #[error("cannot {action} {location}: {source}")]
    Io {
        /// What was tried: `read`, `write`, `lock`, …
        action: &'static str,
        /// The path.
        location: String,
        /// Why not.
        source: io::Error,
    },
    /// The service that keeps it said no, or could not be reached.
    #[error("cannot {action} {location}: {message}")]
    Service {
        /// What was tried: `read`, `write`, `lock`, …
        action: &'static str,
        /// What it was tried with: a URL, or a name.
        location: String,
        /// Why not, in the service's words.
        message: String,
        /// What the user can do about it.
        help: &'static str,
    },
    /// What is stored is not a state.
    #[error("cannot read the state in {location}: {source}")]
    Decode {
        /// The path or URL.
        location: String,
        /// What is wrong, and where.
        source: DecodeError,
    },
    /// The snapshot does not follow the stored one.
    #[error("will not overwrite the state in {location}: {source}")]
    Refused {
        /// The path or URL.
        location: String,
        /// Why not.
        source: Refusal,
    },
}

impl StoreError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } => {
                "Check that the place exists and that this user may read and write there, then run the command again."
            }
            Self::Service { help, .. } => help,
            Self::Decode { source, .. } => source.help(),
            Self::Refused { source, .. } => source.help(),
        }
    }
}
