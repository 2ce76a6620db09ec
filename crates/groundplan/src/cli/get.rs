use clap::Args;

/// `get`
#[derive(Clone, Debug, Args)]
pub(crate) struct GetArgs {
    /// Choose versions, branches and archives anew, whatever is locked and installed
    #[arg(long)]
    pub(crate) update: bool,
}
