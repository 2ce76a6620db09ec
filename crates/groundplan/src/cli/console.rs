use clap::Args;

use super::VariableArgs;

/// `console`
#[derive(Clone, Debug, Args)]
pub(crate) struct ConsoleArgs {
    /// The unit whose root module the expressions belong to, by its path in the live repository
    #[arg(long, value_name = "PATH")]
    pub(crate) unit: Option<String>,

    #[command(flatten)]
    pub(crate) variables: VariableArgs,
}
