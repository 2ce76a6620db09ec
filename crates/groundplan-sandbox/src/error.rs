//! What can go wrong with the sandbox, each with the way out in its text.

use std::io;
use std::path::{Path, PathBuf};

/// An error of the sandbox. Its text says what happened; [`Error::help`] says what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// No usable Python interpreter.
    #[error("the sandbox needs Python 3.10 or newer, and none was found ({tried})")]
    NoPython {
        /// What was tried and what came of it.
        tried: String,
    },
    /// Python is there, but it cannot make a virtual environment, and neither can what else was tried.
    #[error("{python} cannot make a virtual environment:\n{output}")]
    NoVenv {
        /// The interpreter.
        python: PathBuf,
        /// What it printed.
        output: String,
    },
    /// pip did not install the emulator.
    #[error("the emulator could not be installed:\n{output}")]
    Install {
        /// The last lines of what pip printed.
        output: String,
    },
    /// The installed emulator does not run, not even after it was installed again.
    #[error("the emulator's environment in {} is not usable: {reason}", folder.display())]
    BrokenEnvironment {
        /// The environment's folder.
        folder: PathBuf,
        /// What the emulator said.
        reason: String,
    },
    /// The port that the user asked for is taken by another program.
    #[error("port {port} on 127.0.0.1 is taken by another program")]
    PortTaken {
        /// The port.
        port: u16,
    },
    /// A sandbox is running, but on another port than the user asked for.
    #[error("a sandbox is running on port {running}, not on port {asked}")]
    OtherPort {
        /// Where it runs.
        running: u16,
        /// Where it should run.
        asked: u16,
    },
    /// A process of the sandbox ended before it was ready, or was not ready in time.
    #[error("the sandbox's {what} did not start: {reason}")]
    Start {
        /// `emulator` or `gateway`.
        what: &'static str,
        /// How it ended, with the end of its log.
        reason: String,
        /// Its log file.
        log: PathBuf,
    },
    /// A process of the sandbox is still there after it was told to end.
    #[error("the sandbox's {what} (process {pid}) does not end")]
    DoesNotEnd {
        /// `emulator` or `gateway`.
        what: &'static str,
        /// Its process number.
        pid: u32,
    },
    /// There is no sandbox running.
    #[error("no sandbox is running")]
    NotRunning,
    /// An address does not answer as AWS would.
    #[error("{endpoint} does not answer as AWS does: {reason}")]
    Endpoint {
        /// The address asked.
        endpoint: String,
        /// What was tried and what came of it.
        reason: String,
    },
    /// AWS's own kind of error, from a question put by [`crate::client`].
    #[error("{operation} was refused: {code}: {message}")]
    Refused {
        /// The operation, such as `sts AssumeRole`.
        operation: String,
        /// The protocol's error code.
        code: String,
        /// The protocol's message.
        message: String,
    },
    /// The operating system refused something.
    #[error("cannot {doing} {}: {source}", path.display())]
    Io {
        /// A verb phrase, such as `write`.
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
}

impl Error {
    /// What the user can do about it, where there is something to say beyond the error's text.
    pub fn help(&self) -> Option<String> {
        let text = match self {
            Self::NoPython { .. } => {
                "install Python 3 (Debian and Ubuntu: `apt-get install python3 python3-venv`, Fedora: `dnf install python3`, \
                 macOS: `brew install python3`), or use another AWS-speaking endpoint with `--endpoint URL`"
                    .to_owned()
            }
            Self::NoVenv { .. } => "install the venv module (Debian and Ubuntu: `apt-get install python3-venv`) or virtualenv"
                .to_owned(),
            Self::Install { output } => install_help(output),
            Self::BrokenEnvironment { folder, .. } => {
                format!("remove {} and try again", folder.display())
            }
            Self::PortTaken { port } => {
                format!("end the program that listens on port {port}, or leave out `--port` for a free one")
            }
            Self::OtherPort { running, .. } => {
                format!("use the one on port {running}, or end it first with `groundplan sandbox down`")
            }
            Self::Start { log, .. } => format!("the whole log is in {}", log.display()),
            Self::DoesNotEnd { pid, .. } => format!("end it by hand: `kill -9 {pid}`"),
            Self::NotRunning => "start one with `groundplan sandbox up`".to_owned(),
            Self::Endpoint { .. } => {
                "check the address, and that the service is up; `groundplan sandbox up` starts one of our own".to_owned()
            }
            Self::Refused { .. } | Self::Io { .. } => return None,
        };
        Some(text)
    }

    /// For `map_err` on operations on a file or folder.
    pub(crate) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { doing, path, source }
    }
}

fn install_help(output: &str) -> String {
    const NETWORK: [&str; 7] = [
        "NewConnectionError",
        "Failed to establish a new connection",
        "Connection to",
        "ConnectTimeoutError",
        "Temporary failure in name resolution",
        "ProxyError",
        "SSLError",
    ];
    if NETWORK.iter().any(|sign| output.contains(sign)) || output.contains("No matching distribution") {
        "the emulator is installed from the Python package index once, and that needs the network: behind a proxy set \
         `HTTPS_PROXY`, for an index of your own set `PIP_INDEX_URL`, for its certificate `PIP_CERT`; or use another \
         AWS-speaking endpoint with `--endpoint URL`"
            .to_owned()
    } else if output.contains("No space left") {
        "make room: the environment takes about 150 MB".to_owned()
    } else {
        "what pip says above is the reason; the next `groundplan sandbox up` tries again from the start".to_owned()
    }
}
