use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use groundplan_state::{DecodeErrorKind, Lock, LockError, LockInfo, Refusal, State, StoreError, check_write};
use sha2::{Digest, Sha256};

use super::file_lock::{is_locked_by_another, try_lock};
use super::paths::Paths;
use super::replace::{remove_unfinished, replace};

/// How often a file is read again that someone is writing in place, as Terraform does, and how long to wait before that.
const SETTLE_TRIES: u32 = 20;
const SETTLE_PAUSE: Duration = Duration::from_millis(50);

/// What a file gets that lost its name to a newer one, see [`retire`].
const RETIRED: &[u8] = b"This state was replaced while the command waited for its lock. Run the command again.\n";

/// A local state and this process's hold on it. Blocking; the store moves it off the async threads.
#[derive(Debug)]
pub(super) struct Place {
    paths: Paths,
    held: Option<Held>,
    /// What was stored when this process last read or wrote it.
    seen: Option<Seen>,
    backup_made: bool,
}

/// Not the bytes themselves: states can be large.
type Seen = [u8; 32];

#[derive(Debug)]
struct Held {
    info: LockInfo,
    /// The state file, locked.
    file: File,
    /// The file that was replaced last, still locked, for those who had it open.
    replaced: Option<File>,
    /// Whether there was no state file before the lock.
    created: bool,
}

impl Place {
    pub(super) fn new(path: &Path) -> Self {
        Self { paths: Paths::of(path), held: None, seen: None, backup_made: false }
    }

    pub(super) fn read(&mut self) -> Result<Option<State>, StoreError> {
        let (bytes, state) = self.read_settled()?;
        self.seen = Some(seen(&bytes));
        Ok(state)
    }

    pub(super) fn write(&mut self, state: &State) -> Result<(), StoreError> {
        let (bytes, stored) = self.read_settled()?;
        if let Some(stored) = &stored {
            let changed = self.seen.is_some_and(|known| known != seen(&bytes));
            let refusal =
                if changed { Err(Refusal::Changed { stored: stored.serial }) } else { check_write(stored, state) };
            refusal.map_err(|source| StoreError::Refused { location: self.location(), source })?;
            if stored.serial == state.serial {
                return Ok(());
            }
        }
        self.put(state, &bytes)
    }

    pub(super) fn overwrite(&mut self, state: &State) -> Result<(), StoreError> {
        let bytes = self.read_bytes().map_err(|source| self.io("read", source))?;
        self.put(state, &bytes)
    }

    /// Copies what is stored to `NAME.MOMENT.backup`, as Terraform's commands on states do. The usual backup stays as it is.
    pub(super) fn back_up(&mut self, moment: u64) -> Result<(), StoreError> {
        let bytes = self.read_bytes().map_err(|source| self.io("read", source))?;
        if bytes.is_empty() {
            return Ok(());
        }
        // Of two commands within a second each keeps its own.
        let mut moments = (moment..).map(|moment| self.paths.backup_of(moment));
        let Some(path) = moments.find(|path| !path.exists()) else { return Ok(()) };
        replace(&path, &bytes, |_| Ok(())).map_err(|source| self.io("back up", source))?;
        self.backup_made = true;
        Ok(())
    }

    /// Backs up `before`, once for each lock, and puts the state into its place.
    fn put(&mut self, state: &State, before: &[u8]) -> Result<(), StoreError> {
        let text = state.encode();
        fs::create_dir_all(self.paths.folder()).map_err(|source| self.io("make the folder of", source))?;
        if !before.is_empty() && !self.backup_made {
            replace(&self.paths.backup, before, |_| Ok(())).map_err(|source| self.io("back up", source))?;
            self.backup_made = true;
        }
        let locked = self.held.is_some();
        let lock_too = |file: &File| match locked && !try_lock(file)? {
            true => Err(io::Error::other("the new file is locked by someone else")),
            false => Ok(()),
        };
        let file = replace(&self.paths.state, text.as_bytes(), lock_too).map_err(|source| self.io("write", source))?;
        if let Some(held) = &mut self.held {
            let old = std::mem::replace(&mut held.file, file);
            if let Some(older) = held.replaced.replace(old) {
                retire(older);
            }
        }
        self.seen = Some(seen(text.as_bytes()));
        Ok(())
    }

