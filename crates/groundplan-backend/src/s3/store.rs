use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use groundplan_state::{
    DecodeErrorKind, Lock, LockError, LockInfo, Refusal, State, StateStore, StoreError, check_write,
};
use md5::{Digest, Md5};

use super::config::S3Config;
use super::connections::{Connection, Connections};
use super::lock_table::LockTable;
use super::object::{Condition, Content, Object, Put};
use super::{bucket, keys, lock_file, table};

/// A state in an S3 bucket, as Terraform's `s3` backend keeps it.
///
/// Every write names the content that it replaces, so that S3 itself refuses one that would undo someone else's.
#[derive(Clone)]
pub struct S3Store {
    shared: Arc<Shared>,
}

struct Shared {
    config: S3Config,
    key: String,
    lock_key: String,
    /// What the keys of the workspace's states begin with.
    key_prefix: String,
    /// `BUCKET/KEY`, as locks name the state.
    path: String,
    connection: Arc<Connection>,
    seen: Mutex<Option<Seen>>,
    /// The lock that was taken on a state whose bucket or table does not exist.
    nowhere: Mutex<Option<String>>,
}

/// What was stored when this process last read or wrote it.
#[derive(Clone, Default)]
struct Seen {
    etag: Option<String>,
    state: Option<State>,
}

/// How long what S3 holds may differ from its checksum in the table, as Terraform waits, and how often to look.
const SETTLE: u32 = 5;
const SETTLE_PAUSE: Duration = Duration::from_secs(2);

impl S3Store {
    /// The store of a workspace's state; `default` is the usual workspace. Nothing is read or made yet.
    #[must_use]
    pub fn new(config: S3Config, workspace: &str, connections: &Connections) -> Self {
        let key = config.object_key(workspace);
        let connection = connections.of(&config.connection);
        let shared = Shared {
            lock_key: format!("{key}{}", lock_file::SUFFIX),
            path: format!("{}/{key}", config.bucket),
            key_prefix: config.key_prefix(workspace),
            connection,
            key,
            config,
            seen: Mutex::default(),
            nowhere: Mutex::default(),
        };
        Self { shared: Arc::new(shared) }
    }

    /// The keys in the bucket that begin with a prefix, also those that are no states, as they would be for the workspace
    /// `default`; none when there is no bucket.
    ///
    /// # Errors
    /// When S3 does not answer, or does not let us.
    pub async fn keys(&self, prefix: &str) -> Result<Vec<String>, StoreError> {
        let shared = &*self.shared;
        let prefix = format!("{}{prefix}", shared.key_prefix);
        let keys = keys::list(&shared.connection, &shared.config.bucket, &prefix).await?;
        Ok(keys.iter().filter_map(|key| key.strip_prefix(&shared.key_prefix)).map(str::to_owned).collect())
    }

    fn object<'a>(&'a self, key: &'a str) -> Object<'a> {
        Object { connection: &self.shared.connection, config: &self.shared.config, key }
    }

    fn state_object(&self) -> Object<'_> {
        self.object(&self.shared.key)
    }

    fn lock_object(&self) -> Option<Object<'_>> {
        self.shared.config.lock_file.then(|| self.object(&self.shared.lock_key))
    }

    fn table(&self) -> Option<LockTable<'_>> {
        let table = self.shared.config.lock_table.as_deref()?;
        Some(LockTable { connection: &self.shared.connection, table, path: &self.shared.path })
    }

    /// Reads what is stored, and remembers it as what the next write replaces.
    async fn look(&self) -> Result<Seen, StoreError> {
        let content = self.settled().await?;
        let state = match &content {
            None => None,
            Some(content) => match State::decode(&content.bytes) {
                Ok(state) => Some(state),
                Err(error) if error.kind == DecodeErrorKind::Empty => None,
                Err(source) => return Err(StoreError::Decode { location: self.describe(), source }),
            },
        };
        let seen = Seen { etag: content.and_then(|content| content.etag), state };
        self.remember(seen.clone());
        Ok(seen)
    }

    /// The object, once it is the one whose checksum the table holds.
    async fn settled(&self) -> Result<Option<Content>, StoreError> {
        for look in 0.. {
            let content = self.state_object().get().await?;
            let Some(table) = self.table() else { return Ok(content) };
            let Some(recorded) = table.digest().await? else { return Ok(content) };
            let found = content.as_ref().map(|content| digest(&content.bytes));
            if found.as_ref() == Some(&recorded) {
                return Ok(content);
            }
            if look >= SETTLE {
                let found = found.unwrap_or_else(|| "none, as there is no object".to_owned());
                return Err(StoreError::Service {
                    action: "read",
                    location: self.describe(),
                    message: format!(
                        "its checksum is not the one that the table {} holds for it ({recorded}, found {found})",
                        table.table
                    ),
                    help: "Either S3 does not show the newest state yet: try again in a minute. Or a run was ended between the two writes: when the state is right, remove the item ending in \"-md5\" from the table.",
                });
            }
            tokio::time::sleep(SETTLE_PAUSE).await;
        }
        Ok(None)
    }

    fn remember(&self, seen: Seen) {
        *self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(seen);
    }

    fn seen(&self) -> Option<Seen> {
        self.shared.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    async fn put(&self, state: &State, condition: Condition<'_>) -> Result<(), StoreError> {
        let text = state.encode();
        let etag = match self.state_object().put(text.as_bytes(), condition).await? {
            Put::Done(etag) => etag,
            Put::NoBucket => {
                return Err(StoreError::Service {
                    action: "write",
                    location: self.describe(),
                    message: "the bucket does not exist".to_owned(),
                    help: "It was there when the run began. What was done is in the journal: the next run stores it.",
                });
            }
            Put::Refused => {
                let content = self.state_object().get().await?;
                match content {
                    // An answer that was lost on its way: this is what we wrote.
                    Some(content) if content.bytes == text.as_bytes() => content.etag,
                    content => {
                        let stored = content.and_then(|content| State::decode(&content.bytes).ok());
                        let stored = stored.map_or(0, |state| state.serial);
                        let source = Refusal::Changed { stored };
                        return Err(StoreError::Refused { location: self.describe(), source });
                    }
                }
            }
        };
        if let Some(table) = self.table() {
            table.set_digest(&digest(text.as_bytes())).await?;
        }
        self.remember(Seen { etag, state: Some(state.clone()) });
        Ok(())
    }

    /// Gives back what is held under an id. A lock of two parts of which a killed run took one only counts as held.
    async fn release(&self, id: &str) -> Result<(), LockError> {
        let place = self.describe();
        let mut results = Vec::new();
        if let Some(object) = self.lock_object() {
            results.push(lock_file::release(&object, &place, id).await);
        }
        if let Some(table) = self.table() {
            results.push(table.release(&place, id).await);
        }
        let released = results.iter().any(Result::is_ok);
        let errors = results.into_iter().filter_map(Result::err);
        let mut errors = errors.filter(|error| !(released && matches!(error, LockError::NotHeld { .. })));
        errors.next().map_or(Ok(()), Err)
    }
}

