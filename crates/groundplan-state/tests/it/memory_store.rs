//! A store in memory that can be told to fail.

use std::io;
use std::sync::Mutex;

use async_trait::async_trait;
use groundplan_state::{Lock, LockError, LockInfo, State, StateStore, StoreError, check_write};

#[derive(Default)]
pub(crate) struct MemoryStore {
    stored: Mutex<Option<State>>,
    failure: Mutex<Option<Failure>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Failure {
    BeforeWrite,
    AfterWrite,
}

impl MemoryStore {
    pub(crate) fn fail_before_write(&self) {
        *self.failure.lock().unwrap() = Some(Failure::BeforeWrite);
    }

    pub(crate) fn fail_after_write(&self) {
        *self.failure.lock().unwrap() = Some(Failure::AfterWrite);
    }

    fn error(&self) -> StoreError {
        StoreError::Io { action: "write", location: self.describe(), source: io::Error::other("told to fail") }
    }
}

#[async_trait]
impl StateStore for MemoryStore {
    fn describe(&self) -> String {
        "memory".to_owned()
    }

    async fn read(&self) -> Result<Option<State>, StoreError> {
        Ok(self.stored.lock().unwrap().clone())
    }

    async fn write(&self, state: &State) -> Result<(), StoreError> {
        // Give others the chance to do something meanwhile.
        tokio::task::yield_now().await;
        let failure = self.failure.lock().unwrap().take();
        if failure == Some(Failure::BeforeWrite) {
            return Err(self.error());
        }
        let mut stored = self.stored.lock().unwrap();
        if let Some(stored) = &*stored {
            check_write(stored, state).map_err(|source| StoreError::Refused { location: self.describe(), source })?;
        }
        *stored = Some(state.clone());
        if failure == Some(Failure::AfterWrite) { Err(self.error()) } else { Ok(()) }
    }

    async fn overwrite(&self, state: &State) -> Result<(), StoreError> {
        *self.stored.lock().unwrap() = Some(state.clone());
        Ok(())
    }

    async fn lock(&self, info: &LockInfo) -> Result<Lock, LockError> {
        Ok(Lock { id: info.id.clone(), abandoned: None })
    }

    async fn unlock(&self, _id: &str) -> Result<(), LockError> {
        Ok(())
    }

    async fn force_unlock(&self, _id: &str) -> Result<(), LockError> {
        Ok(())
    }

    async fn holder(&self) -> Result<Option<LockInfo>, LockError> {
        Ok(None)
    }
}
