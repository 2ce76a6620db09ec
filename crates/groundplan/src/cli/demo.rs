use std::path::PathBuf;

use clap::Args;

/// `demo`
#[derive(Clone, Debug, Args)]
pub(crate) struct DemoArgs {
    /// The folder to write the example company to: a new one, an empty one, or that of an earlier demo
    #[arg(value_name = "DIR", default_value = "groundplan-demo")]
    pub(crate) dir: PathBuf,

    /// Leave the local AWS running at the end, to look around; this is the default
    #[arg(long)]
    pub(crate) keep: bool,

    /// Stop the local AWS at the end
    #[arg(long, conflicts_with = "keep")]
    pub(crate) down: bool,

    /// Take the example company down again, and look in every account whether something is left
    #[arg(long)]
    pub(crate) destroy: bool,
}
