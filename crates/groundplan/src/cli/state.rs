use clap::{Args, Subcommand};

/// `state`
#[derive(Clone, Debug, Args)]
pub(crate) struct StateArgs {
    #[command(subcommand)]
    pub(crate) command: StateCommand,
}

/// The commands below `state`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum StateCommand {
    /// List the resource instances, in a live repository each with its unit
    List(ListArgs),
}

/// `state list`
#[derive(Clone, Debug, Args)]
pub(crate) struct ListArgs {
    /// Only what these addresses select: of a module, a resource or an instance
    #[arg(value_name = "ADDR")]
    pub(crate) addresses: Vec<String>,
}
