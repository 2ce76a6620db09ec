use std::path::PathBuf;

use clap::{ArgAction, Args};

/// `fmt`
#[derive(Clone, Debug, Args)]
pub(crate) struct FmtArgs {
    /// Files and folders, this folder by default; - formats standard input to standard output
    #[arg(value_name = "TARGET")]
    pub(crate) targets: Vec<PathBuf>,

    /// Whether to name the files whose layout is another one
    #[arg(long, value_name = "BOOL", default_value_t = true, action = ArgAction::Set,
          num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_default_value = true,
          hide_possible_values = true)]
    pub(crate) list: bool,

    /// Whether to change the files; --write=false only tells
    #[arg(long, value_name = "BOOL", default_value_t = true, action = ArgAction::Set,
          num_args = 0..=1, require_equals = true, default_missing_value = "true", hide_default_value = true,
          hide_possible_values = true)]
    pub(crate) write: bool,

    /// Show what changes in the files
    #[arg(long)]
    pub(crate) diff: bool,

    /// Change nothing; exit with 3 when a file has another layout
    #[arg(long)]
    pub(crate) check: bool,

    /// Look into folders in folders, too, and format Terragrunt's files with Terraform's
    #[arg(long)]
    pub(crate) recursive: bool,
}
