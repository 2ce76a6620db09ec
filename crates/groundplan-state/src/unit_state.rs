use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_address::InstanceAddr;

use crate::{
    Change, CheckResult, DeposedKey, Durable, Fit, Intent, Journal, JournalError, OutputValue, State, StateStore,
    StoreError, Token, UnitRecovery,
};

/// The state of one unit while a run changes it: in memory, with every change in the journal, and with snapshots in the store.
///
/// It keeps the order that makes a killed run lose nothing: a change is in memory and in the journal before anyone goes on, a
/// snapshot is announced to the journal before it is written, and the journal forgets changes only when they are stored. The
/// caller holds the store's lock.
pub struct UnitState {
    unit: String,
    store: Arc<dyn StateStore>,
    journal: Journal,
    inner: Mutex<Inner>,
    saving: tokio::sync::Mutex<()>,
}

struct Inner {
    state: State,
    stored: Option<State>,
    /// Whether the journal knows what the next records build on.
    announced: bool,
}

/// What saving came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    /// The store holds the same content already.
    Unchanged,
    /// A snapshot was stored.
    Stored {
        /// Its serial.
        serial: u64,
    },
}

/// Why a unit's state could not be opened or saved.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnitStateError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The journal.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A killed run left changes, and the stored state is not the one that they were made to.
    #[error("a run of the unit \"{unit}\" was killed before its last {changes} changes were stored, and {}", conflict(.fit, .location))]
    Conflict {
        /// The unit.
        unit: String,
        /// Where its state is.
        location: String,
        /// How many changes wait in the journal.
        changes: usize,
        /// What is stored instead.
        fit: Fit,
    },
}

fn conflict(fit: &Fit, location: &str) -> String {
    match fit {
        Fit::Foreign { stored_serial: Some(stored), known_serial } => {
            format!("{location} was written by someone else since (serial {stored}; the run knew {known_serial})")
        }
        Fit::Foreign { stored_serial: None, .. } => format!("there is no state in {location} any more"),
        Fit::OtherLineage { stored, known } => {
            format!("{location} now holds another history (lineage {stored}; the run knew {known})")
        }
        Fit::Known => format!("{location} holds what the run knew"),
    }
}

impl UnitStateError {
    /// What the user can do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self {
            Self::Store(error) => error.help(),
            Self::Journal(error) => error.help(),
            Self::Conflict { .. } => {
                "Look at the journal's changes and at the stored state, import or remove by hand what is missing there, then move the journal away."
            }
        }
    }
}

impl UnitState {
    /// Reads the unit's state and merges what a killed run left in the journal.
    ///
    /// # Errors
    /// When the store cannot be read, or when what is left does not fit what is stored.
    pub async fn open(
        unit: &str,
        store: Arc<dyn StateStore>,
        journal: Journal,
        recovery: Option<&UnitRecovery>,
    ) -> Result<Self, UnitStateError> {
        let stored = store.read().await?;
        let state = match recovery {
            None => stored.clone().unwrap_or_default(),
            Some(recovery) => match recovery.fit(stored.as_ref()) {
                Fit::Known => recovery.merge(stored.as_ref()),
                fit => {
                    return Err(UnitStateError::Conflict {
                        unit: unit.to_owned(),
                        location: store.describe(),
                        changes: recovery.changes().len(),
                        fit,
                    });
                }
            },
        };
        let inner = Mutex::new(Inner { state, stored, announced: false });
        Ok(Self { unit: unit.to_owned(), store, journal, inner, saving: tokio::sync::Mutex::default() })
    }

    /// The unit.
    #[must_use]
    pub fn unit(&self) -> &str {
        &self.unit
    }

    /// The state as it is now.
    #[must_use]
    pub fn current(&self) -> State {
        self.inner().state.clone()
    }

