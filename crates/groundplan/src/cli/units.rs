use clap::Args;
use groundplan_ops::UnitChoice;

/// Which units of a live repository a command works on.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Units of a live repository")]
pub(crate) struct UnitArgs {
    /// Only units whose path, as seen from the live root, matches: prod/**, **/vpc; repeatable
    #[arg(long, value_name = "PATTERN", alias = "queue-include-dir")]
    pub(crate) units: Vec<String>,

    /// Only units of this account; repeatable
    #[arg(long, value_name = "NAME")]
    pub(crate) account: Vec<String>,

    /// Only units that read what has changed since BASE in git, and those that depend on them
    #[arg(long, value_name = "BASE")]
    pub(crate) affected: Option<String>,

    /// Also the units that these depend on
    #[arg(long)]
    pub(crate) with_dependencies: bool,

    /// Also the units that depend on these
    #[arg(long)]
    pub(crate) with_dependents: bool,

    #[command(flatten)]
    pub(crate) live: LiveArgs,
}

/// How the files of a live repository are read.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Units of a live repository")]
pub(crate) struct LiveArgs {
    /// Set a feature of Terragrunt's, in place of its default; repeatable
    #[arg(long, value_name = "NAME=VALUE", value_parser = feature)]
    pub(crate) feature: Vec<(String, String)>,

    /// Run no command that the configuration asks for: no run_cmd, no hooks
    #[arg(long)]
    pub(crate) no_run: bool,
}

impl UnitArgs {
    /// The choice as operations take it.
    pub(crate) fn choice(&self) -> UnitChoice {
        UnitChoice {
            units: self.units.clone(),
            accounts: self.account.clone(),
            affected: self.affected.clone(),
            with_dependencies: self.with_dependencies,
            with_dependents: self.with_dependents,
            deleted: false,
        }
    }
}

fn feature(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        _ => Err("write NAME=VALUE".to_owned()),
    }
}
