use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use groundplan_state::{Lock, LockError, LockInfo, State, StateStore, StoreError};

use super::place::Place;

/// State in a local file: `terraform.tfstate`, mode 0600, with its backup and lock beside it, as Terraform names them.
#[derive(Clone, Debug)]
pub struct LocalStore {
    path: PathBuf,
    place: Arc<Mutex<Place>>,
}

impl LocalStore {
    /// The name of the file when nothing else is configured.
    pub const DEFAULT_NAME: &'static str = "terraform.tfstate";

    /// The store at that path. Nothing is read or made yet.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { place: Arc::new(Mutex::new(Place::new(&path))), path }
    }

    /// Does blocking work where it blocks nobody else.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce(&mut Place) -> T + Send + 'static) -> T {
        let place = Arc::clone(&self.place);
        let done = tokio::task::spawn_blocking(move || work(&mut place.lock().unwrap_or_else(PoisonError::into_inner)));
        match done.await.map_err(tokio::task::JoinError::try_into_panic) {
            Ok(result) => result,
            Err(Ok(panic)) => std::panic::resume_unwind(panic),
            // The runtime is shutting down, and this task with it.
            Err(Err(_)) => std::future::pending().await,
        }
    }
}

#[async_trait]
impl StateStore for LocalStore {
    fn describe(&self) -> String {
        self.path.display().to_string()
    }

    async fn read(&self) -> Result<Option<State>, StoreError> {
        self.blocking(Place::read).await
    }

    async fn write(&self, state: &State) -> Result<(), StoreError> {
        let state = state.clone();
        self.blocking(move |place| place.write(&state)).await
    }

    async fn overwrite(&self, state: &State) -> Result<(), StoreError> {
        let state = state.clone();
        self.blocking(move |place| place.overwrite(&state)).await
    }

    async fn back_up(&self, moment: u64) -> Result<(), StoreError> {
        self.blocking(move |place| place.back_up(moment)).await
    }

    async fn lock(&self, info: &LockInfo) -> Result<Lock, LockError> {
        let info = info.clone();
        self.blocking(move |place| place.lock(&info)).await
    }

    async fn unlock(&self, id: &str) -> Result<(), LockError> {
        let id = id.to_owned();
        self.blocking(move |place| place.unlock(&id)).await
    }

    async fn holder(&self) -> Result<Option<LockInfo>, LockError> {
        Ok(self.blocking(|place| place.holder()).await)
    }

    async fn force_unlock(&self, id: &str) -> Result<(), LockError> {
        let id = id.to_owned();
        self.blocking(move |place| place.force_unlock(&id)).await
    }
}
