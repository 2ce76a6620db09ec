use clap::Args;

/// `validate`
#[derive(Clone, Debug, Args)]
pub(crate) struct ValidateArgs {
    /// What was found as JSON
    #[arg(long)]
    pub(crate) json: bool,
}
