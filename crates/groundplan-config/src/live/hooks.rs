use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};

use super::config::Config;
use super::file::Fields;
use super::terraform::Terraform;
use crate::files::normalize;

/// A command that a unit wants to be run around its planning or applying (`before_hook`, `after_hook`, `error_hook`).
#[derive(Clone, Debug)]
pub struct Hook {
    /// The block's label.
    pub name: Arc<str>,
    /// When it runs.
    pub when: HookTime,
    /// The program and its arguments, not empty.
    pub execute: Vec<String>,
    /// The folder that it runs in, absolute.
    pub dir: PathBuf,
    /// Whether it runs although something before it failed.
    pub run_on_error: bool,
    /// Whether what it prints on standard output is not shown.
    pub suppress_stdout: bool,
    /// Where it is written.
    pub span: Span,
}

/// When a [`Hook`] runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookTime {
    /// Before the command.
    Before,
    /// After it.
    After,
    /// After it when an error matches one of these regular expressions.
    OnError(Vec<String>),
}

/// Steps of Terragrunt's that Groundplan has not.
const NO_STEP: [&str; 5] = ["init", "init-from-module", "read-config", "terragrunt-read-config", "terragrunt"];

/// The hooks of the command that runs. Those of steps that there are not here are warned about.
pub(super) fn hooks(config: &Config, terraform: &Terraform, module_dir: &Path, diags: &mut Diags) -> Vec<Hook> {
    let command = &config.place.unit.session.settings.command;
    let mut hooks = Vec::new();
    let all = terraform.before_hooks.iter().map(|hook| (HookTime::Before, hook));
    let all = all.chain(terraform.after_hooks.iter().map(|hook| (HookTime::After, hook)));
    let errors = terraform.error_hooks.iter().map(|hook| (HookTime::OnError(texts(&hook.1, "on_errors")), hook));
    for (when, (name, fields)) in all.chain(errors) {
        if !fields.flag("if").unwrap_or(true) {
            continue;
        }
        let commands = fields.texts("commands");
        if !commands.is_empty() && commands.iter().all(|known| NO_STEP.contains(&&**known)) {
            diags.push(
                Diagnostic::warning("Hook has no effect")
                    .detail(format!(
                        "The hook \"{name}\" belongs to {}, a step that there is not here: nothing is initialised or copied.",
                        commands.iter().map(|it| format!("\"{it}\"")).collect::<Vec<_>>().join(" and ")
                    ))
                    .at(fields.span),
            );
        }
        if !commands.iter().any(|known| **known == **command) {
            continue;
        }
        let execute = texts(fields, "execute");
        if execute.is_empty() {
            diags.push(
                Diagnostic::error("Hook without a command")
                    .detail(format!("The argument \"execute\" of the hook \"{name}\" is empty."))
                    .at(fields.span_of("execute")),
            );
            continue;
        }
        let session = &config.place.unit.session;
        let dir = match fields.text("working_dir") {
            Some(dir) => session.mounts.real(&normalize(&config.place.unit_dir().join(&*dir))),
            None => module_dir.to_path_buf(),
        };
        hooks.push(Hook {
            name: name.clone(),
            when,
            execute,
            dir,
            run_on_error: fields.flag("run_on_error").unwrap_or(false),
            suppress_stdout: fields.flag("suppress_stdout").unwrap_or(false),
            span: fields.span,
        });
    }
    hooks
}

fn texts(fields: &Fields, name: &str) -> Vec<String> {
    fields.texts(name).iter().map(ToString::to_string).collect()
}
