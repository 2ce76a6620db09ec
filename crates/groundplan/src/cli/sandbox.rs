use std::path::PathBuf;

use clap::{Args, Subcommand};

/// `sandbox`
#[derive(Clone, Debug, Args)]
pub(crate) struct SandboxArgs {
    #[command(subcommand)]
    pub(crate) command: SandboxCommand,
}

/// The commands below `sandbox`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum SandboxCommand {
    /// Start it, or find it running
    Up(UpArgs),
    /// Stop it; what it holds is gone then
    Down,
    /// Say whether and where it runs
    Status,
    /// Empty it: all accounts go, the address stays
    Reset,
    /// Runs the gateway, told by `up` what to do.
    #[command(hide = true)]
    ServeGateway,
}

/// `sandbox up`
#[derive(Clone, Debug, Args)]
pub(crate) struct UpArgs {
    /// The port on 127.0.0.1; a free one without
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,

    /// The Python interpreter to use; the first usable one on the PATH without
    #[arg(long, value_name = "PROGRAM")]
    pub(crate) python: Option<PathBuf>,
}
