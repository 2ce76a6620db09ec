use clap::Args;

use super::UnitArgs;

/// `validate`
#[derive(Clone, Debug, Args)]
pub(crate) struct ValidateArgs {
    /// What was found as JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}
