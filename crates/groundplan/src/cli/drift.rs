use clap::Args;

use super::{DetailArg, PartArgs, UnitArgs, VariableArgs};

/// `drift`
#[derive(Clone, Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing has drifted, 3 something has, 1 error.\n\
                        The file .driftignore beside a root module, or at the root of a live repository, lists patterns, one a line.")]
pub(crate) struct DriftArgs {
    #[command(flatten)]
    pub(crate) variables: VariableArgs,

    #[command(flatten)]
    pub(crate) part: PartArgs,

    /// What is not drift: [UNIT//]ADDRESS[.ATTRIBUTE], with * for anything; repeatable
    #[arg(long, value_name = "PATTERN")]
    pub(crate) ignore: Vec<String>,

    /// How many calls of providers may run at the same time
    #[arg(long, value_name = "N", value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(1..))]
    pub(crate) parallelism: Option<usize>,

    /// Print what was found as one JSON document, in the form of a plan
    #[arg(long)]
    pub(crate) json: bool,

    /// How much of a company's drift is shown
    #[arg(long, value_name = "HOW", default_value = "changes", conflicts_with = "json")]
    pub(crate) detail: DetailArg,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}
