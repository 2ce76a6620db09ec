use groundplan_backend::AssumedRole;
use groundplan_diag::Diagnostic;

use super::accounts::{Accounts, MANAGEMENT};
use crate::{Failure, Settings};

/// What a command that works in an account gets in its environment. It holds secrets: for nobody but that process.
pub struct ChildEnvironment {
    /// Variables to take away: they would choose other credentials.
    pub removed: Vec<&'static str>,
    /// Variables to set.
    pub set: Vec<(String, String)>,
}

/// What would come before, or into the way of, the keys in the environment.
const OTHERS: [&str; 6] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
];

/// The environment of a command that works in an account: credentials of a role there, which STS gives for an hour. The
/// management account is worked in with the caller's own, unless a role is named.
///
/// # Errors
/// When there is no such account, or the role cannot be assumed.
pub async fn child_environment(
    settings: &Settings,
    accounts: &Accounts,
    name: &str,
    role: Option<&str>,
) -> Result<ChildEnvironment, Failure> {
    let id = accounts.id(name)?;
    let mut child = ChildEnvironment { removed: Vec::new(), set: Vec::new() };
    if let Some(overlay) = &settings.overlay {
        child.set.extend(overlay.env.iter().cloned());
    }
    if name == MANAGEMENT && role.is_none() {
        return Ok(child);
    }
    let role = role.unwrap_or(&accounts.access_role);
    let arn = format!("arn:aws:iam::{id}:role/{role}");
    let role = AssumedRole { arn, session_name: None, duration: None, web_identity_token: None };
    let connections = settings.stores.connections(settings.overlay.as_ref());
    let keys = connections.assume_role(&role).await.map_err(|error| {
        Diagnostic::error("Account cannot be entered")
            .detail(format!("{name}: {error}."))
            .help(error.help())
            .help("the role must trust whoever calls: name another one with `--role NAME`, or use other credentials")
    })?;
    child.removed.extend(OTHERS);
    child.set.extend(keys.environment().map(|(name, value)| (name.to_owned(), value.to_owned())));
    Ok(child)
}
