//! The functions of Terragrunt's format, beside those of Terraform (Terragrunt's reference, "HCL Functions").

mod caller;
mod environment;
mod glob;
mod paths;
mod programs;
mod read;
mod values;

use std::path::Path;
use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_lang::syntax::Call;
use groundplan_value::{Marks, Type, Value, convert};

use super::config::Config;
use super::scope::Names;

/// Why a call failed, a sentence, and a way out.
struct Problem {
    detail: String,
    help: Option<String>,
}

impl Problem {
    fn new(detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), help: None }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

type Implementation = fn(&Config, &[Value]) -> Result<Value, Problem>;

/// The functions, each with the least and the greatest number of arguments.
const FUNCTIONS: [(&str, usize, usize, Implementation); 32] = [
    ("find_in_parent_folders", 0, 2, paths::find_in_parent_folders),
    ("path_relative_to_include", 0, 1, paths::path_relative_to_include),
    ("path_relative_from_include", 0, 1, paths::path_relative_from_include),
    ("get_terragrunt_dir", 0, 0, paths::get_terragrunt_dir),
    ("get_original_terragrunt_dir", 0, 0, paths::get_original_terragrunt_dir),
    ("get_parent_terragrunt_dir", 0, 1, paths::get_parent_terragrunt_dir),
    ("get_repo_root", 0, 0, paths::get_repo_root),
    ("get_path_from_repo_root", 0, 0, paths::get_path_from_repo_root),
    ("get_path_to_repo_root", 0, 0, paths::get_path_to_repo_root),
    ("get_env", 1, 2, environment::get_env),
    ("get_platform", 0, 0, environment::get_platform),
    ("get_terraform_command", 0, 0, environment::get_terraform_command),
    ("get_terraform_cli_args", 0, 0, environment::get_terraform_cli_args),
    ("get_terragrunt_source_cli_flag", 0, 0, environment::get_terragrunt_source_cli_flag),
    ("get_terraform_commands_that_need_vars", 0, 0, environment::commands_that_need_vars),
    ("get_terraform_commands_that_need_locking", 0, 0, environment::commands_that_need_locking),
    ("get_terraform_commands_that_need_input", 0, 0, environment::commands_that_need_input),
    ("get_terraform_commands_that_need_parallelism", 0, 0, environment::commands_that_need_parallelism),
    ("get_aws_account_alias", 0, 0, caller::get_aws_account_alias),
    ("get_aws_account_id", 0, 0, caller::get_aws_account_id),
    ("get_aws_caller_identity_arn", 0, 0, caller::get_aws_caller_identity_arn),
    ("get_aws_caller_identity_user_id", 0, 0, caller::get_aws_caller_identity_user_id),
    ("read_terragrunt_config", 1, 2, |config, arguments| {
        read::read_terragrunt_config(config, Names::WithoutOutputs, arguments)
    }),
    ("read_tfvars_file", 1, 1, read::read_tfvars_file),
    ("mark_as_read", 1, 1, read::mark_as_read),
    ("mark_glob_as_read", 1, 2, glob::mark_glob_as_read),
    ("run_cmd", 1, usize::MAX, programs::run_cmd),
    ("sops_decrypt_file", 1, 1, programs::sops_decrypt_file),
    ("get_working_dir", 0, 0, paths::get_working_dir),
    ("get_default_retryable_errors", 0, 0, environment::get_default_retryable_errors),
    ("constraint_check", 2, 2, values::constraint_check),
    ("deep_merge", 1, usize::MAX, values::deep_merge_all),
];

/// The names of all functions.
pub(super) fn names() -> Vec<String> {
    FUNCTIONS.iter().map(|(name, ..)| (*name).to_owned()).collect()
}

/// Calls a function. None when there is none of this name.
pub(super) fn call(
    config: &Config,
    names: Names<'_>,
    call: &Call,
    arguments: &[Value],
) -> Option<Result<Value, Diagnostic>> {
    let name = &*call.name.name;
    let span = call.name.span.to(call.parens);
    let (_, least, most, run) = FUNCTIONS.iter().find(|(known, ..)| *known == name)?;
    let count = arguments.len();
    if count < *least || count > *most {
        let expected = match (least, most) {
            (least, most) if least == most => format!("{least}"),
            (least, &usize::MAX) => format!("at least {least}"),
            (least, most) => format!("{least} to {most}"),
        };
        return Some(Err(Diagnostic::error("Wrong number of function arguments")
            .detail(format!("Function \"{name}\" expects {expected} arguments, not {count}."))
            .at(span)));
    }
    let marks = arguments.iter().fold(Marks::NONE, |marks, argument| marks | argument.deep_marks());
    if !arguments.iter().all(Value::is_wholly_known) {
        return Some(Ok(Value::DYNAMIC.mark(marks)));
    }
    let plain: Vec<Value> = arguments.iter().map(Value::unmark_deep).collect();
    let result = match name {
        "read_terragrunt_config" => read::read_terragrunt_config(config, names, &plain),
        _ => run(config, &plain),
    };
    Some(match result {
        Ok(value) => Ok(value.mark(marks)),
        Err(problem) => {
            let error = Diagnostic::error("Error in function call")
                .detail(format!("Call to function \"{name}\" failed: {}", problem.detail))
                .at(span);
            Err(match problem.help {
                Some(help) => error.help(help),
                None => error,
            })
        }
    })
}

/// An argument as a string; none when it is not given.
fn text(arguments: &[Value], at: usize) -> Result<Option<Arc<str>>, Problem> {
    let Some(value) = arguments.get(at) else { return Ok(None) };
    let converted =
        convert(value, &Type::String).map_err(|error| Problem::new(format!("argument {}: {error}.", at + 1)))?;
    match converted.as_str() {
        Some(text) => Ok(Some(text.clone())),
        None => Err(Problem::new(format!("argument {} must not be null.", at + 1))),
    }
}

/// An argument that is certainly given, as a string.
fn required(arguments: &[Value], at: usize) -> Result<Arc<str>, Problem> {
    text(arguments, at)?.ok_or_else(|| Problem::new(format!("argument {} is missing.", at + 1)))
}

/// A path as a value.
fn path_value(path: &Path) -> Result<Value, Problem> {
    match path.to_str() {
        Some(text) => Ok(Value::string(text)),
        None => Err(Problem::new(format!("the path {} is not UTF-8.", path.display()))),
    }
}
