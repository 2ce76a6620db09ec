use std::fs::{File, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::sync::Once;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use tempfile::TempDir;

use super::LaunchError;

const PREFIX: &str = "groundplan-provider-";

/// The longest path of a folder in which a Go plugin can still make its socket `plugin1234567890`; the smallest of the
/// limits of Unix systems is 103 bytes.
const MAX_FOLDER_LENGTH: usize = 103 - "/plugin1234567890".len();

/// The folder that one provider process has to itself, as its `TMPDIR` and for its socket; mode 0700. Removed when
/// dropped. It is locked as long as we live, so that a later run can tell a folder that a killed run left behind.
#[derive(Debug)]
pub(super) struct PrivateFolder {
    folder: TempDir,
    _lock: File,
}

impl PrivateFolder {
    /// Makes a folder in a parent folder.
    pub(super) fn make(parent: &Path) -> Result<Self, LaunchError> {
        // Only the kind: the whole error has the random name of the folder in it.
        let failed = |cause: io::Error| LaunchError::Folder { parent: parent.to_owned(), cause: cause.kind().into() };
        static SWEEP: Once = Once::new();
        SWEEP.call_once(|| remove_left_behind(parent));
        let mode = Permissions::from_mode(0o700);
        let folder = tempfile::Builder::new().prefix(PREFIX).permissions(mode).tempdir_in(parent).map_err(failed)?;
        if folder.path().as_os_str().len() > MAX_FOLDER_LENGTH {
            return Err(LaunchError::FolderTooLong { parent: parent.to_owned() });
        }
        let lock = File::open(folder.path()).map_err(failed)?;
        flock(&lock, FlockOperation::NonBlockingLockExclusive).map_err(|error| failed(error.into()))?;
        Ok(Self { folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes the folders of runs that were killed: ours by name and owner, and locked by nobody. What cannot be removed
/// stays: it is in nobody's way.
fn remove_left_behind(parent: &Path) {
    let Ok(entries) = std::fs::read_dir(parent) else { return };
    let me = rustix::process::getuid().as_raw();
    for entry in entries.flatten() {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let Ok(metadata) = entry.metadata() else { continue };
        // A folder is locked right after it is made; a young one may not be yet.
        let young = metadata.modified().ok().and_then(|time| time.elapsed().ok()).is_none_or(|age| age < MINUTE);
        if !metadata.is_dir() || metadata.uid() != me || young {
            continue;
        }
        let Ok(folder) = File::open(entry.path()) else { continue };
        if flock(&folder, FlockOperation::NonBlockingLockExclusive).is_ok() {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

const MINUTE: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_abandoned_folders_are_removed() {
        let parent = tempfile::tempdir().unwrap();
        let old = std::time::SystemTime::now() - 2 * MINUTE;
        let age = |path: &Path| File::open(path).unwrap().set_modified(old).unwrap();
        let abandoned = parent.path().join(format!("{PREFIX}a"));
        let other = parent.path().join("other");
        let held = PrivateFolder::make(parent.path()).unwrap();
        let young = parent.path().join(format!("{PREFIX}b"));
        for folder in [&abandoned, &other, &young] {
            std::fs::create_dir(folder).unwrap();
        }
        for folder in [&*abandoned, &*other, held.path()] {
            age(folder);
        }
        remove_left_behind(parent.path());
        assert!(!abandoned.exists());
        assert!(other.exists() && young.exists() && held.path().exists());
    }
}
