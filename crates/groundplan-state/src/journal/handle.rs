use std::fs;
use std::future::Future;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::pin::Pin;
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use tokio::sync::oneshot;

use super::live::Live;
use super::lock::JournalLock;
use super::record::{Basis, Event, Intent, Record, Token};
use super::recovery::Recovery;
use super::writer::{Command, Writer};
use super::{JournalError, frame};
use crate::{Change, State};

/// The journal of a run. Clones write to the same one; the last to go closes it.
///
/// The file is made when the first record comes, readable by its owner only, and is removed when nothing is left to remember.
#[derive(Clone, Debug)]
pub struct Journal {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    queue: Mutex<Queue>,
    thread: Option<JoinHandle<()>>,
    // Dropped last: the lock is held until the thread has ended.
    _lock: JournalLock,
}

#[derive(Debug)]
struct Queue {
    /// `None` once the journal is closing.
    sender: Option<Sender<Command>>,
    last_sequence: u64,
}

/// A record on its way to the disk. Its place among the others is fixed when this is returned; it is on disk when this is ready.
#[must_use = "the record is on disk only when this is ready"]
#[derive(Debug)]
pub struct Durable(oneshot::Receiver<Result<(), JournalError>>);

/// A point in the order of the records: everything that was recorded before it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(u64);

impl Journal {
    /// Opens the journal at `path` for a run, and says what an earlier run left in it. Its folder is made when it is missing
    /// (mode 0700). `holder` is what another run is told about this one: user, host, process, time.
    ///
    /// # Errors
    /// When another run has it open, when it is damaged, or when the file system does not let us.
    pub fn open(path: &Path, holder: &str) -> Result<(Self, Recovery), JournalError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            fs::DirBuilder::new()
                .recursive(true)
                .mode(0o700)
                .create(folder)
                .map_err(|source| JournalError::io("make the folder of", path, source))?;
        }
        let lock = JournalLock::take(path, holder)?;
        let found = read(path)?;
        let recovery = found.recovery();
        let last_sequence = found.live.last_sequence();
        let writer = Writer::open(path, found.end, found.frames, found.live)?;
        let (sender, commands) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("journal".to_owned())
            .spawn(move || writer.run(&commands))
            .map_err(|source| JournalError::io("open", path, source))?;
        let queue = Mutex::new(Queue { sender: Some(sender), last_sequence });
        Ok((Self { inner: Arc::new(Inner { queue, thread: Some(thread), _lock: lock }) }, recovery))
    }

    /// What a run left in the journal at `path`, without taking it over: for plans. A run may be writing it meanwhile.
    ///
    /// # Errors
    /// When it is damaged, or when the file system does not let us read it.
    pub fn read(path: &Path) -> Result<Recovery, JournalError> {
        Ok(read(path)?.recovery())
    }

    /// Records what is about to be done. Do it only when the record is on disk.
    pub fn intent(&self, intent: Intent) -> (Token, Durable) {
        let unit = intent.unit.clone();
        let (sequence, durable) = self.record(unit, Event::Intent(Box::new(intent)));
        (Token(sequence), durable)
    }

    /// Records what came of an intent: the changes that it means to the state, none when the call changed nothing.
    pub fn answer(&self, unit: &str, token: Token, changes: Vec<Change>) -> Durable {
        self.record(unit.to_owned(), Event::Changes { answers: Some(token), changes }).1
    }

    /// Records changes to the state that need no provider call, such as deposing an object.
    pub fn change(&self, unit: &str, changes: Vec<Change>) -> Durable {
        self.record(unit.to_owned(), Event::Changes { answers: None, changes }).1
    }

    /// Records changes to the states of several units that are on disk together or not at all: a move between two of them.
    pub fn change_together(&self, changes: Vec<(String, Vec<Change>)>) -> Durable {
        let (waiter, durable) = oneshot::channel();
        let mut queue = self.queue();
        let mut records = Vec::with_capacity(changes.len());
        for (unit, changes) in changes {
            queue.last_sequence += 1;
            let event = Event::Changes { answers: None, changes };
            records.push(Record { sequence: queue.last_sequence, unit, event });
        }
        queue.send(Command::Append(records, waiter));
        Durable(durable)
    }

    /// Records the snapshot that a unit's next records build on: the one that was read, before the first of them, and each
    /// one that is about to be written to the store.
    pub fn basis(&self, unit: &str, state: &State) -> Durable {
        self.record(unit.to_owned(), Event::Basis(Basis::of(state))).1
    }

    /// The point after everything recorded so far.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.queue().last_sequence)
    }

    /// Drops a unit's changes that were recorded before `mark`: a snapshot with them is in the store. Intents without an
    /// answer stay.
    pub fn checkpoint(&self, unit: &str, mark: Mark) -> Durable {
        let (waiter, durable) = oneshot::channel();
        self.queue().send(Command::Checkpoint { unit: unit.to_owned(), mark: mark.0, waiter });
        Durable(durable)
    }

    fn record(&self, unit: String, event: Event) -> (u64, Durable) {
        let (waiter, durable) = oneshot::channel();
        let mut queue = self.queue();
        queue.last_sequence += 1;
        let sequence = queue.last_sequence;
        queue.send(Command::Append(vec![Record { sequence, unit, event }], waiter));
        (sequence, Durable(durable))
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.inner.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn send(&mut self, command: Command) {
        // When the thread is gone, its waiters are told so by their channels.
        let _ = self.sender.as_ref().map(|sender| sender.send(command));
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        self.queue.get_mut().unwrap_or_else(PoisonError::into_inner).sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Future for Durable {
    type Output = Result<(), JournalError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|received| received.unwrap_or(Err(JournalError::Closed)))
    }
}

struct Found {
    live: Live,
    end: usize,
    frames: u64,
    dropped: usize,
}

impl Found {
    fn recovery(&self) -> Recovery {
        let mut recovery = self.live.recovery();
        recovery.dropped_bytes = u64::try_from(self.dropped).unwrap_or(u64::MAX);
        recovery
    }
}

fn read(path: &Path) -> Result<Found, JournalError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(source) => return Err(JournalError::io("read", path, source)),
    };
    let frames = frame::decode(&bytes).map_err(|damage| JournalError::damaged(path, damage.offset, damage.reason))?;
    let mut live = Live::default();
    for content in &frames.contents {
        for line in content.lines() {
            let offset = (line.as_ptr() as usize).saturating_sub(bytes.as_ptr() as usize);
            live.push(Record::decode(line).map_err(|reason| JournalError::damaged(path, offset, reason))?);
        }
    }
    Ok(Found {
        live,
        end: frames.end,
        frames: u64::try_from(frames.contents.len()).unwrap_or(u64::MAX),
        dropped: bytes.len().saturating_sub(frames.end),
    })
}
