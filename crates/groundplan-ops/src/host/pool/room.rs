use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;
use tokio::sync::futures::Notified;

/// How much memory a provider process may come to need, in kilobytes: the AWS provider takes some 75 MB of its own.
const PER_PROCESS: u64 = 128 * 1024;
/// A run gets along with so few at a time.
const FEWEST: usize = 4;
/// More bring nothing: each has threads and connections of its own.
const MOST: usize = 64;

/// Room for so many processes at a time.
pub(super) struct Room {
    places: AtomicUsize,
    /// Something has changed for those who wait: a place was given back, or a process became idle.
    changed: Notify,
}

/// A process's place, given back when dropped.
pub(super) struct Place(Arc<Room>);

impl Room {
    pub(super) fn new(limit: usize) -> Self {
        Self { places: AtomicUsize::new(limit.max(1)), changed: Notify::new() }
    }

    /// A place if there is one.
    pub(super) fn try_take(self: &Arc<Self>) -> Option<Place> {
        let one_less = |places: usize| places.checked_sub(1);
        self.places.fetch_update(Ordering::AcqRel, Ordering::Acquire, one_less).ok()?;
        Some(Place(self.clone()))
    }

    /// Ready at the next change from now on, also at one that comes before it is awaited.
    pub(super) fn change(&self) -> Pin<Box<Notified<'_>>> {
        let mut change = Box::pin(self.changed.notified());
        change.as_mut().enable();
        change
    }

    /// A process has become idle, so that it could be ended to make room.
    pub(super) fn one_is_idle(&self) {
        self.changed.notify_waiters();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.places.fetch_add(1, Ordering::AcqRel);
        self.0.changed.notify_waiters();
    }
}

/// How many provider processes half of the memory that is free now has room for.
pub(in super::super) fn likely_limit() -> usize {
    let known = std::fs::read_to_string("/proc/meminfo").ok().and_then(|text| available(&text));
    let Some(kilobytes) = known else { return MOST / 4 };
    usize::try_from(kilobytes / 2 / PER_PROCESS).unwrap_or(MOST).clamp(FEWEST, MOST)
}

/// `MemAvailable` of `/proc/meminfo` (proc(5)), in kilobytes.
fn available(meminfo: &str) -> Option<u64> {
    let line = meminfo.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}
