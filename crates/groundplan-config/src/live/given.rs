use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::{Value, nearest};

use super::config::Config;
use super::file::Fields;
use super::terraform::Terraform;
use crate::module::{Module, load_tfvars, parse_variable};

type Values = BTreeMap<Arc<str>, (Value, Span)>;

/// What is given for a module's input variables beside a unit's `inputs`, over which it counts, in Terraform's order of
/// precedence: `TF_VAR_…` in the environment, `terraform.tfvars`, `*.auto.tfvars`, then what `extra_arguments` pass on.
pub(super) struct Given<'a> {
    pub(super) config: &'a Config,
    pub(super) module: &'a Module,
    /// The folder of the root module, absolute.
    pub(super) module_dir: &'a Path,
}

/// Options that would make Terraform do something else than what is asked for.
const CHANGES_THE_TASK: [&str; 6] =
    ["-target", "-replace", "-destroy", "-refresh-only", "-refresh", "-generate-config-out"];

impl Given<'_> {
    pub(super) fn values(&self, terraform: Option<&Terraform>, diags: &mut Diags) -> Values {
        let mut values = Values::new();
        let settings = &self.config.place.unit.session.settings;
        let active: Vec<&Fields> = terraform
            .iter()
            .flat_map(|terraform| &terraform.extra_arguments)
            .map(|(_, fields)| fields)
            .filter(|fields| fields.texts("commands").iter().any(|command| **command == *settings.command))
            .collect();
        for (name, variable) in &self.module.variables {
            let key = format!("TF_VAR_{name}");
            let from_block = active.iter().rev().find_map(|fields| {
                let value = fields.value("env_vars").as_map()?.get(key.as_str())?.clone();
                Some((value, fields.span_of("env_vars")))
            });
            let (text, span) = match (from_block, settings.env.get(&key)) {
                (Some((value, span)), _) => (value.as_str().cloned().unwrap_or_default(), span),
                (None, Some(text)) => (Arc::from(text.as_str()), Span::NONE),
                (None, None) => continue,
            };
            match parse_variable(variable, &text, &format!("the environment variable {key}")) {
                Ok(value) => drop(values.insert(name.clone(), (value, span))),
                Err(error) => diags.push(error),
            }
        }
        for path in self.automatic_files() {
            self.read(&path, None, &mut values, diags);
        }
        for fields in active {
            self.extra_arguments(fields, &mut values, diags);
        }
        values
    }

    /// The files that Terraform reads without being told to: those of the unit's folder lie over those of the module's.
    fn automatic_files(&self) -> Vec<PathBuf> {
        let files = &self.config.place.unit.session.settings.files;
        let mut by_name: BTreeMap<String, PathBuf> = BTreeMap::new();
        for dir in [self.module_dir, self.config.place.unit_dir()] {
            for name in files.names(dir).unwrap_or_default() {
                let is_auto = name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json");
                if is_auto || matches!(&*name, "terraform.tfvars" | "terraform.tfvars.json") {
                    by_name.insert(name.clone(), dir.join(&name));
                }
            }
        }
        let first = ["terraform.tfvars", "terraform.tfvars.json"].map(|name| by_name.remove(name));
        first.into_iter().flatten().chain(by_name.into_values()).collect()
    }

    fn extra_arguments(&self, fields: &Fields, values: &mut Values, diags: &mut Diags) {
        let span = fields.span_of("arguments");
        let mut ignored: Vec<Arc<str>> = Vec::new();
        let arguments = fields.texts("arguments");
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let option = argument.strip_prefix("--").map_or_else(|| argument.to_string(), |it| format!("-{it}"));
            let (name, mut value) = match option.split_once('=') {
                Some((name, value)) => (name, Some(value.to_owned())),
                None => (option.as_str(), None),
            };
            if value.is_none() && matches!(name, "-var" | "-var-file") {
                value = rest.next().map(ToString::to_string);
            }
            match (name, value) {
                ("-var-file", Some(path)) => self.read(&self.find(&path), Some(span), values, diags),
                ("-var", Some(text)) => self.assign(&text, span, values, diags),
                (name, value) if CHANGES_THE_TASK.contains(&name) => {
                    if value.is_none() && matches!(name, "-target" | "-replace") {
                        rest.next();
                    }
                    diags.push(
                        Diagnostic::error("Option not supported in extra_arguments")
                            .detail(format!(
                                "The option \"{argument}\" would make the command do something else than it says."
                            ))
                            .at(span)
                            .help("give such an option on the command line"),
                    );
                }
                _ => ignored.push(argument.clone()),
            }
        }
        if !ignored.is_empty() {
            diags.push(
                Diagnostic::warning("Arguments have no effect")
                    .detail(format!(
                        "Groundplan runs no Terraform to which these could be passed: {}.",
                        ignored.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(", ")
                    ))
                    .at(span),
            );
        }
        let environment = fields.value("env_vars");
        let names: Vec<&Arc<str>> = environment
            .as_map()
            .into_iter()
            .flatten()
            .map(|(name, _)| name)
            .filter(|it| !it.starts_with("TF_VAR_"))
            .collect();
        if !names.is_empty() {
            let names: Vec<&str> = names.into_iter().map(|name| &**name).collect();
            diags.push(
                Diagnostic::warning("Environment variables have no effect")
                    .detail(format!(
                        "Groundplan runs no Terraform whose environment this could be: {}.",
                        names.join(", ")
                    ))
                    .at(fields.span_of("env_vars"))
                    .help("set them where you run groundplan, or write provider arguments in a generate block"),
            );
        }
        for path in fields.texts("required_var_files") {
            self.read(&self.find(&path), Some(fields.span_of("required_var_files")), values, diags);
        }
        for path in fields.texts("optional_var_files") {
            let path = self.find(&path);
            if self.config.place.unit.session.settings.files.is_file(&path) {
                self.read(&path, Some(fields.span_of("optional_var_files")), values, diags);
            }
        }
    }

    /// A file as seen from where Terraform would run: the module's folder with the unit's over it.
    fn find(&self, path: &str) -> PathBuf {
        let files = &self.config.place.unit.session.settings.files;
        let beside = crate::files::normalize(&self.config.place.unit_dir().join(path));
        if files.is_file(&beside) { beside } else { crate::files::normalize(&self.module_dir.join(path)) }
    }

    fn read(&self, path: &Path, wanted: Option<Span>, values: &mut Values, diags: &mut Diags) {
        let session = &self.config.place.unit.session;
        let settings = &session.settings;
        self.config.place.note(path);
        if !settings.files.is_file(path) {
            let error = Diagnostic::error("Failed to read variables file")
                .detail(format!("There is no file {}.", self.config.place.shown(path)));
            diags.push(wanted.map_or_else(|| error.clone(), |span| error.clone().at(span)));
            return;
        }
        let (found, problems) = load_tfvars(&session.mounts.real(path), &settings.files, &settings.sources);
        diags.extend(problems);
        for (name, (value, span)) in found {
            if self.module.variables.contains_key(&name) {
                values.insert(name, (value, span));
            } else {
                diags.push(self.undeclared(&name, span));
            }
        }
    }

    fn assign(&self, text: &str, span: Span, values: &mut Values, diags: &mut Diags) {
        let Some((name, value)) = text.split_once('=') else {
            diags.push(
                Diagnostic::error("Invalid -var option")
                    .detail(format!("The option \"-var {text}\" is not of the form NAME=VALUE."))
                    .at(span),
            );
            return;
        };
        match self.module.variables.get(name.trim()) {
            Some(variable) => match parse_variable(variable, value, &format!("-var {name}=…")) {
                Ok(value) => drop(values.insert(name.trim().into(), (value, span))),
                Err(error) => diags.push(error),
            },
            None => diags.push(self.undeclared(name.trim(), span)),
        }
    }

    fn undeclared(&self, name: &str, span: Span) -> Diagnostic {
        let warning = Diagnostic::warning("Value for undeclared variable")
            .detail(format!("The root module does not declare a variable named \"{name}\" but a value was found."))
            .at(span);
        match nearest(name, self.module.variables.keys().map(|known| &**known)) {
            Some(near) => warning.help(format!("a variable with a similar name exists: `{near}`")),
            None => warning.help(format!("declare it: `variable \"{name}\" {{}}`")),
        }
    }
}