    /// Looks at the state as it is now. Keep it short: nobody else can look meanwhile.
    pub fn with<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.inner().state)
    }

    /// Records what is about to be done, under this unit's name whatever the intent says; returns when that is on disk.
    ///
    /// # Errors
    /// When it could not be recorded: then it must not be done.
    pub async fn intent(&self, mut intent: Intent) -> Result<Token, JournalError> {
        intent.unit.clone_from(&self.unit);
        let (token, durable) = {
            let mut inner = self.inner();
            self.announce(&mut inner);
            self.journal.intent(intent)
        };
        durable.await?;
        Ok(token)
    }

    /// Makes the changes that the answer to an intent means, none when the call changed nothing; returns when they are on disk.
    ///
    /// # Errors
    /// When they could not be recorded. They are in memory all the same: start nothing new, and save.
    pub async fn answer(&self, token: Token, changes: Vec<Change>) -> Result<(), JournalError> {
        self.record(changes, |journal, unit, changes| journal.answer(unit, token, changes)).await
    }

    /// Makes changes that need no provider call, such as a move; returns when they are on disk.
    ///
    /// # Errors
    /// As for [`UnitState::answer`].
    pub async fn change(&self, changes: Vec<Change>) -> Result<(), JournalError> {
        self.record(changes, Journal::change).await
    }

    /// Moves objects of this state to another one, in both or in none whenever the program dies; returns when that is on disk.
    /// `moves` says from which address to which.
    ///
    /// # Errors
    /// As for [`UnitState::answer`].
    pub async fn transfer(&self, other: &Self, moves: &[(InstanceAddr, InstanceAddr)]) -> Result<(), JournalError> {
        let durable = {
            let (mut here, mut there) = (self.inner(), other.inner());
            self.announce(&mut here);
            other.announce(&mut there);
            let (leave, arrive) = here.state.transferred(moves);
            leave.iter().for_each(|change| here.state.apply(change));
            arrive.iter().for_each(|change| there.state.apply(change));
            self.journal.change_together(vec![(self.unit.clone(), leave), (other.unit.clone(), arrive)])
        };
        durable.await
    }

    /// Deposes the current object of an instance: see [`State::depose`].
    ///
    /// # Errors
    /// As for [`UnitState::answer`].
    pub async fn depose(&self, addr: &InstanceAddr) -> Result<Option<DeposedKey>, JournalError> {
        let Some((key, changes)) = self.with(|state| state.depose(addr)) else { return Ok(None) };
        self.change(changes.into()).await?;
        Ok(Some(key))
    }

    /// Makes a deposed object the current one again: see [`State::restore`].
    ///
    /// # Errors
    /// As for [`UnitState::answer`].
    pub async fn restore(&self, addr: &InstanceAddr, deposed: &DeposedKey) -> Result<bool, JournalError> {
        let Some(changes) = self.with(|state| state.restore(addr, deposed)) else { return Ok(false) };
        self.change(changes.into()).await?;
        Ok(true)
    }

    /// Makes changes in memory only: for what can be read again, such as refreshed objects and data sources.
    pub fn note(&self, changes: &[Change]) {
        let mut inner = self.inner();
        changes.iter().for_each(|change| inner.state.apply(change));
    }

    /// Sets the root module's outputs. They are computed anew by every run, so the journal does not hold them.
    pub fn set_outputs(&self, outputs: BTreeMap<String, OutputValue>) {
        self.inner().state.outputs = outputs;
    }

    /// Sets what conditions came to, as the journal does not hold that either.
    pub fn set_check_results(&self, results: Option<Vec<CheckResult>>) {
        self.inner().state.check_results = results;
    }

    /// Takes another state in the place of this one, in memory only and not in the journal: save at once.
    pub fn replace(&self, state: State) {
        self.inner().state = state;
    }

    /// Keeps a copy of what is stored: see [`StateStore::back_up`].
    ///
    /// # Errors
    /// When the copy cannot be made.
    pub async fn back_up(&self, moment: u64) -> Result<(), UnitStateError> {
        Ok(self.store.back_up(moment).await?)
    }

    /// Stores another state as it is, serial and lineage included, whatever is stored: for `state push`. Save before, so that
    /// the journal holds nothing of this unit.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn overwrite(&self, state: State) -> Result<(), UnitStateError> {
        let _saving = self.saving.lock().await;
        self.store.overwrite(&state).await?;
        let mut inner = self.inner();
        inner.stored = Some(state.clone());
        inner.state = state;
        inner.announced = false;
        Ok(())
    }

    /// Stores a snapshot if the content differs from what is stored, and lets the journal forget what is in it.
    ///
    /// # Errors
    /// When the store refuses or does not answer: the journal still has everything. When only the journal fails, the snapshot
    /// is stored all the same.
    pub async fn save(&self) -> Result<Saved, UnitStateError> {
        let _saving = self.saving.lock().await;
        let (next, mark) = {
            let inner = self.inner();
            (inner.state.successor(inner.stored.as_ref()), self.journal.mark())
        };
        let Some(next) = next else {
            self.journal.checkpoint(&self.unit, mark).await?;
            return Ok(Saved::Unchanged);
        };
        let announced = self.journal.basis(&self.unit, &next).await;
        self.store.write(&next).await?;
        let serial = next.serial;
        {
            let mut inner = self.inner();
            inner.state.serial = serial;
            inner.state.lineage.clone_from(&next.lineage);
            inner.state.terraform_version.clone_from(&next.terraform_version);
            inner.stored = Some(next);
            inner.announced = false;
        }
        announced?;
        self.journal.checkpoint(&self.unit, mark).await?;
        Ok(Saved::Stored { serial })
    }

    async fn record(
        &self,
        changes: Vec<Change>,
        record: impl FnOnce(&Journal, &str, Vec<Change>) -> Durable,
    ) -> Result<(), JournalError> {
        let durable = {
            let mut inner = self.inner();
            self.announce(&mut inner);
            changes.iter().for_each(|change| inner.state.apply(change));
            // Recorded before anyone else gets at the state, so that a mark taken with a copy of it covers this change.
            record(&self.journal, &self.unit, changes)
        };
        durable.await
    }

    fn announce(&self, inner: &mut Inner) {
        if inner.announced {
            return;
        }
        inner.announced = true;
        let basis = match &inner.stored {
            Some(stored) => self.journal.basis(&self.unit, stored),
            None => self.journal.basis(&self.unit, &State::with_lineage(inner.state.lineage.clone())),
        };
        // The record behind it is only durable when this one is.
        drop(basis);
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
