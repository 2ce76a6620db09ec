use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::Value;

use super::config::Config;
use super::file::Fields;
use super::scope::Names;
use super::terraform::Terraform;
use super::tf_var::as_tf_var;
use super::{Inputs, UnitOutputs, UnitPath, merged};
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
    /// What its environment holds beside the caller's: `TF_VAR_…` for inputs that are known before anything runs, and `TG_CTX_…`,
    /// which say what it runs for. May hold secrets.
    pub environment: BTreeMap<String, String>,
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

/// The commands that hooks are run around.
const WITH_HOOKS: [&str; 3] = ["plan", "apply", "destroy"];

/// The hooks of the command that runs. Those of steps that there are not here are warned about.
pub(super) fn hooks(
    config: &Arc<Config>,
    terraform: &Terraform,
    module_dir: &Path,
    inputs: &Inputs,
    diags: &mut Diags,
) -> Vec<Hook> {
    let command = &config.place.unit.session.settings.command;
    let mut hooks: Vec<Hook> = Vec::new();
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
        if !WITH_HOOKS.contains(&&**command) {
            diags.push(
                Diagnostic::warning("Hook not run")
                    .detail(format!("Hooks are run around plan, apply and destroy only, so \"{name}\" is left out."))
                    .at(fields.span),
            );
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
            environment: BTreeMap::new(),
            run_on_error: fields.flag("run_on_error").unwrap_or(false),
            suppress_stdout: fields.flag("suppress_stdout").unwrap_or(false),
            span: fields.span,
        });
    }
    if !hooks.is_empty() {
        let common = environment(config, terraform, inputs, diags);
        for hook in &mut hooks {
            hook.environment.clone_from(&common);
            hook.environment.insert("TG_CTX_HOOK_NAME".into(), hook.name.to_string());
            hook.environment.insert("TG_CTX_HOOK_TYPE".into(), hook.when.block().into());
        }
    }
    hooks
}

impl HookTime {
    /// The type of the block that says so.
    fn block(&self) -> &'static str {
        match self {
            Self::Before => "before_hook",
            Self::After => "after_hook",
            Self::OnError(_) => "error_hook",
        }
    }
}

/// What all hooks of a unit find in their environment (Terragrunt's documentation, "Hook Context", with what its experiment
/// `hook-context-env` adds).
fn environment(
    config: &Arc<Config>,
    terraform: &Terraform,
    inputs: &Inputs,
    diags: &mut Diags,
) -> BTreeMap<String, String> {
    let unit = &config.place.unit;
    let settings = &unit.session.settings;
    let mut all = BTreeMap::new();
    for name in inputs.names() {
        // What is wrong with an input is told where its module uses it.
        let value = inputs.get(&name).filter(|input| input.references().is_empty());
        let value = value.and_then(|input| input.evaluate(&NoOutputs).ok().flatten());
        let text = value.map(|value| as_tf_var(&value.unmark_deep(), true));
        if let Some(text) = text.as_ref().and_then(Value::as_str) {
            all.insert(format!("TF_VAR_{name}"), text.to_string());
        }
    }
    let binary = settings.env.get("TG_TF_PATH").filter(|path| !path.is_empty()).cloned().or_else(|| {
        let fields = merged::argument(config, "terraform_binary", Names::WithoutOutputs, diags)?;
        fields.text("terraform_binary").map(|binary| binary.to_string())
    });
    let source = terraform.own.text("source").filter(|source| !source.is_empty());
    let context = [
        ("TG_CTX_COMMAND", settings.command.clone()),
        ("TG_CTX_TF_PATH", binary.unwrap_or_else(|| "terraform".into())),
        ("TG_CTX_SOURCE", source.map_or_else(|| ".".into(), |source| source.to_string())),
        ("TG_CTX_TERRAGRUNT_DIR", unit.session.mounts.real(config.place.unit_dir()).display().to_string()),
    ];
    all.extend(context.map(|(name, value)| (name.to_owned(), value)));
    all
}

/// For inputs that depend on no output.
struct NoOutputs;

impl UnitOutputs for NoOutputs {
    fn output(&self, unit: &UnitPath, _name: &str) -> Result<Value, Diagnostic> {
        self.outputs(unit)
    }

    fn outputs(&self, _unit: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(Value::DYNAMIC)
    }
}

fn texts(fields: &Fields, name: &str) -> Vec<String> {
    fields.texts(name).iter().map(ToString::to_string).collect()
}
