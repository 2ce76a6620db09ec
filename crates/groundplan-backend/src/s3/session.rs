use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{self, ProvideCredentials};
use groundplan_state::StoreError;
use tokio::sync::Mutex as AsyncMutex;

use super::StandIn;
use super::error::service;
use super::sts::sts;

/// A role whose credentials are used in place of the caller's own.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct AssumedRole {
    /// Its ARN.
    pub arn: String,
    /// What the session is called in audit logs; `groundplan` when nothing is said.
    pub session_name: Option<String>,
    /// How long STS is asked to let the credentials live, in seconds; an hour when nothing is said.
    pub duration: Option<u32>,
    /// A token of another identity provider that stands for the caller's own credentials, or the path of a file that holds
    /// it. A secret.
    pub web_identity_token: Option<String>,
}

impl fmt::Debug for AssumedRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AssumedRole").field("arn", &self.arn).finish_non_exhaustive()
    }
}

/// Credentials of an assumed role, for some time. Its secrets are not for printing.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionKeys {
    /// The access key's id.
    pub access_key_id: String,
    /// Its secret.
    pub secret_access_key: String,
    /// What goes with them.
    pub session_token: String,
    /// When they are to be replaced: some minutes before they expire.
    pub good_until: SystemTime,
}

impl fmt::Debug for SessionKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SessionKeys").field("access_key_id", &self.access_key_id).finish_non_exhaustive()
    }
}

impl SessionKeys {
    /// The environment in which programs that call AWS use them.
    #[must_use]
    pub fn environment(&self) -> [(&'static str, &str); 4] {
        [
            ("AWS_ACCESS_KEY_ID", &self.access_key_id),
            ("AWS_SECRET_ACCESS_KEY", &self.secret_access_key),
            ("AWS_SESSION_TOKEN", &self.session_token),
            // Its older name, which would come with the caller's own.
            ("AWS_SECURITY_TOKEN", &self.session_token),
        ]
    }
}

/// Whoever gets credentials has so much time at the least, unless they live for less than thrice that.
const RESERVE: Duration = Duration::from_secs(5 * 60);
/// The length of a session, in seconds, when nothing is said: as in STS.
const AN_HOUR: u32 = 3600;
/// The name of a session when nothing is said: whoever reads an audit log sees what it was.
const NAME: &str = "groundplan";
const ACTION: &str = "assume";

/// The roles assumed so far: each once, and again when its credentials are about to expire.
pub(super) struct Sessions {
    stand_in: Option<StandIn>,
    known: Mutex<HashMap<AssumedRole, Arc<AsyncMutex<Option<SessionKeys>>>>>,
}

impl fmt::Debug for Sessions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    pub(super) fn new(stand_in: Option<StandIn>) -> Self {
        Self { stand_in, known: Mutex::default() }
    }

    pub(super) fn stand_in(&self) -> Option<&StandIn> {
        self.stand_in.as_ref()
    }

    /// Credentials of a role that are good for some minutes at the least.
    pub(super) async fn of(&self, role: &AssumedRole) -> Result<SessionKeys, StoreError> {
        let session = {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(known.entry(role.clone()).or_default())
        };
        let mut session = session.lock().await;
        if let Some(keys) = session.as_ref().filter(|keys| SystemTime::now() < keys.good_until) {
            return Ok(keys.clone());
        }
        let keys = assume(role, self.stand_in()).await?;
        *session = Some(keys.clone());
        Ok(keys)
    }
}

async fn assume(role: &AssumedRole, stand_in: Option<&StandIn>) -> Result<SessionKeys, StoreError> {
    let sts = sts(ACTION, stand_in, None).await?;
    let seconds = role.duration.unwrap_or(AN_HOUR);
    let duration = Some(i32::try_from(seconds).unwrap_or(i32::MAX));
    let name = role.session_name.as_deref().unwrap_or(NAME);
    let answer = match &role.web_identity_token {
        Some(token) => {
            let token = web_identity_token(token, role).await?;
            let asked = sts.assume_role_with_web_identity().web_identity_token(token);
            let asked = asked.role_arn(&role.arn).role_session_name(name).set_duration_seconds(duration);
            let answer = asked.send().await.map_err(|error| service(ACTION, &role.arn, &error))?;
            answer.credentials
        }
        None => {
            let asked = sts.assume_role().role_arn(&role.arn).role_session_name(name).set_duration_seconds(duration);
            let answer = asked.send().await.map_err(|error| service(ACTION, &role.arn, &error))?;
            answer.credentials
        }
    };
    let Some(keys) = answer else {
        return Err(failed(role, "STS answered without credentials".to_owned(), "Check what answers for STS."));
    };
    let now = SystemTime::now();
    let expires = SystemTime::try_from(*keys.expiration()).unwrap_or(now);
    let lifetime = expires.duration_since(now).unwrap_or_default();
    Ok(SessionKeys {
        access_key_id: keys.access_key_id,
        secret_access_key: keys.secret_access_key,
        session_token: keys.session_token,
        good_until: now + lifetime.saturating_sub(RESERVE.min(lifetime / 3)),
    })
}

/// The token itself: what is given may be the path of a file that holds it.
async fn web_identity_token(given: &str, role: &AssumedRole) -> Result<String, StoreError> {
    match tokio::fs::read_to_string(given).await {
        Ok(token) => Ok(token.trim_end().to_owned()),
        // No token begins so, and what was meant as a path is not to be sent anywhere.
        Err(error) if Path::new(given).is_absolute() => Err(failed(
            role,
            format!("the web identity token cannot be read from {given}: {error}"),
            "Check \"iam_web_identity_token\": a token, or the path of a file that holds one.",
        )),
        Err(_) => Ok(given.to_owned()),
    }
}

fn failed(role: &AssumedRole, message: String, help: &'static str) -> StoreError {
    StoreError::Service { action: ACTION, location: role.arn.clone(), message, help }
}

/// A role's credentials, for clients that ask again when they are about to expire.
#[derive(Debug)]
pub(super) struct RoleCredentials {
    pub(super) sessions: Arc<Sessions>,
    pub(super) role: AssumedRole,
}

impl ProvideCredentials for RoleCredentials {
    fn provide_credentials<'a>(&'a self) -> provider::future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        provider::future::ProvideCredentials::new(async {
            let keys = self.sessions.of(&self.role).await.map_err(CredentialsError::provider_error)?;
            let (id, secret, token) = (keys.access_key_id, keys.secret_access_key, keys.session_token);
            Ok(Credentials::new(id, secret, Some(token), Some(keys.good_until), "assumed role"))
        })
    }
}
