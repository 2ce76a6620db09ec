//! The provider processes of a run: one for each distinct configuration of each provider program, started when first asked
//! something, ended when idle or when another needs its place.

mod pooled;
mod room;
mod slot;
#[cfg(test)]
mod tests;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use groundplan_backend::AssumedRole;
use groundplan_diag::Diags;
use groundplan_plugin::Plugin;
use tokio::task::JoinSet;

pub(super) use pooled::Pooled;
use room::Room;
pub(super) use room::likely_limit;
pub(super) use slot::{Slot, Start};

/// A process that is no longer used for so long is ended. A start takes a fraction of a second.
const IDLE: Duration = Duration::from_secs(60);

/// What a pool holds.
#[async_trait]
pub(super) trait Process: Send + Sync + 'static {
    /// Ends it.
    async fn end(&self);
}

#[async_trait]
impl Process for Plugin {
    async fn end(&self) {
        Self::end(self).await;
    }
}

/// The program, its configuration as bytes of the wire, and the role whose credentials are in its environment; no configuration
/// for a process that is not configured. Configurations hold secrets, so they are kept as a hash.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) program: PathBuf,
    pub(super) config: Option<[u8; 32]>,
    pub(super) role: Option<AssumedRole>,
}

/// The processes of a run.
pub(super) struct Pool<P: Process> {
    slots: Arc<Mutex<HashMap<Key, Arc<Slot<P>>>>>,
    room: Arc<Room>,
    /// Ends idle processes; stopped with the pool.
    _reaper: JoinSet<()>,
}

impl<P: Process> Pool<P> {
    /// A pool of at most so many processes at a time. Must be made within a Tokio runtime.
    pub(super) fn new(limit: usize) -> Self {
        let slots: Arc<Mutex<HashMap<Key, Arc<Slot<P>>>>> = Arc::default();
        let mut reaper = JoinSet::new();
        reaper.spawn({
            let slots = Arc::downgrade(&slots);
            async move {
                while let Some(slots) = slots.upgrade() {
                    for slot in every(&slots) {
                        slot.end_if_idle_for(IDLE).await;
                    }
                    drop(slots);
                    tokio::time::sleep(IDLE / 4).await;
                }
            }
        });
        Self { slots, room: Arc::new(Room::new(limit)), _reaper: reaper }
    }

    /// The slot of a configuration. Whoever comes first says how its process is started.
    pub(super) fn slot(&self, key: Key, start: impl FnOnce() -> Start<P>) -> Arc<Slot<P>> {
        let mut slots = lock(&self.slots);
        let make = || {
            let others = Arc::downgrade(&self.slots);
            let evict = move || others.upgrade().map(|slots| every(&slots)).unwrap_or_default();
            Arc::new(Slot::new(start(), self.room.clone(), Box::new(evict)))
        };
        slots.entry(key).or_insert_with(make).clone()
    }

    /// The processes that run now.
    pub(super) async fn processes(&self) -> Vec<Arc<P>> {
        let running = every(&self.slots).into_iter().map(|slot| async move { slot.running().await });
        futures::future::join_all(running).await.into_iter().flatten().collect()
    }

    /// Ends all processes, whoever uses them.
    pub(super) async fn end(&self) {
        let slots = every(&self.slots);
        futures::future::join_all(slots.iter().map(|slot| slot.end())).await;
        lock(&self.slots).clear();
    }
}

/// A process, and until when it may be used if not for ever: its credentials expire. Or why it could not be started.
pub(super) type Started<P> = Result<(Arc<P>, Option<SystemTime>), Diags>;

fn every<P: Process>(slots: &Mutex<HashMap<Key, Arc<Slot<P>>>>) -> Vec<Arc<Slot<P>>> {
    lock(slots).values().cloned().collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
