use clap::Args;

use super::UnitArgs;

/// `output`
#[derive(Clone, Debug, Args)]
pub(crate) struct OutputArgs {
    /// Only this output value; one that is sensitive is printed, too
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// As JSON, sensitive values included
    #[arg(long, conflicts_with = "raw")]
    pub(crate) json: bool,

    /// The value itself, without quotes and line break: a string, a number or a bool
    #[arg(long, requires = "name")]
    pub(crate) raw: bool,

    /// This unit alone, by its path in the live repository
    #[arg(long, value_name = "PATH")]
    pub(crate) unit: Option<String>,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}
