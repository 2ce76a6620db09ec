//! The roles that units are worked with.

use groundplan_backend::{AssumedRole, Connections, SessionKeys};
use groundplan_config::live::UnitRole;
use groundplan_diag::Diagnostic;

/// What is asked of STS for a unit's role.
pub(crate) fn assumed(role: &UnitRole) -> AssumedRole {
    AssumedRole {
        arn: role.arn.to_string(),
        session_name: role.session_name.as_deref().map(str::to_owned),
        duration: role.duration,
        web_identity_token: role.web_identity_token.as_deref().map(str::to_owned),
    }
}

/// Credentials of a unit's role.
///
/// # Errors
/// When STS does not give them.
pub(crate) async fn keys(role: &UnitRole, connections: &Connections) -> Result<SessionKeys, Diagnostic> {
    connections.assume_role(&assumed(role)).await.map_err(|error| {
        Diagnostic::error("Role cannot be assumed")
            .detail(format!("{error}."))
            .at(role.span)
            .help(error.help())
            .help("the role must trust whoever calls")
    })
}
