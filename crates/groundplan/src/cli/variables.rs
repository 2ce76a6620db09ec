use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches, value_parser};
use groundplan_ops::VariableSource;

const VALUE: &str = "var";
const FILE: &str = "var-file";

/// `--var` and `--var-file` in the order given, which a derived type would lose: the last one wins.
#[derive(Clone, Debug, Default)]
pub(crate) struct VariableArgs {
    pub(crate) sources: Vec<VariableSource>,
}

impl Args for VariableArgs {
    fn augment_args(command: Command) -> Command {
        let value = Arg::new(VALUE)
            .long(VALUE)
            .value_name("NAME=VALUE")
            .action(ArgAction::Append)
            .help("Set an input variable of the root module; repeatable");
        let file = Arg::new(FILE)
            .long(FILE)
            .value_name("FILE")
            .action(ArgAction::Append)
            .value_parser(value_parser!(PathBuf))
            .help("Set the input variables that FILE names; repeatable, later ones win");
        command.arg(value).arg(file)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for VariableArgs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let values = matches.get_many::<String>(VALUE).unwrap_or_default().cloned().map(VariableSource::Value);
        let values = matches.indices_of(VALUE).unwrap_or_default().zip(values);
        let files = matches.get_many::<PathBuf>(FILE).unwrap_or_default().cloned().map(VariableSource::File);
        let files = matches.indices_of(FILE).unwrap_or_default().zip(files);
        let mut all: Vec<(usize, VariableSource)> = values.chain(files).collect();
        all.sort_by_key(|(index, _)| *index);
        Ok(Self { sources: all.into_iter().map(|(_, source)| source).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
