use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use futures::future::BoxFuture;

use super::room::{Place, Room};
use super::{Process, Started, lock};

/// Starts and configures the process of a slot; again after it was ended for want of use.
pub(in super::super) type Start<P> = Box<dyn Fn() -> BoxFuture<'static, Started<P>> + Send + Sync>;

/// The other slots of the pool, which may have to make room.
type Others<P> = Box<dyn Fn() -> Vec<Arc<Slot<P>>> + Send + Sync>;

/// The place of one configuration's process, whether it runs or not.
pub(in super::super) struct Slot<P: Process> {
    start: Start<P>,
    room: Arc<Room>,
    others: Others<P>,
    running: tokio::sync::Mutex<Option<Running<P>>>,
    /// How many use the process now. Grows only while `running` is locked.
    users: AtomicUsize,
    last_used: Mutex<Instant>,
}

struct Running<P> {
    process: Arc<P>,
    /// When another takes its place, if ever.
    good_until: Option<SystemTime>,
    _place: Place,
}

/// The use of a process: it is not ended meanwhile.
pub(in super::super) struct Lease<P: Process> {
    slot: Arc<Slot<P>>,
    pub(in super::super) process: Arc<P>,
}

impl<P: Process> Slot<P> {
    pub(super) fn new(start: Start<P>, room: Arc<Room>, others: Others<P>) -> Self {
        Self {
            start,
            room,
            others,
            running: tokio::sync::Mutex::default(),
            users: AtomicUsize::new(0),
            last_used: Mutex::new(Instant::now()),
        }
    }

    /// The process, started if it does not run.
    ///
    /// # Errors
    /// Why it could not be started or configured.
    pub(in super::super) async fn lease(self: &Arc<Self>) -> Result<Lease<P>, groundplan_diag::Diags> {
        let mut running = self.running.lock().await;
        let is_old = |running: &mut Running<P>| running.good_until.is_some_and(|end| end <= SystemTime::now());
        if let Some(old) = running.take_if(is_old)
            && self.users.load(Ordering::Acquire) == 0
        {
            old.process.end().await;
        }
        // An old one that is in use ends by itself when the last use of it does.
        let process = match &*running {
            Some(running) => running.process.clone(),
            None => {
                let place = self.place().await;
                let (process, good_until) = (self.start)().await?;
                *running = Some(Running { process: process.clone(), good_until, _place: place });
                process
            }
        };
        self.users.fetch_add(1, Ordering::AcqRel);
        Ok(Lease { slot: self.clone(), process })
    }

    async fn place(&self) -> Place {
        loop {
            let change = self.room.change();
            if let Some(place) = self.room.try_take() {
                return place;
            }
            if !self.evict().await {
                change.await;
            }
        }
    }

    /// Ends the process that nobody has used for longest. Says whether there was one.
    async fn evict(&self) -> bool {
        let mut others = (self.others)();
        others.sort_by_key(|slot| *lock(&slot.last_used));
        for slot in others {
            if slot.end_if_idle_for(Duration::ZERO).await {
                return true;
            }
        }
        false
    }

    /// Ends the process if nobody has used it for that long. Says whether it did.
    pub(super) async fn end_if_idle_for(&self, time: Duration) -> bool {
        // Whoever holds the lock is starting it.
        let Ok(mut running) = self.running.try_lock() else { return false };
        let idle = self.users.load(Ordering::Acquire) == 0 && lock(&self.last_used).elapsed() >= time;
        let Some(ended) = running.take_if(|_| idle) else { return false };
        ended.process.end().await;
        true
    }

    pub(super) async fn running(&self) -> Option<Arc<P>> {
        self.running.lock().await.as_ref().map(|running| running.process.clone())
    }

    pub(super) async fn end(&self) {
        let ended = self.running.lock().await.take();
        if let Some(ended) = ended {
            ended.process.end().await;
        }
    }
}

impl<P: Process> Drop for Lease<P> {
    fn drop(&mut self) {
        *lock(&self.slot.last_used) = Instant::now();
        if self.slot.users.fetch_sub(1, Ordering::AcqRel) == 1 {
            self.slot.room.one_is_idle();
        }
    }
}
