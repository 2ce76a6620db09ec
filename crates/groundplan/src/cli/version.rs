use clap::Args;

/// `version`
#[derive(Clone, Debug, Args)]
pub(crate) struct VersionArgs {
    /// As JSON, with Terraform's names
    #[arg(long)]
    pub(crate) json: bool,
}
