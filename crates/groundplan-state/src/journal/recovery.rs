use super::record::{Basis, Event, Intent, Record, Token};
use crate::{Change, State};

/// What a run that did not end properly left behind.
#[derive(Clone, Debug, Default)]
pub struct Recovery {
    /// By unit, those with something left only.
    pub units: Vec<UnitRecovery>,
    /// How many bytes at the end were not whole. They were being written when the run died; nothing was done on their strength.
    pub dropped_bytes: u64,
}

/// What is left of one unit: changes that are not in its stored state yet, and intents of which nobody knows what came.
#[derive(Clone, Debug)]
pub struct UnitRecovery {
    /// The unit.
    pub unit: String,
    /// What may or may not have been done, with the token that answers it. The oldest first.
    pub unanswered: Vec<(Token, Intent)>,
    changes: Vec<Change>,
    known: Vec<Basis>,
}

/// Whether a unit's changes can be merged into the state that is stored now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fit {
    /// The stored state is one that the run had read or written: merging gives what the run knew when it died.
    Known,
    /// Someone else wrote the state since then; merging could overwrite their work.
    Foreign {
        /// The stored serial. `None` when no state is stored any more.
        stored_serial: Option<u64>,
        /// The serial that the run knew last.
        known_serial: u64,
    },
    /// The stored state belongs to another history.
    OtherLineage {
        /// The stored lineage.
        stored: String,
        /// The run's lineage.
        known: String,
    },
}

impl Recovery {
    /// Whether nothing is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.units.is_empty()
    }

    /// What is left of a unit.
    #[must_use]
    pub fn unit(&self, unit: &str) -> Option<&UnitRecovery> {
        self.units.iter().find(|recovery| recovery.unit == unit)
    }
}

impl UnitRecovery {
    pub(super) fn new(unit: &str) -> Self {
        Self { unit: unit.to_owned(), unanswered: Vec::new(), changes: Vec::new(), known: Vec::new() }
    }

    pub(super) fn push(&mut self, record: &Record) {
        match &record.event {
            Event::Basis(basis) => self.known.push(basis.clone()),
            Event::Intent(intent) => self.unanswered.push((Token(record.sequence), (**intent).clone())),
            Event::Changes { changes, .. } => self.changes.extend_from_slice(changes),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.unanswered.is_empty() && self.changes.is_empty()
    }

    /// The changes that the run made, the oldest first. Some may be in the stored state already.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Whether the changes can be merged into what is stored now.
    #[must_use]
    pub fn fit(&self, stored: Option<&State>) -> Fit {
        let Some(last) = self.known.last() else {
            // Every unit's first record says what it builds on.
            return Fit::Known;
        };
        let Some(stored) = stored else {
            // The run began without a stored state, and the first snapshot did not get there.
            if self.known.iter().any(|basis| basis.serial == 0) {
                return Fit::Known;
            }
            return Fit::Foreign { stored_serial: None, known_serial: last.serial };
        };
        let stored_as = Basis::of(stored);
        if self.known.contains(&stored_as) {
            Fit::Known
        } else if stored_as.lineage == last.lineage {
            Fit::Foreign { stored_serial: Some(stored.serial), known_serial: last.serial }
        } else {
            Fit::OtherLineage { stored: stored_as.lineage, known: last.lineage.clone() }
        }
    }

    /// The stored state with the changes made: what the run knew when it died. Doing it twice is the same as once. Serial and
    /// lineage stay; see [`State::successor`]. Ask [`UnitRecovery::fit`] first.
    #[must_use]
    pub fn merge(&self, stored: Option<&State>) -> State {
        let mut state = match (stored, self.known.last()) {
            (Some(stored), _) => stored.clone(),
            (None, Some(basis)) => State::with_lineage(basis.lineage.clone()),
            (None, None) => State::new(),
        };
        for change in &self.changes {
            state.apply(change);
        }
        state
    }
}
