use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};

/// The ids of the locks that a process takes, written down where they are taken from, so that a later run knows that their
/// holder is dead. Locks of services do not end with the process that holds them; the lock on this file does.
#[derive(Debug)]
pub struct HeldLocks {
    path: PathBuf,
    stays: bool,
    _file: File,
}

/// Files with this ending are being made, and say nothing yet.
const UNFINISHED: &str = "new";

impl HeldLocks {
    /// Writes down in `folder`, which is made when it is missing (mode 0700), that this process is about to take a lock with
    /// that id. Dropping it takes the note away.
    ///
    /// # Errors
    /// When the note cannot be written.
    pub fn note(folder: &Path, id: &str) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
        let path = folder.join(id);
        let unfinished = path.with_extension(UNFINISHED);
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&unfinished)?;
        flock(&file, FlockOperation::NonBlockingLockExclusive)?;
        file.write_all(id.as_bytes())?;
        fs::rename(&unfinished, &path)?;
        Ok(Self { path, stays: false, _file: file })
    }

    /// Whether the lock with that id was taken from `folder` by a process that is dead by now.
    #[must_use]
    pub fn is_abandoned(folder: &Path, id: &str) -> bool {
        let dead = || {
            let mut file = File::open(folder.join(id)).ok()?;
            // Several may ask at the same time.
            flock(&file, FlockOperation::NonBlockingLockShared).ok()?;
            let mut noted = String::new();
            file.read_to_string(&mut noted).ok()?;
            Some(noted == id)
        };
        // Ids come from other people's files.
        !id.is_empty() && !id.contains(['/', '.']) && dead().unwrap_or(false)
    }
}

impl HeldLocks {
    /// Leaves the note where it is, for a lock that could not be given back: when this process has ended, a later run knows
    /// that it is held by nobody any more.
    pub fn leave(mut self) {
        self.stays = true;
    }
}

impl Drop for HeldLocks {
    fn drop(&mut self) {
        if !self.stays {
            // One that stays behind says that a process is dead, which is true.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_abandoned_when_its_process_is_gone_and_its_note_is_there() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("locks");
        let held = HeldLocks::note(&folder, "id-1").unwrap();
        assert!(!HeldLocks::is_abandoned(&folder, "id-1"));
        assert!(!HeldLocks::is_abandoned(&folder, "id-2"));
        drop(held);
        assert!(!HeldLocks::is_abandoned(&folder, "id-1"));
        HeldLocks::note(&folder, "id-3").unwrap().leave();
        assert!(HeldLocks::is_abandoned(&folder, "id-3"));
        // As a kill leaves it: the note without the lock on it.
        fs::write(folder.join("id-1"), "id-1").unwrap();
        assert!(HeldLocks::is_abandoned(&folder, "id-1"));
        assert!(!HeldLocks::is_abandoned(&folder, "../locks/id-1"));
    }
}