#[async_trait]
impl StateStore for S3Store {
    fn describe(&self) -> String {
        self.state_object().location()
    }

    async fn prepare(&self) -> Result<Vec<String>, StoreError> {
        let Shared { config, connection, .. } = &*self.shared;
        if config.creation.forbidden {
            return Ok(Vec::new());
        }
        let mut told = connection
            .once(&format!("bucket {}", config.bucket), || async {
                bucket::make_missing(connection.clients().await?, &config.bucket, &config.creation).await
            })
            .await?;
        if let Some(table) = &config.lock_table {
            let made = || async { table::make_missing(connection.clients().await?, table, &config.creation).await };
            told.extend(connection.once(&format!("table {table}"), made).await?);
        }
        Ok(told)
    }

    async fn read(&self) -> Result<Option<State>, StoreError> {
        Ok(self.look().await?.state)
    }

    async fn write(&self, state: &State) -> Result<(), StoreError> {
        let seen = match self.seen() {
            Some(seen) => seen,
            None => self.look().await?,
        };
        if let Some(stored) = &seen.state {
            check_write(stored, state).map_err(|source| StoreError::Refused { location: self.describe(), source })?;
            if stored.serial == state.serial {
                return Ok(());
            }
        }
        let condition = seen.etag.as_deref().map_or(Condition::Absent, Condition::Is);
        self.put(state, condition).await
    }

    async fn overwrite(&self, state: &State) -> Result<(), StoreError> {
        self.put(state, Condition::Always).await
    }

    async fn lock(&self, info: &LockInfo) -> Result<Lock, LockError> {
        let place = self.describe();
        let info = LockInfo { path: self.shared.path.clone(), ..info.clone() };
        let mut somewhere = !self.shared.config.lock_file && self.shared.config.lock_table.is_none();
        if let Some(object) = self.lock_object() {
            somewhere |= lock_file::take(&object, &place, &info).await?;
        }
        if let Some(table) = self.table() {
            match table.take(&place, &info).await {
                Ok(taken) => somewhere |= taken,
                Err(error) => {
                    if let Some(object) = self.lock_object() {
                        // The other error is the one to be told; whoever comes next is told of this lock.
                        let _ = lock_file::release(&object, &place, &info.id).await;
                    }
                    return Err(error);
                }
            }
        }
        if !somewhere {
            *self.shared.nowhere.lock().unwrap_or_else(PoisonError::into_inner) = Some(info.id.clone());
        }
        Ok(Lock { id: info.id, abandoned: None })
    }

    async fn unlock(&self, id: &str) -> Result<(), LockError> {
        let nowhere = self.shared.nowhere.lock().unwrap_or_else(PoisonError::into_inner).take_if(|held| held == id);
        let locks = self.shared.config.lock_file || self.shared.config.lock_table.is_some();
        if nowhere.is_some() || !locks {
            return Ok(());
        }
        self.release(id).await
    }

    async fn holder(&self) -> Result<Option<LockInfo>, LockError> {
        if let Some(object) = self.lock_object()
            && let Some(holder) = lock_file::holder(&object).await?
        {
            return Ok(Some(holder));
        }
        match self.table() {
            Some(table) => Ok(table.holder().await?),
            None => Ok(None),
        }
    }

    async fn force_unlock(&self, id: &str) -> Result<(), LockError> {
        self.release(id).await
    }
}

/// A checksum as the table holds it.
fn digest(bytes: &[u8]) -> String {
    Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
