use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

use super::JournalError;

/// Keeps two runs from using one journal. Beside the journal, which is replaced and removed; this file stays. The operating
/// system releases the lock when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct JournalLock {
    file: File,
}

impl Drop for JournalLock {
    /// Closing the file would not do: between its fork and its exec, a program that another thread is starting has it open too.
    fn drop(&mut self) {
        // What could not be unlocked is so at the end of the process.
        let _ = flock(&self.file, FlockOperation::Unlock);
    }
}

impl JournalLock {
    /// Takes the lock, and writes down who has it.
    pub(super) fn take(journal: &Path, holder: &str) -> Result<Self, JournalError> {
        let path = beside(journal, "lock");
        let failed = |source| JournalError::io("lock", journal, source);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(failed)?;
        if let Err(error) = flock(&file, FlockOperation::NonBlockingLockExclusive) {
            if error != rustix::io::Errno::WOULDBLOCK {
                return Err(failed(error.into()));
            }
            let mut holder = String::new();
            // Only for the message: whoever holds the lock may be writing this just now.
            let _ = file.read_to_string(&mut holder);
            let holder = if holder.trim().is_empty() { "another process".to_owned() } else { holder.trim().to_owned() };
            return Err(JournalError::Locked { path: journal.to_owned(), holder });
        }
        file.set_len(0).map_err(failed)?;
        file.write_all(holder.as_bytes()).map_err(failed)?;
        Ok(Self { file })
    }
}

/// The path with `.EXTENSION` behind it.
pub(super) fn beside(journal: &Path, extension: &str) -> PathBuf {
    let mut path = journal.as_os_str().to_owned();
    path.push(".");
    path.push(extension);
    path.into()
}
