//! Which records still matter.

use std::collections::BTreeMap;

use super::record::{Event, Record};
use super::recovery::{Recovery, UnitRecovery};

/// The records that a later run would need: intents without an answer, changes that are not yet in a stored snapshot, and
/// the snapshots that both build on. By sequence number.
#[derive(Debug, Default)]
pub(super) struct Live(BTreeMap<u64, Record>);

impl Live {
    pub(super) fn push(&mut self, record: Record) {
        if let Event::Changes { answers: Some(token), .. } = &record.event {
            self.0.remove(&token.0);
        }
        self.0.insert(record.sequence, record);
    }

    /// The unit's snapshot with all changes up to `mark` is in the store.
    pub(super) fn checkpoint(&mut self, unit: &str, mark: u64) {
        self.0.retain(|sequence, record| {
            let stored = matches!(record.event, Event::Changes { .. }) && *sequence <= mark;
            !(record.unit == unit && stored)
        });
        // Of the snapshots only the last can be what is stored, and it only matters to what builds on it.
        let of_unit = || self.0.values().filter(|record| record.unit == unit);
        let needed = of_unit().any(|record| !matches!(record.event, Event::Basis(_)));
        let last_basis = of_unit()
            .filter(|record| matches!(record.event, Event::Basis(_)))
            .map(|record| record.sequence)
            .next_back();
        self.0.retain(|sequence, record| {
            let basis_of_unit = record.unit == unit && matches!(record.event, Event::Basis(_));
            !basis_of_unit || (needed && Some(*sequence) == last_basis)
        });
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The highest sequence number, 0 when there is none.
    pub(super) fn last_sequence(&self) -> u64 {
        self.0.keys().next_back().copied().unwrap_or_default()
    }

    /// All lines, to write them anew.
    pub(super) fn text(&self) -> String {
        self.0.values().map(Record::encode).collect()
    }

    pub(super) fn recovery(&self) -> Recovery {
        let mut units: BTreeMap<&str, UnitRecovery> = BTreeMap::new();
        for record in self.0.values() {
            units.entry(&record.unit).or_insert_with(|| UnitRecovery::new(&record.unit)).push(record);
        }
        let units = units.into_values().filter(|unit| !unit.is_empty()).collect();
        Recovery { units, dropped_bytes: 0 }
    }
}
