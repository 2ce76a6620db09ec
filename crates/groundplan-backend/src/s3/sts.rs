use aws_config::retry::RetryConfig;
use aws_config::{Region, SdkConfig};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use groundplan_state::StoreError;

use super::StandIn;
use super::connect::{ATTEMPTS, aws_base, http_client, stand_in_base};
use super::connection_config::ConnectionConfig;
use super::error::service;
use super::session::SessionKeys;

/// Whose credentials are used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallerIdentity {
    /// The id of the account.
    pub account: String,
    /// The ARN of the user or the assumed role.
    pub arn: String,
    /// The id of that.
    pub user_id: String,
}

/// What is asked about, as messages call it.
pub(super) const CREDENTIALS: &str = "the credentials";

/// How a service is asked with the credentials that the environment says, or those of a role's session, and nothing else.
pub(super) async fn as_caller(
    action: &'static str,
    stand_in: Option<&StandIn>,
    session: Option<&SessionKeys>,
) -> Result<SdkConfig, StoreError> {
    let config = ConnectionConfig::default();
    let http = http_client(&config, stand_in).map_err(|message| StoreError::Service {
        action,
        location: CREDENTIALS.to_owned(),
        message,
        help: "Check the environment's proxies.",
    })?;
    let retries = RetryConfig::standard().with_max_attempts(ATTEMPTS);
    let sdk = match stand_in {
        Some(stand_in) => stand_in_base(stand_in, &config, http, retries),
        None => aws_base(&config, http, retries).await,
    };
    let Some(keys) = session else { return Ok(sdk) };
    let token = Some(keys.session_token.clone());
    let keys = Credentials::new(&keys.access_key_id, &keys.secret_access_key, token, None, "assumed role");
    Ok(sdk.into_builder().credentials_provider(SharedCredentialsProvider::new(keys)).build())
}

/// STS, as the caller.
pub(super) async fn sts(
    action: &'static str,
    stand_in: Option<&StandIn>,
    session: Option<&SessionKeys>,
) -> Result<aws_sdk_sts::Client, StoreError> {
    let sdk = as_caller(action, stand_in, session).await?;
    let mut sts = aws_sdk_sts::config::Builder::from(&sdk);
    if sdk.region().is_none() {
        // Any will do: STS knows all accounts everywhere.
        sts = sts.region(Region::new("us-east-1"));
    }
    Ok(aws_sdk_sts::Client::from_conf(sts.build()))
}

/// Asks STS who is calling: the environment's credentials, or those of a role's session.
pub(super) async fn caller_identity(
    stand_in: Option<&StandIn>,
    session: Option<&SessionKeys>,
) -> Result<CallerIdentity, StoreError> {
    let action = "find out the owner of";
    let identity = sts(action, stand_in, session).await?.get_caller_identity().send().await;
    let identity = identity.map_err(|error| service(action, CREDENTIALS, &error))?;
    let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
    Ok(CallerIdentity {
        account: text(identity.account()),
        arn: text(identity.arn()),
        user_id: text(identity.user_id()),
    })
}
