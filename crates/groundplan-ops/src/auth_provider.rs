use groundplan_diag::Diagnostic;

use crate::Settings;

/// Terragrunt's variable for a command that gives credentials (`--auth-provider-cmd`).
const VARIABLE: &str = "TG_AUTH_PROVIDER_CMD";

/// Refuses to work without the credentials that a command would give to Terragrunt: other ones would be used in their place.
pub(crate) fn refuse_auth_provider(settings: &Settings) -> Result<(), Diagnostic> {
    let Some(command) = settings.environment.get(VARIABLE).filter(|command| !command.is_empty()) else { return Ok(()) };
    Err(Diagnostic::error("Commands for credentials are not supported")
        .detail(format!("The environment variable {VARIABLE} is \"{command}\", which Groundplan does not run."))
        .help(
            "unset it, and give credentials as for the AWS provider, or name roles with `iam_role` in terragrunt.hcl",
        ))
}
