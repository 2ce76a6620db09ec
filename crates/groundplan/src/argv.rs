//! Terraform's spelling of options: `-auto-approve`, `-var=a=b`, `-out FILE`. People's fingers and scripts know it.

use std::collections::BTreeSet;
use std::ffi::OsString;

use clap::Command;

/// The arguments with a second hyphen before each long option that has only one. What comes after `--` stays as it is.
pub(crate) fn normalise(arguments: impl IntoIterator<Item = OsString>, command: &Command) -> Vec<OsString> {
    let mut known = BTreeSet::from(["help".to_owned(), "version".to_owned()]);
    collect(command, &mut known);
    let mut options = true;
    let mut normal = Vec::new();
    for argument in arguments {
        options &= argument != "--";
        let long = options.then(|| long_option(&argument, &known)).flatten();
        normal.push(long.unwrap_or(argument));
    }
    normal
}

fn collect(command: &Command, known: &mut BTreeSet<String>) {
    known.extend(command.get_arguments().filter_map(|argument| argument.get_long()).map(str::to_owned));
    command.get_subcommands().for_each(|command| collect(command, known));
}

/// `--name` for `-name`, `--name=…` for `-name=…`.
fn long_option(argument: &OsString, known: &BTreeSet<String>) -> Option<OsString> {
    // The bytes of a valid prefix are enough: a value may be anything that the system lets pass.
    let name = argument.as_encoded_bytes().strip_prefix(b"-")?;
    let name = name.split(|byte| *byte == b'=').next()?;
    let name = std::str::from_utf8(name).ok()?;
    known.contains(name).then(|| {
        let mut long = OsString::from("-");
        long.push(argument);
        long
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    fn normal(arguments: &str) -> String {
        let arguments = arguments.split(' ').map(OsString::from);
        let normal = normalise(arguments, &Cli::command());
        normal.iter().map(|argument| argument.to_string_lossy()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn one_hyphen_is_as_good_as_two() {
        assert_eq!(normal("groundplan apply -auto-approve -var=a=-b"), "groundplan apply --auto-approve --var=a=-b");
        assert_eq!(normal("groundplan plan -out=p -var a=b"), "groundplan plan --out=p --var a=b");
        assert_eq!(normal("groundplan plan -refresh=false -destroy"), "groundplan plan --refresh=false --destroy");
        assert_eq!(normal("groundplan -chdir=x output -json"), "groundplan --chdir=x output --json");
        assert_eq!(normal("groundplan -help"), "groundplan --help");
    }

    #[test]
    fn all_else_stays_as_it_is() {
        for same in
            ["groundplan --var a plan", "groundplan -C json", "groundplan -Cjson", "groundplan -x -", "a -- -json"]
        {
            assert_eq!(normal(same), same);
        }
    }
}
