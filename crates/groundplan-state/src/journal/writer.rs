//! The thread that owns the file. Records that arrive while it waits for the disk go into the next frame together.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;

use tokio::sync::oneshot;

use super::JournalError;
use super::live::Live;
use super::lock::beside;
use super::record::Record;
use super::{frame, frame::HEAD};

/// Who waits for the disk.
pub(super) type Waiter = oneshot::Sender<Result<(), JournalError>>;

/// What the thread is asked to do.
pub(super) enum Command {
    /// Records that become durable together, or not at all.
    Append(Vec<Record>, Waiter),
    Checkpoint {
        unit: String,
        mark: u64,
        waiter: Waiter,
    },
}

/// The file, and which of its records still matter.
pub(super) struct Writer {
    path: PathBuf,
    file: Option<File>,
    /// How many frames the file has.
    frames: u64,
    live: Live,
    /// Set for good by the first failure: what the disk holds is not known any more.
    failed: Option<JournalError>,
}

impl Writer {
    /// For a journal whose whole frames end at `end`, of which there are `frames`. Removes what follows them, and the new file
    /// that a run was killed over.
    pub(super) fn open(path: &Path, end: usize, frames: u64, live: Live) -> Result<Self, JournalError> {
        let mut writer = Self { path: path.to_owned(), file: None, frames, live, failed: None };
        remove_if_there(&beside(path, "new")).map_err(|source| JournalError::io("tidy up beside", path, source))?;
        if writer.live.is_empty() {
            writer.remove().map_err(|source| JournalError::io("remove", path, source))?;
        } else {
            let cut = || -> io::Result<File> {
                let file = OpenOptions::new().append(true).open(path)?;
                file.set_len(u64::try_from(end).unwrap_or(u64::MAX))?;
                file.sync_all()?;
                Ok(file)
            };
            writer.file = Some(cut().map_err(|source| JournalError::io("write", path, source))?);
        }
        Ok(writer)
    }

    /// Works until nobody can ask any more.
    pub(super) fn run(mut self, commands: &Receiver<Command>) {
        while let Ok(command) = commands.recv() {
            let mut content = String::new();
            let mut waiters = Vec::new();
            let mut next = Some(command);
            let mut checkpoint = None;
            while let Some(command) = next {
                match command {
                    Command::Append(records, waiter) => {
                        for record in records {
                            content.push_str(&record.encode());
                            self.live.push(record);
                        }
                        waiters.push(waiter);
                        next = commands.try_recv().ok();
                    }
                    Command::Checkpoint { unit, mark, waiter } => {
                        checkpoint = Some((unit, mark, waiter));
                        next = None;
                    }
                }
            }
            if !content.is_empty() {
                let written = self.guarded("write", |writer| writer.append(&content));
                for waiter in waiters {
                    // Who does not wait any more has been interrupted.
                    let _ = waiter.send(written.clone());
                }
            }
            if let Some((unit, mark, waiter)) = checkpoint {
                self.live.checkpoint(&unit, mark);
                let _ = waiter.send(self.guarded("renew", Self::renew));
            }
        }
    }

    fn guarded(
        &mut self,
        action: &'static str,
        work: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> Result<(), JournalError> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        work(self).map_err(|source| {
            let error = JournalError::io(action, &self.path, source);
            self.failed = Some(error.clone());
            error
        })
    }

    fn append(&mut self, content: &str) -> io::Result<()> {
        if self.file.is_none() {
            self.file = Some(create(&self.path)?);
            self.frames = 0;
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        self.frames += 1;
        file.write_all(&frame::encode(self.frames, content))?;
        file.sync_data()
    }

    /// Writes the records that still matter into a new file and puts it into the place of the old one.
    fn renew(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            return Ok(());
        }
        if self.live.is_empty() {
            return self.remove();
        }
        let aside = beside(&self.path, "new");
        remove_if_there(&aside)?;
        let mut file = create(&aside)?;
        file.write_all(&frame::encode(1, &self.live.text()))?;
        file.sync_data()?;
        fs::rename(&aside, &self.path)?;
        sync_folder_of(&self.path)?;
        self.file = Some(file);
        self.frames = 1;
        Ok(())
    }

    fn remove(&mut self) -> io::Result<()> {
        self.file = None;
        self.frames = 0;
        remove_if_there(&self.path)?;
        sync_folder_of(&self.path)
    }
}

/// A new journal without frames.
fn create(path: &Path) -> io::Result<File> {
    let mut file = OpenOptions::new().append(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(HEAD.as_bytes())?;
    sync_folder_of(path)?;
    Ok(file)
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a new or removed name in the folder durable.
fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}