    pub(super) fn lock(&mut self, info: &LockInfo) -> Result<Lock, LockError> {
        if let Some(held) = &self.held {
            return Err(self.held_by(Some(held.info.clone())));
        }
        fs::create_dir_all(self.paths.folder()).map_err(|source| self.io("make the folder of", source))?;
        let (file, created) = loop {
            let created = !self.paths.state.exists();
            let file = self.open_state().map_err(|source| self.io("open", source))?;
            if !try_lock(&file).map_err(|source| self.io("lock", source))? {
                return Err(self.held_by(self.lock_info()));
            }
            // Another run may have replaced or removed the file between the two steps.
            if is_named(&file, &self.paths.state).map_err(|source| self.io("lock", source))? {
                break (file, created);
            }
        };
        for path in [&self.paths.state, &self.paths.backup, &self.paths.lock_info] {
            remove_unfinished(path).map_err(|source| self.io("tidy up beside", source))?;
        }
        let abandoned = self.lock_info();
        let info = LockInfo { path: self.location(), ..info.clone() };
        replace(&self.paths.lock_info, info.to_json().as_bytes(), |_| Ok(()))
            .map_err(|source| self.io("write the lock of", source))?;
        let id = info.id.clone();
        self.held = Some(Held { info, file, replaced: None, created });
        self.backup_made = false;
        Ok(Lock { id, abandoned })
    }

    pub(super) fn unlock(&mut self, id: &str) -> Result<(), LockError> {
        let Some(held) = self.held.take_if(|held| held.info.id == id) else {
            return Err(LockError::NotHeld { location: self.location(), id: id.to_owned() });
        };
        let removed = remove_if_there(&self.paths.lock_info);
        let empty = held.file.metadata().is_ok_and(|metadata| metadata.len() == 0);
        if held.created && empty {
            // Nothing was written: leave no empty file behind.
            let _ = fs::remove_file(&self.paths.state);
        }
        held.replaced.into_iter().for_each(retire);
        retire(held.file);
        removed.map_err(|source| self.io("remove the lock of", source).into())
    }

    /// Who holds the lock, this process included.
    pub(super) fn holder(&self) -> Option<LockInfo> {
        match &self.held {
            Some(held) => Some(held.info.clone()),
            None if self.is_being_written() => Some(self.lock_info().unwrap_or_default()),
            None => None,
        }
    }

    /// The lock goes with the process that took it, so only the note about it can have stayed behind.
    pub(super) fn force_unlock(&mut self, id: &str) -> Result<(), LockError> {
        if self.held.is_some() || self.is_being_written() {
            return Err(self.held_by(self.lock_info()));
        }
        if self.lock_info().is_none_or(|info| info.id != id) {
            return Err(LockError::NotHeld { location: self.location(), id: id.to_owned() });
        }
        remove_if_there(&self.paths.lock_info).map_err(|source| self.io("remove the lock of", source).into())
    }

    /// The stored bytes and what they say. Waits a moment when they say nothing because someone is writing them.
    fn read_settled(&mut self) -> Result<(Vec<u8>, Option<State>), StoreError> {
        for attempt in 0.. {
            let bytes = self.read_bytes().map_err(|source| self.io("read", source))?;
            let decoded = match State::decode(&bytes) {
                Ok(state) => return Ok((bytes, Some(state))),
                Err(error) if error.kind == DecodeErrorKind::Empty => Ok((bytes, None)),
                Err(source) => Err(StoreError::Decode { location: self.location(), source }),
            };
            if attempt >= SETTLE_TRIES || !self.is_being_written() {
                return decoded;
            }
            sleep(SETTLE_PAUSE);
        }
        Ok((Vec::new(), None))
    }

    fn read_bytes(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if let Some(held) = &mut self.held {
            held.file.seek(SeekFrom::Start(0))?;
            held.file.read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        match fs::read(&self.paths.state) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(bytes),
            result => result,
        }
    }

    fn is_being_written(&self) -> bool {
        self.held.is_none()
            && File::open(&self.paths.state).and_then(|file| is_locked_by_another(&file)).unwrap_or(false)
    }

    fn open_state(&self) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&self.paths.state)
    }

    fn lock_info(&self) -> Option<LockInfo> {
        LockInfo::from_json(&fs::read_to_string(&self.paths.lock_info).ok()?)
    }

    fn held_by(&self, holder: Option<LockInfo>) -> LockError {
        LockError::Held { location: self.location(), holder: holder.map(Box::new) }
    }

    fn location(&self) -> String {
        self.paths.state.display().to_string()
    }

    fn io(&self, action: &'static str, source: io::Error) -> StoreError {
        StoreError::Io { action, location: self.location(), source }
    }
}

/// Gives up a file. One that lost its name may still be open in a Terraform that waits for its lock; that would read it next,
/// take it for the state and write its own into it, where nobody would ever find it. So it gets a content that is no state:
/// Terraform then stops with an error. Emptied it would pass for "no state".
fn retire(mut file: File) {
    let lost_its_name = file.metadata().is_ok_and(|metadata| metadata.nlink() == 0);
    if lost_its_name {
        // Nobody else can do anything about a failure here, and the state itself is safe.
        let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(RETIRED));
        let _ = file.set_len(u64::try_from(RETIRED.len()).unwrap_or_default());
    }
}

/// Whether the open file is the one that the path names.
fn is_named(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    match fs::metadata(path) {
        Ok(named) => Ok((open.dev(), open.ino()) == (named.dev(), named.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn seen(bytes: &[u8]) -> Seen {
    Sha256::digest(bytes).into()
}
