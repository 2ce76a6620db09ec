//! The arguments of each block type (Terragrunt's reference, "Blocks").

use super::{Field, any, flag, number, text, text_map, texts};

pub(in crate::live) const INCLUDE: &[Field] = &[text("path").required(), flag("expose"), text("merge_strategy")];

pub(in crate::live) const FEATURE: &[Field] = &[any("default").required()];

pub(in crate::live) const TERRAFORM: &[Field] = &[
    text("source"),
    text("version"),
    texts("include_in_copy"),
    texts("exclude_from_copy"),
    flag("copy_terraform_lock_file"),
    flag("update_source_with_cas"),
    flag("mutable"),
];

pub(in crate::live) const EXTRA_ARGUMENTS: &[Field] = &[
    texts("commands").required(),
    texts("arguments"),
    text_map("env_vars"),
    texts("required_var_files"),
    texts("optional_var_files"),
];

pub(in crate::live) const HOOK: &[Field] = &[
    texts("commands").required(),
    texts("execute").required(),
    text("working_dir"),
    flag("run_on_error"),
    flag("suppress_stdout"),
    flag("if"),
];

pub(in crate::live) const ERROR_HOOK: &[Field] = &[
    texts("commands").required(),
    texts("execute").required(),
    texts("on_errors").required(),
    text("working_dir"),
    flag("suppress_stdout"),
];

pub(in crate::live) const GENERATE: &[Field] = &[
    text("path").required(),
    text("if_exists").required(),
    text("contents").required(),
    text("if_disabled"),
    text("comment_prefix"),
    flag("disable_signature"),
    flag("disable"),
    flag("hcl_fmt"),
    flag("mutable"),
];

pub(in crate::live) const REMOTE_STATE: &[Field] = &[
    text("backend").required(),
    any("config").required(),
    any("generate"),
    flag("disable_init"),
    flag("disable_dependency_optimization"),
    any("encryption"),
];

pub(in crate::live) const DEPENDENCY: &[Field] = &[
    text("config_path").required(),
    flag("enabled"),
    flag("skip_outputs"),
    any("mock_outputs"),
    texts("mock_outputs_allowed_terraform_commands"),
    flag("mock_outputs_merge_with_state"),
    text("mock_outputs_merge_strategy_with_state"),
];

pub(in crate::live) const DEPENDENCIES: &[Field] = &[texts("paths").required()];

pub(in crate::live) const EXCLUDE: &[Field] =
    &[flag("if").required(), texts("actions").required(), flag("exclude_dependencies"), flag("no_run")];

pub(in crate::live) const RETRY: &[Field] =
    &[texts("retryable_errors").required(), number("max_attempts").required(), number("sleep_interval_sec").required()];

pub(in crate::live) const IGNORE: &[Field] = &[texts("ignorable_errors").required(), text("message"), any("signals")];

pub(in crate::live) const ENGINE: &[Field] = &[text("source").required(), text("version"), text("type"), any("meta")];

pub(in crate::live) const CATALOG: &[Field] =
    &[texts("urls").required(), text("default_template"), flag("no_shell"), flag("no_hooks")];

/// The arguments of a file itself, beside `inputs`.
pub(in crate::live) const ARGUMENTS: &[Field] = &[
    text("terraform_binary"),
    text("terraform_version_constraint"),
    text("terragrunt_version_constraint"),
    text("download_dir"),
    flag("prevent_destroy"),
    text("iam_role"),
    number("iam_assume_role_duration"),
    text("iam_assume_role_session_name"),
    text("iam_web_identity_token"),
    // Of older versions.
    flag("skip"),
    texts("retryable_errors"),
    number("retry_max_attempts"),
    number("retry_sleep_interval_sec"),
];
