use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};

use super::config::Config;
use super::file::not_yet;

const NO_EFFECT: [(&str, &str); 5] = [
    ("terraform_binary", "Groundplan runs no other program and copies no modules"),
    ("download_dir", "Groundplan runs no other program and copies no modules"),
    ("retryable_errors", "Providers repeat by themselves what AWS asks to be repeated"),
    ("retry_max_attempts", "Providers repeat by themselves what AWS asks to be repeated"),
    ("retry_sleep_interval_sec", "Providers repeat by themselves what AWS asks to be repeated"),
];

/// Says what of a configuration is not honoured: an error where something else would be done, a warning where not.
pub(super) fn notices(config: &Arc<Config>, diags: &mut Diags) {
    for layer in config.layers() {
        let file = &layer.config.file;
        let argument = |name: &str| file.arguments.get(name);
        for (name, why, attribute) in NO_EFFECT.iter().filter_map(|(name, why)| Some((name, why, argument(name)?))) {
            diags.push(
                Diagnostic::warning("Argument has no effect")
                    .detail(format!("{why}: \"{name}\" is not used."))
                    .at(attribute.name.span),
            );
        }
        if let Some(skip) = argument("skip") {
            diags.push(
                Diagnostic::warning("Argument of an older version")
                    .detail("Terragrunt has given up \"skip\". It is read as an exclude block for all commands.")
                    .at(skip.name.span)
                    .help("write `exclude { if = true, actions = [\"all\"] }`, one argument a line"),
            );
        }
        if let Some(errors) = &file.errors {
            diags.push(
                Diagnostic::warning("Block has no effect")
                    .detail(
                        "Groundplan does not repeat or ignore errors by their text: providers repeat by themselves what \
                         AWS asks to be repeated, and every other error is told.",
                    )
                    .at(errors.span),
            );
        }
        if let Some(engine) = &file.engine {
            diags.push(not_yet("block type \"engine\"", engine.span).help("remove it: Groundplan is its own engine"));
        }
    }
}
