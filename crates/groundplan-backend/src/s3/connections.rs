use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_state::StoreError;
use tokio::sync::{OnceCell, Semaphore};

use super::connect::{Clients, connect};
use super::connection_config::ConnectionConfig;
use super::iam::account_alias;
use super::session::Sessions;
use super::sts::caller_identity;
use super::{AssumedRole, CallerIdentity, SessionKeys};

/// What stands in for AWS: an address that answers for S3, DynamoDB and STS, buckets in the path, and an access key for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// The address, a URL.
    pub endpoint: String,
    /// The region of states whose backend names none.
    pub region: String,
    /// The access key's id.
    pub access_key: String,
    /// Its secret, which protects nothing.
    pub secret_key: String,
}

/// The connections of a run to AWS: one for each distinct configuration, whatever the number of states. Clones share them.
#[derive(Clone)]
pub struct Connections(Arc<Inner>);

struct Inner {
    sessions: Arc<Sessions>,
    known: Mutex<HashMap<ConnectionConfig, Arc<Connection>>>,
}

/// How many calls one connection makes at the same time. S3 takes far more; a laptop's network may not.
const ROOM: usize = 24;

/// Clients, their room for calls, and what was made sure of already.
pub(super) struct Connection {
    config: ConnectionConfig,
    sessions: Arc<Sessions>,
    clients: OnceCell<Clients>,
    pub(super) room: Semaphore,
    made: Mutex<HashMap<String, Arc<OnceCell<Vec<String>>>>>,
}

impl Connections {
    /// Connections to AWS, or to what stands in for it.
    #[must_use]
    pub fn new(stand_in: Option<StandIn>) -> Self {
        Self(Arc::new(Inner { sessions: Arc::new(Sessions::new(stand_in)), known: Mutex::default() }))
    }

    /// Whose credentials are used when nothing but the environment says it, or when a role is assumed, as STS has it.
    ///
    /// # Errors
    /// When there are none, or STS does not answer.
    pub async fn caller_identity(&self, role: Option<&AssumedRole>) -> Result<CallerIdentity, StoreError> {
        let session = self.session(role).await?;
        caller_identity(self.0.sessions.stand_in(), session.as_ref()).await
    }

    /// The alias of the account that those credentials belong to, as IAM has it; none where it has none.
    ///
    /// # Errors
    /// When there are no credentials, or IAM does not answer.
    pub async fn account_alias(&self, role: Option<&AssumedRole>) -> Result<Option<String>, StoreError> {
        let session = self.session(role).await?;
        account_alias(self.0.sessions.stand_in(), session.as_ref()).await
    }

    async fn session(&self, role: Option<&AssumedRole>) -> Result<Option<SessionKeys>, StoreError> {
        match role {
            Some(role) => self.0.sessions.of(role).await.map(Some),
            None => Ok(None),
        }
    }

    /// Credentials of a role, with those that the environment says. A role is assumed once, and again when its credentials are
    /// about to expire.
    ///
    /// # Errors
    /// When there are none, or STS does not give them.
    pub async fn assume_role(&self, role: &AssumedRole) -> Result<SessionKeys, StoreError> {
        self.0.sessions.of(role).await
    }

    pub(super) fn sessions(&self) -> &Arc<Sessions> {
        &self.0.sessions
    }

    pub(super) fn of(&self, config: &ConnectionConfig) -> Arc<Connection> {
        let mut known = self.0.known.lock().unwrap_or_else(PoisonError::into_inner);
        let connect = || {
            Arc::new(Connection {
                config: config.clone(),
                sessions: self.0.sessions.clone(),
                clients: OnceCell::new(),
                room: Semaphore::new(ROOM),
                made: Mutex::default(),
            })
        };
        Arc::clone(known.entry(config.clone()).or_insert_with(connect))
    }
}

impl Connection {
    /// The clients; whoever asks first connects.
    pub(super) async fn clients(&self) -> Result<&Clients, StoreError> {
        self.clients.get_or_try_init(|| connect(&self.config, &self.sessions)).await
    }

    /// Makes sure of something once, and says what was made; the others wait, and are told nothing.
    pub(super) async fn once<F>(&self, what: &str, make: impl FnOnce() -> F) -> Result<Vec<String>, StoreError>
    where
        F: Future<Output = Result<Vec<String>, StoreError>>,
    {
        let cell = {
            let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(made.entry(what.to_owned()).or_default())
        };
        let mut first = false;
        let work = || {
            first = true;
            make()
        };
        let told = cell.get_or_try_init(work).await?.clone();
        Ok(if first { told } else { Vec::new() })
    }
}
