use groundplan_value::{Type, Value};

use super::{Problem, required, text};
use crate::live::config::Config;

/// `get_env(name, [default])`: an environment variable.
pub(super) fn get_env(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let name = required(arguments, 0)?;
    if name.is_empty() {
        return Err(Problem::new("the name must not be empty."));
    }
    if let Some(value) = config.place.unit.session.settings.env.get(&*name) {
        return Ok(Value::string(value));
    }
    match text(arguments, 1)? {
        Some(default) => Ok(Value::string(default)),
        None => Err(Problem::new(format!("the environment variable {name} is not set."))
            .help("set it, or give a default as the second argument")),
    }
}

/// `get_platform()`: the operating system, as Go names it.
pub(super) fn get_platform(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(match std::env::consts::OS {
        "macos" => "darwin",
        other => other,
    }))
}

/// `get_terraform_command()`: the command that runs.
pub(super) fn get_terraform_command(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(&config.place.unit.session.settings.command))
}

/// `get_terraform_cli_args()`: none, since no other program is run.
pub(super) fn get_terraform_cli_args(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::empty_list(Type::String))
}

/// `get_terragrunt_source_cli_flag()`: empty, since there is no such flag.
pub(super) fn get_terragrunt_source_cli_flag(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    Ok(Value::string(""))
}

/// `get_terraform_commands_that_need_vars()`
pub(super) fn commands_that_need_vars(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    list(&["apply", "console", "destroy", "import", "plan", "push", "refresh"])
}

/// `get_terraform_commands_that_need_locking()`
pub(super) fn commands_that_need_locking(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    list(&["apply", "destroy", "import", "plan", "refresh", "taint", "untaint"])
}

/// `get_terraform_commands_that_need_input()`
pub(super) fn commands_that_need_input(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    list(&["apply", "import", "init", "plan", "refresh"])
}

/// `get_terraform_commands_that_need_parallelism()`
pub(super) fn commands_that_need_parallelism(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    list(&["apply", "plan", "destroy"])
}

fn list(items: &[&str]) -> Result<Value, Problem> {
    Ok(Value::list(Type::String, items.iter().map(Value::string).collect::<Vec<_>>()))
}

/// `get_default_retryable_errors()`: patterns of errors that pass by themselves.
pub(super) fn get_default_retryable_errors(_: &Config, _: &[Value]) -> Result<Value, Problem> {
    list(&RETRYABLE)
}

/// Errors that pass by themselves. Groundplan runs no other program whose errors these could be: providers retry by themselves.
const RETRYABLE: [&str; 4] = [
    r"(?s).*\btimeout\b.*",
    r"(?s).*connection reset by peer.*",
    r"(?s).*429 Too Many Requests.*",
    r"(?s).*context deadline exceeded.*",
];
