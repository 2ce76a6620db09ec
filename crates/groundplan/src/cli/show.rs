use std::path::PathBuf;

use clap::Args;

use super::{DetailArg, PlanKeyArg, UnitArgs};

/// `show`
#[derive(Clone, Debug, Args)]
pub(crate) struct ShowArgs {
    /// A plan made by `plan --out`; without one, what the states hold is shown
    #[arg(value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) key: PlanKeyArg,

    /// As JSON: of a bare root module Terraform's document, of a live repository one with all units
    #[arg(long)]
    pub(crate) json: bool,

    /// This unit alone, by its path in the live repository
    #[arg(long, value_name = "PATH")]
    pub(crate) unit: Option<String>,

    /// How much of a company's plan is shown
    #[arg(long, value_name = "HOW", default_value = "changes", conflicts_with = "json")]
    pub(crate) detail: DetailArg,

    #[command(flatten)]
    pub(crate) units: UnitArgs,
}
