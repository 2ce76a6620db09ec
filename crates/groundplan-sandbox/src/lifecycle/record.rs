//! What is on record about a sandbox: one file in its state folder.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::process::ProcessId;

/// The file's format; another one counts as no record at all.
const FORMAT: u32 = 1;

/// A sandbox on record.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Record {
    format: u32,
    /// When it was started, in seconds since 1970.
    pub(crate) started_at: u64,
    /// Whether both processes were ready; `false` is what an interrupted start leaves.
    pub(crate) ready: bool,
    /// moto's process.
    pub(crate) emulator: Option<Part>,
    /// The gateway's process.
    pub(crate) gateway: Option<Part>,
}

/// A process of the sandbox.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Part {
    /// Which process it is.
    pub(crate) process: ProcessId,
    /// Where on 127.0.0.1 it listens; 0 until it does.
    pub(crate) port: u16,
    /// Its version.
    pub(crate) version: String,
}

impl Part {
    /// A process that was just started.
    pub(crate) fn starting(process: ProcessId) -> Self {
        Self { process, port: 0, version: String::new() }
    }
}

impl Record {
    /// A sandbox that is about to be started.
    pub(crate) fn new(started_at: u64) -> Self {
        Self { format: FORMAT, started_at, ready: false, emulator: None, gateway: None }
    }

    /// Where the record of that state folder is.
    pub(crate) fn path(state_dir: &Path) -> PathBuf {
        state_dir.join("record.json")
    }

    /// Reads the record; `None` when there is none, or nothing readable: then no process is known.
    pub(crate) fn load(state_dir: &Path) -> Option<Self> {
        let text = fs::read(Self::path(state_dir)).ok()?;
        let record: Self = serde_json::from_slice(&text).ok()?;
        (record.format == FORMAT).then_some(record)
    }

    /// Writes the record, readable by the user only.
    pub(crate) fn save(&self, state_dir: &Path) -> Result<(), Error> {
        let path = Self::path(state_dir);
        let write = || -> std::io::Result<()> {
            let mut file = tempfile::NamedTempFile::new_in(state_dir)?;
            file.write_all(&serde_json::to_vec_pretty(self)?)?;
            file.as_file().sync_all()?;
            file.persist(&path)?;
            Ok(())
        };
        write().map_err(Error::io("write", &path))
    }

    /// Removes the record.
    pub(crate) fn remove(state_dir: &Path) -> Result<(), Error> {
        let path = Self::path(state_dir);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::io("remove", &path)(error)),
            _ => Ok(()),
        }
    }

    /// The processes, the one that depends on the other first.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'static str, &Part)> {
        let gateway = self.gateway.iter().map(|part| ("gateway", part));
        gateway.chain(self.emulator.iter().map(|part| ("emulator", part)))
    }
}
