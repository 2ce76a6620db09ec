use std::path::PathBuf;
use std::time::Duration;

use groundplan_diag::Diagnostic;

/// Why a provider cannot be used: its process does not start or does not speak the protocol.
#[derive(Debug, thiserror::Error)]
pub enum LaunchError {
    /// The private folder for the process cannot be made.
    #[error(
        "the folder for the provider's socket cannot be made in {}: {cause}. Set TMPDIR to a folder that can be written to",
        parent.display()
    )]
    Folder {
        /// Where it should be.
        parent: PathBuf,
        /// The system's answer.
        cause: std::io::Error,
    },
    /// The path of the socket would be longer than the system allows.
    #[error(
        "the path of {} is too long for a provider's socket in it. Set TMPDIR to a folder with a shorter path, such as /tmp",
        parent.display()
    )]
    FolderTooLong {
        /// Where the private folder should be.
        parent: PathBuf,
    },
    /// The program cannot be run.
    #[error("{} cannot be run: {cause}. {way_out}", program.display())]
    Start {
        /// The provider's program.
        program: PathBuf,
        /// The system's answer.
        cause: std::io::Error,
        /// What to do.
        way_out: &'static str,
    },
    /// The program is for another system or processor.
    #[error(
        "{} was built for {built_for} and cannot be run here. Install the provider's package for this platform",
        program.display()
    )]
    Foreign {
        /// The provider's program.
        program: PathBuf,
        /// What it was built for.
        built_for: &'static str,
    },
    /// The process ended before it said where it listens.
    #[error("{} ended ({status}) before it was ready{tail}", program.display())]
    Ended {
        /// The provider's program.
        program: PathBuf,
        /// How it ended.
        status: String,
        /// What it wrote, as a paragraph of its own; may be empty.
        tail: String,
    },
    /// The process did not say where it listens.
    #[error("{} was not ready after {} s and was ended{tail}", program.display(), after.as_secs())]
    TimedOut {
        /// The provider's program.
        program: PathBuf,
        /// How long was waited.
        after: Duration,
        /// What it wrote, as a paragraph of its own; may be empty.
        tail: String,
    },
    /// The first line is not that of a plugin.
    #[error(
        "{} is not a provider, or a broken one: it said {said:?} where a plugin says how it is to be reached{tail}",
        program.display()
    )]
    Handshake {
        /// The provider's program.
        program: PathBuf,
        /// Its first line, shortened.
        said: String,
        /// What it wrote, as a paragraph of its own; may be empty.
        tail: String,
    },
    /// It speaks no version of the protocol that we speak.
    #[error(
        "{} speaks version {offered} of the plugin protocol; versions 5 and 6 are supported. \
         Use another version of the provider",
        program.display()
    )]
    ProtocolVersion {
        /// The provider's program.
        program: PathBuf,
        /// The version that it speaks.
        offered: String,
    },
    /// Its socket cannot be connected to.
    #[error("{} does not answer at its socket: {cause}{tail}", program.display())]
    Connect {
        /// The provider's program.
        program: PathBuf,
        /// Why.
        cause: String,
        /// What it wrote, as a paragraph of its own; may be empty.
        tail: String,
    },
    /// Its schema cannot be had or read.
    #[error("the schema of {provider}: {cause}")]
    Schema {
        /// The provider and its version.
        provider: String,
        /// Why.
        cause: String,
    },
}

impl From<LaunchError> for Diagnostic {
    fn from(error: LaunchError) -> Self {
        Self::error("Provider does not start").detail(format!("{error}."))
    }
}
