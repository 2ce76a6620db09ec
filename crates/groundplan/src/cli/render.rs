use clap::{Args, Subcommand};

use super::LiveArgs;

/// `render`
#[derive(Clone, Debug, Args)]
pub(crate) struct RenderArgs {
    /// The unit's path, as seen from the folder to work in
    #[arg(value_name = "UNIT", default_value = ".")]
    pub(crate) unit: String,

    /// As JSON; what is sensitive or not known yet is a text that says so
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

/// `stack`
#[derive(Clone, Debug, Args)]
pub(crate) struct StackArgs {
    #[command(subcommand)]
    pub(crate) command: StackCommand,
}

/// The commands below `stack`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum StackCommand {
    /// Write what stacks stand for to .terragrunt-stack, for Terragrunt: Groundplan itself needs no files
    Generate(LiveArgs),
}
