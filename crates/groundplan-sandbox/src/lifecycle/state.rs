//! Asking after a running sandbox, emptying it, ending it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::client::Client;
use crate::error::Error;
use crate::lifecycle::record::Record;
use crate::overlay::Overlay;
use crate::process::FileLock;

/// How long a process may take to end when it is asked to.
const PATIENCE: Duration = Duration::from_secs(5);

/// A sandbox that runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    /// The gateway's address, `http://127.0.0.1:PORT`.
    pub endpoint: String,
    /// The gateway's port.
    pub port: u16,
    /// The gateway's process number.
    pub gateway_pid: u32,
    /// moto's process number.
    pub emulator_pid: u32,
    /// moto's version.
    pub emulator_version: String,
    /// The version of Groundplan that the gateway is from; an older one goes on until the sandbox is ended.
    pub gateway_version: String,
    /// When it was started, in seconds since 1970.
    pub started_at: u64,
    /// Its state folder, where the logs are, too (`emulator.log`, `gateway.log`).
    pub state_dir: PathBuf,
}

impl Running {
    /// What provider processes need to reach it.
    pub fn overlay(&self) -> Overlay {
        Overlay::sandbox(&self.endpoint)
    }

    /// A client that asks it.
    pub fn client(&self) -> Client {
        Client::new(&self.endpoint)
    }
}

/// How a sandbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// There is none.
    Stopped,
    /// It runs and answers.
    Running(Running),
    /// There was one, and it is not there any more, or not whole. [`crate::up`] and [`down`] clean up after it.
    Dead {
        /// What is wrong with it.
        reason: String,
    },
}

/// How the sandbox of that state folder is. Changes nothing.
pub async fn status(state_dir: &Path) -> Status {
    let Some(record) = Record::load(state_dir) else {
        return match Record::path(state_dir).exists() {
            true => Status::Dead { reason: "its record cannot be read".to_owned() },
            false => Status::Stopped,
        };
    };
    let dead = |reason: String| Status::Dead { reason };
    if let Some((what, part)) = record.parts().find(|(_, part)| !part.process.is_alive()) {
        return dead(format!("its {what}, process {}, is gone", part.process.pid));
    }
    let (true, Some(gateway), Some(emulator)) = (record.ready, &record.gateway, &record.emulator) else {
        return dead("it was not started to the end".to_owned());
    };
    let endpoint = format!("http://127.0.0.1:{}", gateway.port);
    match Client::with_timeout(&endpoint, Duration::from_secs(10)).health().await {
        Ok(health) if health.emulator_answers => Status::Running(Running {
            endpoint,
            port: gateway.port,
            gateway_pid: gateway.process.pid,
            emulator_pid: emulator.process.pid,
            emulator_version: emulator.version.clone(),
            gateway_version: health.gateway_version,
            started_at: record.started_at,
            state_dir: state_dir.to_owned(),
        }),
        Ok(_) => dead("its emulator does not answer".to_owned()),
        Err(error) => dead(error.to_string()),
    }
}

/// Empties a running sandbox: every account and all counts and rules go, address and processes stay.
///
/// # Errors
///
/// [`Error::NotRunning`], or the sandbox does not answer.
pub async fn reset(state_dir: &Path) -> Result<Running, Error> {
    match status(state_dir).await {
        Status::Running(running) => {
            running.client().reset().await?;
            Ok(running)
        }
        Status::Stopped | Status::Dead { .. } => Err(Error::NotRunning),
    }
}

/// Ends the sandbox and removes its record; whether there was anything to end. Its logs stay.
///
/// # Errors
///
/// A process does not end, or the record cannot be removed.
pub async fn down(state_dir: &Path) -> Result<bool, Error> {
    if !state_dir.exists() {
        return Ok(false);
    }
    let _lock = lock(state_dir, || {}).await?;
    end(state_dir).await
}

/// As [`down`], for a caller that holds the lock.
pub(super) async fn end(state_dir: &Path) -> Result<bool, Error> {
    let existed = Record::path(state_dir).exists();
    if let Some(record) = Record::load(state_dir) {
        for (what, part) in record.parts() {
            if !part.process.end(PATIENCE).await {
                return Err(Error::DoesNotEnd { what, pid: part.process.pid });
            }
        }
    }
    Record::remove(state_dir)?;
    Ok(existed)
}

/// Takes the lock under which sandboxes of that state folder are started and ended.
pub(super) async fn lock(state_dir: &Path, waiting: impl FnOnce() + Send) -> Result<FileLock, Error> {
    FileLock::acquire(&state_dir.join("lock"), waiting).await
}
