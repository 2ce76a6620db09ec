use clap::{Args, Subcommand};

/// `catalog`
#[derive(Clone, Debug, Args)]
pub(crate) struct CatalogArgs {
    #[command(subcommand)]
    pub(crate) command: CatalogCommand,
}

/// The commands below `catalog`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum CatalogCommand {
    /// Show what this program's catalog would bring; exits with 3 when that is anything
    Diff(DiffArgs),
    /// Bring it, and keep what the company changed; exits with 3 when files are left to settle
    Update(UpdateArgs),
}

/// `catalog diff`
#[derive(Clone, Debug, Args)]
pub(crate) struct DiffArgs {
    /// Name the files only
    #[arg(long)]
    pub(crate) name_only: bool,
}

/// `catalog update`
#[derive(Clone, Debug, Args)]
pub(crate) struct UpdateArgs {
    /// Put both changes together in files that the company changed, too, with conflict markers (diff3) where they meet
    #[arg(long)]
    pub(crate) merge: bool,

    /// A file of the catalog, such as modules/networking/vpc/main.tf, that stays as it is and counts as up to date
    #[arg(long, value_name = "FILE", conflicts_with = "merge")]
    pub(crate) keep: Vec<String>,
}
