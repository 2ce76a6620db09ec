use std::path::PathBuf;

use clap::Args;

/// Options of every command.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Global options")]
pub(crate) struct GlobalArgs {
    /// Work as if started in DIR: a root module, a live repository, or a folder of one
    #[arg(short = 'C', long, value_name = "DIR", global = true)]
    pub(crate) chdir: Option<PathBuf>,

    /// No colours; the same as a NO_COLOR in the environment
    #[arg(long, global = true)]
    pub(crate) no_color: bool,

    /// Use the running local AWS in place of AWS; the same as GROUNDPLAN_SANDBOX=1
    #[arg(long, global = true, conflicts_with = "endpoint")]
    pub(crate) sandbox: bool,

    /// Use what answers at URL in place of AWS; the same as GROUNDPLAN_ENDPOINT=URL
    #[arg(long, value_name = "URL", global = true)]
    pub(crate) endpoint: Option<String>,
}
