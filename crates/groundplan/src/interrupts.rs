//! Ctrl-C: once to stop, twice to cancel what is under way, three times to leave at once.

use groundplan_diag::Diagnostic;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::mpsc;

use crate::exit::Exit;
use crate::problem::Problem;

/// How urgently the user wants to end it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Urgency {
    /// Start nothing new.
    Stop,
    /// Cancel what is under way, too.
    Cancel,
}

/// Takes Ctrl-C and SIGTERM from now on, which no longer end the process by themselves.
#[derive(Debug)]
pub(crate) struct Interrupts {
    wishes: mpsc::UnboundedReceiver<Urgency>,
    /// The most urgent wish so far.
    pub(crate) seen: Option<Urgency>,
}

impl Interrupts {
    /// Must be called within a Tokio runtime.
    pub(crate) fn listen() -> Result<Self, Problem> {
        let failed = |error: std::io::Error| {
            Diagnostic::error("Signals cannot be received").detail(format!("The system says: {error}."))
        };
        let mut interrupt = signal(SignalKind::interrupt()).map_err(failed)?;
        let mut terminate = signal(SignalKind::terminate()).map_err(failed)?;
        let (send, wishes) = mpsc::unbounded_channel();
        tokio::spawn(async move {
            let mut last = None;
            loop {
                let next = tokio::select! {
                    _ = interrupt.recv() => match last {
                        None => Urgency::Stop,
                        Some(Urgency::Stop) => Urgency::Cancel,
                        Some(Urgency::Cancel) => std::process::exit(i32::from(Exit::Interrupted.code())),
                    },
                    // Whoever sends this sends SIGKILL if he is in a hurry.
                    _ = terminate.recv() => last.unwrap_or(Urgency::Stop),
                };
                last = Some(next);
                if send.send(next).is_err() {
                    return;
                }
            }
        });
        Ok(Self { wishes, seen: None })
    }

    /// The next wish.
    pub(crate) async fn next(&mut self) -> Urgency {
        match self.wishes.recv().await {
            Some(urgency) => {
                self.seen = self.seen.max(Some(urgency));
                urgency
            }
            None => std::future::pending().await,
        }
    }

    /// The exit code of a command that went wrong: the user's wish may be the reason.
    pub(crate) fn exit(&self) -> Exit {
        if self.seen.is_some() { Exit::Interrupted } else { Exit::Error }
    }
}

impl Urgency {
    /// What the user is told.
    pub(crate) fn told(self) -> &'static str {
        match self {
            Self::Stop => "\nStopping: waiting for what is under way. Press Ctrl-C again to cancel that, too.\n",
            Self::Cancel => {
                "\nCancelling what is under way. Press Ctrl-C again to leave at once; what is known is saved.\n"
            }
        }
    }
}
