use std::sync::Arc;

use tokio::sync::watch;

/// Asks a run to stop: by the first Ctrl-C to start nothing new, by the second to cancel what is under way, too.
#[derive(Clone, Debug, Default)]
pub struct StopSignal(Arc<watch::Sender<Wish>>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Wish {
    #[default]
    GoOn,
    Stop,
    Cancel,
}

impl StopSignal {
    /// Asks to start nothing new. What is under way comes to its end.
    pub fn stop(&self) {
        self.raise(Wish::Stop);
    }

    /// Asks to start nothing new, and providers to end what they are doing as soon as they safely can.
    pub fn cancel(&self) {
        self.raise(Wish::Cancel);
    }

    /// Whether stopping was asked for.
    #[must_use]
    pub fn is_set(&self) -> bool {
        *self.0.borrow() >= Wish::Stop
    }

    /// Ready when cancelling is asked for.
    pub(crate) async fn cancelled(&self) {
        // The sender cannot be gone: it is ours.
        let _ = self.0.subscribe().wait_for(|wish| *wish == Wish::Cancel).await;
    }

    fn raise(&self, wish: Wish) {
        self.0.send_if_modified(|current| {
            let more = wish > *current;
            *current = wish.max(*current);
            more
        });
    }
}
