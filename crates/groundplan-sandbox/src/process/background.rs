//! Starting a process that outlives us.
//!
//! The handshake closes every gap in which a process could be left that nobody has on record: the new process waits for a
//! line on its standard input, and ends when the input closes without one. Only when it is on record is the line sent.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::process::{Child, Command};

use crate::error::Error;
use crate::process::ProcessId;

/// What a process of the sandbox answers on its first line.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Handshake {
    /// Where it listens; together with an error, the port that it was not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) port: Option<u16>,
    /// The version of what runs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) version: Option<String>,
    /// Why it does not run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) error: Option<String>,
}

/// A process that was started and waits for its first line.
pub(crate) struct Background {
    what: &'static str,
    child: Child,
    log: PathBuf,
    /// Set until the process may outlive this value.
    id: Option<ProcessId>,
}

impl Background {
    /// Starts `command` with its errors going to `log`. It ends again when this value is dropped before
    /// [`Background::leave`].
    pub(crate) fn spawn(what: &'static str, mut command: Command, log: &Path) -> Result<Self, Error> {
        let file = File::create(log).map_err(Error::io("write", log))?;
        let start_error = |reason: String| Error::Start { what, reason, log: log.to_owned() };
        let child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(file)
            .spawn()
            .map_err(|error| start_error(format!("{}: {error}", command.as_std().get_program().display())))?;
        let id = child.id().and_then(ProcessId::of);
        Ok(Self { what, child, log: log.to_owned(), id })
    }

    /// Which process it is; `None` when it has ended already.
    pub(crate) fn id(&self) -> Option<&ProcessId> {
        self.id.as_ref()
    }

    /// Sends the first line and waits for the answer. A process that ends without one has an answer with an error.
    ///
    /// # Errors
    ///
    /// It does not answer in time.
    pub(crate) async fn start(&mut self, config: &impl Serialize, timeout: Duration) -> Result<Handshake, Error> {
        let error = match tokio::time::timeout(timeout, self.shake_hands(config)).await {
            Ok(Ok(handshake)) => return Ok(handshake),
            Ok(Err(error)) => error,
            Err(_) => {
                let reason = format!("it was not ready within {} s", timeout.as_secs());
                return Err(self.failed(with_tail(reason, &self.log)));
            }
        };
        let reason = match tokio::time::timeout(Duration::from_secs(2), self.child.wait()).await {
            Ok(Ok(status)) => format!("it ended with {status}"),
            _ => error.to_string(),
        };
        Ok(Handshake { error: Some(with_tail(reason, &self.log)), ..Handshake::default() })
    }

    async fn shake_hands(&mut self, config: &impl Serialize) -> io::Result<Handshake> {
        let mut line = serde_json::to_vec(config)?;
        line.push(b'\n');
        if let Some(mut input) = self.child.stdin.take() {
            input.write_all(&line).await?;
            input.shutdown().await?;
        }
        let output = self.child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?;
        let mut answer = String::new();
        BufReader::new(output).read_line(&mut answer).await?;
        if answer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(serde_json::from_str(&answer)?)
    }

    /// The error for a process that did not start.
    pub(crate) fn failed(&self, reason: String) -> Error {
        Error::Start { what: self.what, reason, log: self.log.clone() }
    }

    /// Lets the process live on after us.
    pub(crate) fn leave(mut self) {
        self.id = None;
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if let Some(id) = &self.id {
            id.kill();
        }
    }
}

/// Makes the calling process leader of a session and a group of its own: the terminal's signals and its end do not reach
/// it, and the whole group can be ended at once. Does nothing in a process that leads a group already.
pub(crate) fn detach() {
    let _ = rustix::process::setsid();
}

/// A reason with the end of the log below it, where most of the time the true reason is.
fn with_tail(reason: String, log: &Path) -> String {
    const LINES: usize = 15;
    let text = std::fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    let tail = lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default().join("\n");
    if tail.is_empty() { reason } else { format!("{reason}\n{tail}") }
}
