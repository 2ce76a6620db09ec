use tokio::sync::{Semaphore, SemaphorePermit};

use super::run::Phase;
use crate::graph::UnitIx;

/// How many instances are worked on at a time while planning, in all units together. Reading keeps everybody busy.
const PLANNING: usize = 32;
/// How many instances of one unit are worked on at a time while applying, and of all units together. Most of such work is
/// waiting until AWS says that something is ready: what is ready to be made must not wait for that, too.
const APPLYING: (usize, usize) = (32, 256);

/// Room for work on resource instances.
pub(crate) struct Room {
    units: Vec<Semaphore>,
    all: Semaphore,
    limit: usize,
}

/// Room for the work on one instance, given back when dropped.
pub(crate) struct Place<'a> {
    _in_unit: Option<SemaphorePermit<'a>>,
    _in_all: Option<SemaphorePermit<'a>>,
}

impl Room {
    /// Room in so many units; with a limit that was asked for, for so many instances in all.
    pub(super) fn new(units: usize, phase: Phase, asked: Option<usize>) -> Self {
        let (unit, all) = match (asked, phase) {
            (Some(limit), _) => (limit.max(1), limit.max(1)),
            (None, Phase::Plan) => (PLANNING, PLANNING),
            (None, Phase::Apply) => APPLYING,
        };
        Self { units: (0..units).map(|_| Semaphore::new(unit)).collect(), all: Semaphore::new(all), limit: all }
    }

    /// How many places there are in all.
    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// A place for work in a unit, waited for. Nobody closes the semaphores, so there is one in the end; and all take theirs in
    /// the same order, so nobody waits for ever.
    pub(super) async fn place(&self, unit: UnitIx) -> Place<'_> {
        let in_unit = match self.units.get(unit.0 as usize) {
            Some(places) => places.acquire().await.ok(),
            None => None,
        };
        Place { _in_unit: in_unit, _in_all: self.all.acquire().await.ok() }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;

    use super::*;

    fn take(room: &Room, unit: u32) -> Option<Place<'_>> {
        room.place(UnitIx(unit)).now_or_never()
    }

    #[test]
    fn a_unit_that_waits_leaves_room_for_others() {
        let room = Room::new(2, Phase::Apply, None);
        let first: Vec<_> = (0..40).map_while(|_| take(&room, 0)).collect();
        assert_eq!(first.len(), 32);
        assert!(take(&room, 1).is_some());
        drop(first);
        assert!(take(&room, 0).is_some());
    }

    #[test]
    fn a_limit_that_was_asked_for_is_for_all_units() {
        let room = Room::new(2, Phase::Apply, Some(2));
        let places = (take(&room, 0), take(&room, 1));
        assert!(take(&room, 0).is_none() && take(&room, 1).is_none());
        drop(places);
        assert!(take(&room, 0).is_some());
    }
}
