use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why the journal could not be used.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum JournalError {
    /// The file system said no.
    #[error("cannot {action} the journal {}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The journal.
        path: PathBuf,
        /// Why not.
        source: Arc<io::Error>,
    },
    /// Another run uses it.
    #[error("another run is at work in this folder: the journal {} is used by {holder}", path.display())]
    Locked {
        /// The journal.
        path: PathBuf,
        /// Who, as that run wrote it down.
        holder: String,
    },
    /// It was damaged after it was written, or is something else.
    #[error("the journal {} is damaged at byte {offset}: {reason}", path.display())]
    Damaged {
        /// The journal.
        path: PathBuf,
        /// Where.
        offset: u64,
        /// What is wrong.
        reason: String,
    },
    /// The thread that writes it has ended, which only a defect can cause.
    #[error("the journal was closed before a record was written")]
    Closed,
}

impl JournalError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Io { .. } | Self::Closed => {
                "Check that the disk is not full and that this user may write there. What was done already is kept."
            }
            Self::Locked { .. } => "Wait until that run has ended, then try again.",
            Self::Damaged { .. } => {
                "The journal holds what a run that was killed did last. Move it away to go on without it, and compare the state with what exists before the next apply."
            }
        }
    }

    pub(super) fn io(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self::Io { action, path: path.to_owned(), source: Arc::new(source) }
    }

    pub(super) fn damaged(path: &Path, offset: usize, reason: impl Into<String>) -> Self {
        let offset = u64::try_from(offset).unwrap_or(u64::MAX);
        Self::Damaged { path: path.to_owned(), offset, reason: reason.into() }
    }
}
