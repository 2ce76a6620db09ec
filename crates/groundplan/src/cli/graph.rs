use clap::Args;

use super::UnitArgs;

/// `graph`
#[derive(Clone, Debug, Args)]
pub(crate) struct GraphArgs {
    /// Resources and data sources in place of units, and which of them wait for which, across units too
    #[arg(long)]
    pub(crate) resources: bool,

    /// In the language of Graphviz
    #[arg(long, conflicts_with = "json")]
    pub(crate) dot: bool,

    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}

/// `list`
#[derive(Clone, Debug, Args)]
pub(crate) struct ListUnitsArgs {
    /// With the reason why each is there
    #[arg(long, conflicts_with = "json")]
    pub(crate) why: bool,

    /// As JSON
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}
