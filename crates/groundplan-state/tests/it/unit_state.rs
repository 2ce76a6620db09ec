//! One unit's state during a run: memory, journal and store together.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_state::{
    Action, Change, Intent, Journal, OutputValue, RawJson, Saved, State, StateStore, UnitState, UnitStateError,
};
use tempfile::TempDir;

use crate::memory_store::MemoryStore;
use crate::support::{addr, object, provider};

struct Run {
    folder: TempDir,
    store: Arc<MemoryStore>,
}

impl Run {
    fn new() -> Self {
        Self { folder: TempDir::new().unwrap(), store: Arc::new(MemoryStore::default()) }
    }

    fn journal_path(&self) -> PathBuf {
        self.folder.path().join("journal")
    }

    async fn try_open(&self) -> Result<UnitState, UnitStateError> {
        let (journal, recovery) = Journal::open(&self.journal_path(), "test").unwrap();
        let store: Arc<dyn StateStore> = self.store.clone();
        UnitState::open("vpc", store, journal, recovery.unit("vpc")).await
    }

    async fn open(&self) -> UnitState {
        self.try_open().await.unwrap()
    }

    async fn stored(&self) -> Option<State> {
        self.store.read().await.unwrap()
    }
}

fn create(address: &str) -> Intent {
    Intent {
        unit: "vpc".to_owned(),
        address: addr(address),
        deposed: None,
        action: Action::Create,
        provider: provider(),
        identity: None,
        prior: None,
        planned: None,
    }
}

fn put(address: &str, id: &str) -> Change {
    Change::put(addr(address), None, provider(), object(id))
}

async fn make(state: &UnitState, address: &str, id: &str) {
    let token = state.intent(create(address)).await.unwrap();
    state.answer(token, vec![put(address, id)]).await.unwrap();
}

#[tokio::test]
async fn a_run_that_ends_well_leaves_a_snapshot_and_no_journal() {
    let run = Run::new();
    let state = run.open().await;
    make(&state, "aws_vpc.a", "1").await;
    assert!(run.journal_path().exists());
    assert!(run.stored().await.is_none());
    assert_eq!(state.save().await.unwrap(), Saved::Stored { serial: 1 });
    assert!(!run.journal_path().exists());
    make(&state, "aws_vpc.b", "2").await;
    let outputs =
        BTreeMap::from([("o".to_owned(), OutputValue::new(RawJson::integer(1), RawJson::string("number"), false))]);
    state.set_outputs(outputs);
    assert_eq!(state.save().await.unwrap(), Saved::Stored { serial: 2 });
    assert_eq!(state.save().await.unwrap(), Saved::Unchanged);
    let stored = run.stored().await.unwrap();
    assert_eq!(stored, state.current());
    assert_eq!(stored.instances().count(), 2);
}

#[tokio::test]
async fn a_run_without_changes_leaves_nothing() {
    let run = Run::new();
    let state = run.open().await;
    assert_eq!(state.save().await.unwrap(), Saved::Unchanged);
    assert!(run.stored().await.is_none());
    assert!(!run.journal_path().exists());
}

#[tokio::test]
async fn what_was_answered_survives_the_death_of_the_run() {
    let run = Run::new();
    {
        let state = run.open().await;
        make(&state, "aws_vpc.a", "1").await;
        state.save().await.unwrap();
        let key = state.depose(&addr("aws_vpc.a")).await.unwrap().unwrap();
        make(&state, "aws_vpc.a", "2").await;
        let token = state.intent(Intent { action: Action::Delete, deposed: Some(key.clone()), ..create("aws_vpc.a") });
        let token = token.await.unwrap();
        state.answer(token, vec![Change::remove(addr("aws_vpc.a"), Some(key))]).await.unwrap();
        state.intent(create("aws_vpc.b")).await.unwrap();
    }
    let (_, recovery) = Journal::open(&run.journal_path(), "test").unwrap();
    assert_eq!(recovery.unit("vpc").unwrap().unanswered[0].1.address, addr("aws_vpc.b"));

    let state = run.open().await;
    assert_eq!(**state.current().object(&addr("aws_vpc.a"), None).unwrap(), object("2"));
    assert_eq!(state.save().await.unwrap(), Saved::Stored { serial: 2 });
    assert_eq!(run.stored().await.unwrap().instances().count(), 1);
    assert!(run.journal_path().exists(), "the intent is still without an answer");
}

