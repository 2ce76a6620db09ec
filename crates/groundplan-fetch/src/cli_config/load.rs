use std::io;
use std::path::Path;

use groundplan_diag::{Diagnostic, Diags};

use super::CliConfig;
use crate::Environment;

impl CliConfig {
    /// What Terraform would work with, by environment and home folder: the file that `TF_CLI_CONFIG_FILE` names, else
    /// `.terraformrc` in the home folder, and the credentials that `terraform login` saved and `TF_TOKEN_…` give.
    ///
    /// The diagnostics are a warning when the named file does not exist, errors when a file cannot be read.
    #[must_use]
    pub fn load(environment: &Environment) -> (Self, Diags) {
        let mut diags = Diags::new();
        let home = environment.path("HOME");
        let mut config = named_or_usual(environment, home.as_deref(), &mut diags);
        let saved = home.map(|home| home.join(".terraform.d/credentials.tfrc.json"));
        let saved = saved.and_then(|file| read_config(&file, environment, Missing::Fine, &mut diags));
        for (host, token) in saved.into_iter().flat_map(|saved| saved.credentials) {
            config.credentials.entry(host).or_insert(token);
        }
        config.credentials.extend(environment.tokens());
        (config, diags)
    }
}

/// What it means that a file does not exist.
#[derive(Clone, Copy)]
enum Missing {
    Fine,
    Warning,
}

fn named_or_usual(environment: &Environment, home: Option<&Path>, diags: &mut Diags) -> CliConfig {
    let named = environment.path("TF_CLI_CONFIG_FILE").or_else(|| environment.path("TERRAFORM_CONFIG"));
    let config = match (named, home) {
        (Some(file), _) => read_config(&file, environment, Missing::Warning, diags),
        (None, Some(home)) => read_config(&home.join(".terraformrc"), environment, Missing::Fine, diags),
        (None, None) => None,
    };
    config.unwrap_or_default()
}

fn read_config(file: &Path, environment: &Environment, missing: Missing, diags: &mut Diags) -> Option<CliConfig> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if matches!(missing, Missing::Warning) {
                let detail = format!("TF_CLI_CONFIG_FILE names the file {}, which does not exist.", file.display());
                let warning = Diagnostic::warning("CLI configuration file not found").detail(detail);
                diags.push(warning.help(
                    "Providers are looked for as if there were no such file. Unset the variable, or make the file.",
                ));
            }
            return None;
        }
        Err(error) => {
            let detail = format!("The CLI configuration file {} cannot be read: {error}.", file.display());
            diags.push(Diagnostic::error("CLI configuration file not readable").detail(detail));
            return None;
        }
    };
    match CliConfig::parse(file, &text, &|name| environment.text(name)) {
        Ok(config) => Some(config),
        Err(error) => {
            diags.push(Diagnostic::error("Invalid CLI configuration file").detail(format!("In {error}.")));
            None
        }
    }
}
