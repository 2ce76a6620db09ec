use std::path::PathBuf;
use std::str::FromStr;

use clap::Args;
use groundplan_init::answers::{Cache, Cluster, Database, Size, StateStore};

/// `init`
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct InitArgs {
    /// The folder to write to: a new one, or an empty one; this one without
    #[arg(value_name = "DIR")]
    pub(crate) dir: Option<PathBuf>,

    /// Take answers from a file as `init` leaves it in each repository, answers.toml; options come before it
    #[arg(long, value_name = "FILE")]
    pub(crate) answers: Option<PathBuf>,

    /// Ask nothing: what no option and no file says has its default
    #[arg(long)]
    pub(crate) defaults: bool,

    #[command(flatten)]
    pub(crate) given: GivenArgs,
}

/// Answers as options.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Answers")]
pub(crate) struct GivenArgs {
    /// The company's short name, which names of buckets begin with; the folder's name without
    #[arg(long, value_name = "NAME")]
    pub(crate) company: Option<String>,

    /// The domain whose names point to what the company runs
    #[arg(long, value_name = "NAME")]
    pub(crate) domain: Option<String>,

    /// The e-mail address of accounts, with {account} for the account's name
    #[arg(long, value_name = "PATTERN")]
    pub(crate) email: Option<String>,

    /// The region in which the company is at home
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,

    /// All regions that may be used
    #[arg(long, value_name = "REGION", value_delimiter = ',')]
    pub(crate) regions: Vec<String>,

    /// Where states are kept: s3 or local
    #[arg(long, value_name = "WHERE")]
    pub(crate) states: Option<StateStore>,

    /// The environments, in order
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) environments: Vec<String>,

    /// Which of them are productive, in place of those whose names begin with prod
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) production: Vec<String>,

    /// The size of an environment: small, medium or large
    #[arg(long, value_name = "NAME=SIZE", value_parser = pair::<Size>)]
    pub(crate) size: Vec<(String, Size)>,

    /// The addresses of an environment's network, such as dev=10.0.0.0/16
    #[arg(long, value_name = "NAME=CIDR", value_parser = pair::<String>)]
    pub(crate) cidr_block: Vec<(String, String)>,

    /// What services run on: ecs or eks
    #[arg(long, value_name = "KIND")]
    pub(crate) cluster: Option<Cluster>,

    /// What keeps their records: aurora-postgresql, aurora-mysql or none
    #[arg(long, value_name = "KIND")]
    pub(crate) database: Option<Database>,

    /// What keeps their short-lived data: redis, valkey or none
    #[arg(long, value_name = "KIND")]
    pub(crate) cache: Option<Cache>,

    /// A network from which the VPN may be reached; without any there is no VPN
    #[arg(long, value_name = "CIDR", value_delimiter = ',')]
    pub(crate) vpn_allow: Vec<String>,

    /// The GitHub organization whose workflows plan and apply
    #[arg(long, value_name = "NAME")]
    pub(crate) github_organization: Option<String>,

    /// The name of the GitHub repository that this will be
    #[arg(long, value_name = "NAME")]
    pub(crate) repository: Option<String>,
}

/// `NAME=VALUE`
fn pair<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<(String, T), String> {
    let (name, value) = text.split_once('=').ok_or("it has no \"=\" between a name and its value")?;
    Ok((name.to_owned(), value.parse().map_err(|error: T::Err| error.to_string())?))
}
