//! A lock between processes: whoever holds it works on the folder, the others wait.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::time::Duration;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::Error;

/// An exclusive lock on a file, released when dropped or when the process ends.
#[derive(Debug)]
pub(crate) struct FileLock {
    _file: File,
}

impl FileLock {
    /// Waits until the lock is free. `waiting` is called once when it is not free at first.
    pub(crate) async fn acquire(path: &Path, waiting: impl FnOnce() + Send) -> Result<Self, Error> {
        let file =
            OpenOptions::new().create(true).truncate(false).write(true).open(path).map_err(Error::io("open", path))?;
        let mut waiting = Some(waiting);
        loop {
            match flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => return Ok(Self { _file: file }),
                Err(Errno::WOULDBLOCK) => {
                    if let Some(waiting) = waiting.take() {
                        waiting();
                    }
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
                Err(Errno::INTR) => {}
                Err(error) => return Err(Error::io("lock", path)(error.into())),
            }
        }
    }
}
