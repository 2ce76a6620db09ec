//! What [`crate::up`] tells its caller while it works.

use std::fmt;

/// One step of bringing the sandbox up, for the caller to show. Its text is a short sentence without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Progress {
    /// Another process is starting, stopping or installing a sandbox; this one waits for it.
    WaitingForOther,
    /// The record names a sandbox that is not there any more, or not whole; what is left of it is ended and removed.
    CleaningUp {
        /// Why it counts as dead.
        reason: String,
    },
    /// The emulator's environment is made (first use, or a new version of the list, or a broken one).
    CreatingEnvironment,
    /// pip turns to a package.
    Installing {
        /// The package's name.
        package: String,
        /// Which one it is, from 1.
        number: usize,
        /// How many there are.
        of: usize,
    },
    /// The two processes are started.
    Starting,
    /// The preferred port was taken; another one was used.
    PortChanged {
        /// The port in use.
        port: u16,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WaitingForOther => f.write_str("waiting for another sandbox command to finish"),
            Self::CleaningUp { reason } => write!(f, "removing what is left of an earlier sandbox ({reason})"),
            Self::CreatingEnvironment => f.write_str("making a Python environment for the emulator"),
            Self::Installing { package, number, of } => write!(f, "installing {package} ({number} of {of})"),
            Self::Starting => f.write_str("starting the sandbox"),
            Self::PortChanged { port } => write!(f, "the usual port is taken; using {port}"),
        }
    }
}
