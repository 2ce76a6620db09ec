//! Lets changes through one after the other in an order that does not depend on chance.
//!
//! Whoever calls a provider to change something waits here until nothing else in the program can go on; then the first by
//! name goes, those that are said to be slow last. So what a test sees is what the engine's order allows, each time.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_state::Journal;
use tokio::sync::oneshot;

#[derive(Default)]
pub(crate) struct Gate {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    open: bool,
    arrived: usize,
    waiting: BTreeMap<(bool, String, usize), oneshot::Sender<()>>,
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits for its turn.
    pub(crate) async fn turn(&self, name: &str, slow: bool) {
        let turn = {
            let mut inner = self.lock();
            inner.arrived += 1;
            if !inner.open {
                return;
            }
            let (sender, turn) = oneshot::channel();
            let key = (slow, name.to_owned(), inner.arrived);
            inner.waiting.insert(key, sender);
            turn
        };
        turn.await.unwrap();
    }

    /// Runs something with the gate in force: on a runtime of one thread, whose only other thread is the journal's.
    pub(crate) async fn run<T>(self: &Arc<Self>, journal: &Journal, work: impl Future<Output = T>) -> T {
        self.lock().open = true;
        let gate = self.clone();
        let journal = journal.clone();
        let keeper = tokio::spawn(async move {
            loop {
                let arrived = gate.lock().arrived;
                settle(&journal).await;
                let mut inner = gate.lock();
                if inner.arrived == arrived
                    && let Some((_, next)) = inner.waiting.pop_first()
                {
                    let _gone = next.send(());
                }
            }
        });
        let result = work.await;
        keeper.abort();
        self.lock().open = false;
        result
    }
}

/// Lets everything else run until it waits, for the journal's thread too.
async fn settle(journal: &Journal) {
    for _ in 0..3 {
        let _closed = journal.checkpoint("nothing", journal.mark()).await;
        for _ in 0..64 {
            tokio::task::yield_now().await;
        }
    }
}
