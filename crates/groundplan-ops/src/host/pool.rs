use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_engine::Configured;
use groundplan_plugin::Plugin;
use tokio::sync::OnceCell;

/// The provider processes of a run: one for each distinct configuration of each provider program.
#[derive(Default)]
pub(super) struct Pool {
    slots: Mutex<HashMap<Key, Slot>>,
    processes: Mutex<Vec<Arc<Plugin>>>,
}

/// The program, and its configuration as bytes of the wire; none for a process that is not configured. Configurations hold
/// secrets, so they are kept as a hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) program: PathBuf,
    pub(super) config: Option<[u8; 32]>,
}

type Slot = Arc<OnceCell<Configured>>;

impl Pool {
    /// The slot of a configuration. Whoever comes first fills it; the others wait.
    pub(super) fn slot(&self, key: Key) -> Slot {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_default().clone()
    }

    /// Takes note of a process, to end it with the run.
    pub(super) fn add(&self, plugin: Arc<Plugin>) {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).push(plugin);
    }

    /// The processes that were started.
    pub(super) fn processes(&self) -> Vec<Arc<Plugin>> {
        self.processes.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends all processes.
    pub(super) async fn end(&self) {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let processes = std::mem::take(&mut *self.processes.lock().unwrap_or_else(PoisonError::into_inner));
        futures::future::join_all(processes.iter().map(|plugin| plugin.end())).await;
    }
}
