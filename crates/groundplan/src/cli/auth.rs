use std::ffi::OsString;

use clap::{Args, Subcommand};

/// `auth`
#[derive(Clone, Debug, Args)]
pub(crate) struct AuthArgs {
    #[command(subcommand)]
    pub(crate) command: AuthCommand,
}

/// The commands below `auth`.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum AuthCommand {
    /// Print a profile for each account, for ~/.aws/config
    Profiles(ProfilesArgs),
    /// Run a command with credentials of an account, which nobody else sees
    Exec(ExecArgs),
}

/// `auth profiles`
#[derive(Clone, Debug, Args)]
pub(crate) struct ProfilesArgs {
    /// Write them into the file AWS_CONFIG_FILE or ~/.aws/config, between two lines of ours; all else there stays
    #[arg(long)]
    pub(crate) write: bool,

    /// What the names of profiles begin with; the live repository's folder without
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,

    /// The region of the profiles; that of the sign-in without
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,

    /// The permission set to sign in with; full-access without
    #[arg(long, value_name = "NAME")]
    pub(crate) permission_set: Option<String>,

    /// The profile of the management account, where nobody signs in by IAM Identity Center
    #[arg(long, value_name = "PROFILE", default_value = "default")]
    pub(crate) source_profile: String,
}

/// `auth exec`
#[derive(Clone, Debug, Args)]
pub(crate) struct ExecArgs {
    /// The account
    #[arg(value_name = "ACCOUNT")]
    pub(crate) account: String,

    /// The role to assume there; that of the management account for administration without
    #[arg(long, value_name = "NAME")]
    pub(crate) role: Option<String>,

    /// The command, after --
    #[arg(value_name = "COMMAND", required = true, last = true)]
    pub(crate) command: Vec<OsString>,
}