#[tokio::test]
async fn a_replacement_that_failed_brings_the_old_object_back() {
    let run = Run::new();
    let state = run.open().await;
    make(&state, "aws_vpc.a", "1").await;
    let key = state.depose(&addr("aws_vpc.a")).await.unwrap().unwrap();
    let token = state.intent(create("aws_vpc.a")).await.unwrap();
    state.answer(token, vec![]).await.unwrap();
    assert!(state.restore(&addr("aws_vpc.a"), &key).await.unwrap());
    assert!(!state.restore(&addr("aws_vpc.a"), &key).await.unwrap());
    drop(state);
    let state = run.open().await;
    let instance = state.current().instance(&addr("aws_vpc.a")).unwrap().clone();
    assert_eq!(**instance.current.as_ref().unwrap(), object("1"));
    assert!(instance.deposed.is_empty());
}

#[tokio::test]
async fn death_between_the_write_and_the_checkpoint_is_harmless() {
    let run = Run::new();
    let state = run.open().await;
    make(&state, "aws_vpc.a", "1").await;
    state.save().await.unwrap();
    make(&state, "aws_vpc.b", "2").await;
    run.store.fail_after_write();
    assert!(state.save().await.is_err());
    drop(state);
    assert_eq!(run.stored().await.unwrap().serial, 2);
    let state = run.open().await;
    assert_eq!(state.save().await.unwrap(), Saved::Unchanged);
    assert!(!run.journal_path().exists());
}

#[tokio::test]
async fn a_store_that_fails_loses_nothing() {
    let run = Run::new();
    let state = run.open().await;
    make(&state, "aws_vpc.a", "1").await;
    run.store.fail_before_write();
    assert!(matches!(state.save().await, Err(UnitStateError::Store(_))));
    drop(state);
    let state = run.open().await;
    assert_eq!(state.save().await.unwrap(), Saved::Stored { serial: 1 });
}

#[tokio::test]
async fn a_state_that_someone_else_wrote_meanwhile_is_not_overwritten() {
    let run = Run::new();
    {
        let state = run.open().await;
        make(&state, "aws_vpc.a", "1").await;
        state.save().await.unwrap();
        make(&state, "aws_vpc.b", "2").await;
    }
    let mut foreign = run.stored().await.unwrap();
    foreign.put(&addr("aws_vpc.c"), None, &provider(), object("3"));
    foreign.serial = 5;
    run.store.write(&foreign).await.unwrap();
    let Err(error) = run.try_open().await else { panic!("the journal does not fit") };
    assert_eq!(
        error.to_string(),
        "a run of the unit \"vpc\" was killed before its last 1 changes were stored, and memory was written by someone else since (serial 5; the run knew 1)"
    );
    assert_eq!(run.stored().await.unwrap(), foreign);
    assert!(run.journal_path().exists());
}

#[tokio::test]
async fn changes_made_while_a_snapshot_is_written_stay_in_the_journal() {
    let run = Run::new();
    let state = Arc::new(run.open().await);
    make(&state, "aws_vpc.a[0]", "1").await;
    for round in 0..20 {
        let saving = tokio::spawn({
            let state = Arc::clone(&state);
            async move { state.save().await.unwrap() }
        });
        for at in 0..5 {
            make(&state, &format!("aws_vpc.r{round}[{at}]"), "x").await;
            tokio::task::yield_now().await;
        }
        saving.await.unwrap();
        let expected = state.current();
        let stored = run.stored().await;
        let recovery = Journal::read(&run.journal_path()).unwrap();
        let merged = recovery.unit("vpc").map_or_else(|| stored.clone().unwrap(), |unit| unit.merge(stored.as_ref()));
        assert!(merged.content_eq(&expected), "round {round}");
    }
}
