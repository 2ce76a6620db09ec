use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use tokio::sync::Notify;
use tokio::task::JoinSet;

use super::Recorder;
use crate::graph::UnitIx;

/// Keeps the stored states near to what was done, without anybody waiting for it: nothing is lost between two snapshots,
/// as all of it is in the journal. So a thousand changes do not write a thousand growing snapshots one after the other.
#[derive(Clone)]
pub(super) struct Saver {
    shared: Arc<Shared>,
}

struct Shared {
    recorders: Vec<Recorder>,
    changed: Vec<AtomicBool>,
    ended: AtomicBool,
    wake: Notify,
}

/// Saving under way. Dropping it stops it where it is.
pub(super) struct Saving {
    saver: Saver,
    task: JoinSet<()>,
}

/// How many times as long as a snapshot takes to wait before the next: a large state must not take a core for itself.
const REST: u32 = 3;

impl Saver {
    pub(super) fn new(recorders: Vec<Recorder>) -> Self {
        let changed = recorders.iter().map(|_| AtomicBool::new(false)).collect();
        let shared = Shared { recorders, changed, ended: AtomicBool::new(false), wake: Notify::new() };
        Self { shared: Arc::new(shared) }
    }

    /// Says that a unit's state has changed.
    pub(super) fn changed(&self, unit: UnitIx) {
        if let Some(changed) = self.shared.changed.get(unit.0 as usize) {
            changed.store(true, Ordering::Release);
            self.shared.wake.notify_one();
        }
    }

    pub(super) fn start(&self) -> Saving {
        let mut task = JoinSet::new();
        let saver = self.clone();
        task.spawn(async move { saver.run().await });
        Saving { saver: self.clone(), task }
    }

    async fn run(&self) {
        let Shared { recorders, changed, ended, wake } = &*self.shared;
        while !ended.load(Ordering::Acquire) {
            wake.notified().await;
            let started = Instant::now();
            for (recorder, changed) in recorders.iter().zip(changed) {
                if changed.swap(false, Ordering::AcqRel) {
                    // When it fails the journal still has everything, and the last snapshot says so if it fails too.
                    let _later = recorder.save().await;
                }
            }
            if !ended.load(Ordering::Acquire) {
                tokio::time::sleep(started.elapsed() * REST).await;
            }
        }
    }
}

impl Saving {
    /// Ends it, after the snapshot that is being written.
    pub(super) async fn end(mut self) {
        self.saver.shared.ended.store(true, Ordering::Release);
        self.saver.shared.wake.notify_one();
        while self.task.join_next().await.is_some() {}
    }
}
