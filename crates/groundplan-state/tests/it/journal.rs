//! The journal as a run and the run after it see it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_state::{
    Action, Change, DeposedKey, Fit, InstanceObject, Intent, Journal, JournalError, ObjectStatus, RawJson, Recovery,
    State,
};
use tempfile::TempDir;

use crate::random::Random;
use crate::support::{addr, object, provider};

const UNIT: &str = "dev/us-west-2/vpc";

fn folder() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(".groundplan/journal");
    (folder, path)
}

fn open(path: &Path) -> (Journal, Recovery) {
    Journal::open(path, "alice@laptop, process 1").unwrap()
}

fn intent(address: &str, action: Action) -> Intent {
    Intent {
        unit: UNIT.to_owned(),
        address: addr(address),
        deposed: None,
        action,
        provider: provider(),
        identity: None,
        prior: None,
        planned: None,
    }
}

fn put(address: &str, id: &str) -> Change {
    Change::put(addr(address), None, provider(), object(id))
}

fn full_object() -> InstanceObject {
    let mut object = object("<1>");
    object.status = ObjectStatus::Tainted;
    object.schema_version = 3;
    object.private = vec![0, 255, 7];
    object.dependencies = vec!["module.a.aws_vpc.b".to_owned()];
    object.create_before_destroy = true;
    object.identity = Some(RawJson::parse("{\"arn\":\"a\"}").unwrap());
    object.identity_schema_version = Some(1);
    object
}

#[tokio::test]
async fn what_a_killed_run_recorded_is_found_by_the_next() {
    let (_folder, path) = folder();
    let mut create = intent("module.m[\"k.\\\"x\"].aws_vpc.a[0]", Action::Create);
    create.identity = Some(RawJson::parse("{\"name\":\"<a>\"}").unwrap());
    create.prior = Some(Arc::new(full_object()));
    create.planned = Some(RawJson::parse("{\"id\":null}").unwrap());
    let mut delete = intent("aws_vpc.b", Action::Delete);
    delete.deposed = Some("0123abcd".parse::<DeposedKey>().unwrap());
    let state = State::new();
    let changes = vec![
        Change::put(addr("aws_vpc.c"), None, provider(), full_object()),
        Change::remove(addr("aws_vpc.d"), Some("0123abcd".parse().unwrap())),
    ];
    {
        let (journal, recovery) = open(&path);
        assert!(recovery.is_empty());
        journal.basis(UNIT, &state).await.unwrap();
        let (_, durable) = journal.intent(create.clone());
        durable.await.unwrap();
        let (token, durable) = journal.intent(intent("aws_vpc.c", Action::Create));
        durable.await.unwrap();
        journal.answer(UNIT, token, changes.clone()).await.unwrap();
        journal.change("other", vec![put("aws_vpc.e", "5")]).await.unwrap();
        let (_, durable) = journal.intent(delete.clone());
        durable.await.unwrap();
    }
    let (journal, recovery) = open(&path);
    assert_eq!(recovery.units.len(), 2);
    assert_eq!(recovery.dropped_bytes, 0);
    let unit = recovery.unit(UNIT).unwrap();
    assert_eq!(unit.changes(), changes);
    let unanswered: Vec<_> = unit.unanswered.iter().map(|(_, intent)| intent.clone()).collect();
    assert_eq!(unanswered, [create, delete]);
    assert_eq!(recovery.unit("other").unwrap().changes(), [put("aws_vpc.e", "5")]);

    // The token answers the intent of the earlier run.
    let (token, _) = unit.unanswered[0];
    journal.answer(UNIT, token, vec![]).await.unwrap();
    drop(journal);
    assert_eq!(Journal::read(&path).unwrap().unit(UNIT).unwrap().unanswered.len(), 1);
}

#[tokio::test]
async fn a_checkpoint_drops_what_is_stored_and_nothing_else() {
    let (_folder, path) = folder();
    let (journal, _) = open(&path);
    let (pending, durable) = journal.intent(intent("aws_vpc.pending", Action::Create));
    durable.await.unwrap();
    journal.change(UNIT, vec![put("aws_vpc.stored", "1")]).await.unwrap();
    journal.change("other", vec![put("aws_vpc.other", "1")]).await.unwrap();
    let mark = journal.mark();
    journal.change(UNIT, vec![put("aws_vpc.later", "1")]).await.unwrap();
    journal.checkpoint(UNIT, mark).await.unwrap();

    let left = Journal::read(&path).unwrap();
    assert_eq!(left.unit(UNIT).unwrap().changes(), [put("aws_vpc.later", "1")]);
    assert_eq!(left.unit(UNIT).unwrap().unanswered.len(), 1);
    assert_eq!(left.unit("other").unwrap().changes().len(), 1);

    // Records go on behind it, and the file goes when nothing is left.
    journal.answer(UNIT, pending, vec![put("aws_vpc.pending", "2")]).await.unwrap();
    assert_eq!(Journal::read(&path).unwrap().unit(UNIT).unwrap().changes().len(), 2);
    journal.checkpoint(UNIT, journal.mark()).await.unwrap();
    assert!(Journal::read(&path).unwrap().unit(UNIT).is_none());
    assert!(path.exists());
    journal.checkpoint("other", journal.mark()).await.unwrap();
    assert!(!path.exists());
    journal.change(UNIT, vec![put("aws_vpc.again", "1")]).await.unwrap();
    assert!(path.exists());
}

#[tokio::test]
async fn the_files_are_the_owners_and_hold_nothing_when_nothing_is_done() {
    let (folder, path) = folder();
    let (journal, _) = open(&path);
    assert!(!path.exists());
    journal.change(UNIT, vec![put("aws_vpc.a", "1")]).await.unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&folder.path().join(".groundplan/journal.lock")), 0o600);
    assert_eq!(mode(&folder.path().join(".groundplan")), 0o700);
    journal.change("other", vec![put("aws_vpc.a", "1")]).await.unwrap();
    journal.checkpoint("other", journal.mark()).await.unwrap();
    assert_eq!(mode(&path), 0o600, "also after it was renewed");
}

#[tokio::test]
async fn what_a_killed_run_was_still_writing_is_removed() {
    let (folder, path) = folder();
    drop(open(&path));
    let unfinished = folder.path().join(".groundplan/journal.new");
    fs::write(&unfinished, "groundplan jour").unwrap();
    drop(open(&path));
    assert!(!unfinished.exists());
}

#[tokio::test]
async fn two_runs_cannot_use_one_journal() {
    let (_folder, path) = folder();
    let (journal, _) = open(&path);
    let error = Journal::open(&path, "bob").unwrap_err();
    assert!(matches!(error, JournalError::Locked { .. }));
    assert!(error.to_string().ends_with("is used by alice@laptop, process 1"), "{error}");
    let clone = journal.clone();
    drop(journal);
    assert!(Journal::open(&path, "bob").is_err(), "a clone still has it");
    drop(clone);
    Journal::open(&path, "bob").unwrap();
}

/// Every prefix of a journal is what a killed run may leave: each is opened, tells a prefix of the story, and can be continued.
#[tokio::test]
async fn a_journal_cut_at_any_byte_is_opened_and_continued() {
    let (_folder, path) = folder();
    let mut told = vec![0];
    {
        let (journal, _) = open(&path);
        for (at, id) in ["1", "2"].into_iter().enumerate() {
            let (token, durable) = journal.intent(intent(&format!("aws_vpc.a[{at}]"), Action::Create));
            durable.await.unwrap();
            journal.answer(UNIT, token, vec![put(&format!("aws_vpc.a[{at}]"), id)]).await.unwrap();
            told.push(fs::metadata(&path).unwrap().len());
        }
    }
    let whole = fs::read(&path).unwrap();
    for cut in 0..=whole.len() {
        fs::write(&path, &whole[..cut]).unwrap();
        let (journal, recovery) = open(&path);
        let answered = told.iter().filter(|end| **end <= cut as u64).count() - 1;
        let (changes, unanswered) =
            recovery.unit(UNIT).map_or((0, 0), |unit| (unit.changes().len(), unit.unanswered.len()));
        assert_eq!(changes, answered, "cut at {cut}");
        assert!(unanswered <= 1, "cut at {cut}");
        journal.change(UNIT, vec![put("aws_vpc.more", "5")]).await.unwrap();
        drop(journal);
        let again = Journal::read(&path).unwrap();
        assert_eq!(again.dropped_bytes, 0);
        assert_eq!(again.unit(UNIT).unwrap().changes().len(), answered + 1, "cut at {cut}");
    }
}

#[tokio::test]
async fn a_damaged_journal_is_an_error_and_stays() {
    let (_folder, path) = folder();
    {
        let (journal, _) = open(&path);
        for id in ["1", "2", "3"] {
            journal.change(UNIT, vec![put("aws_vpc.a", id)]).await.unwrap();
        }
    }
    let mut bytes = fs::read(&path).unwrap();
    bytes[60] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let error = Journal::open(&path, "x").unwrap_err();
    assert!(matches!(error, JournalError::Damaged { offset: 21, .. }), "{error:?}");
    assert_eq!(fs::read(&path).unwrap(), bytes);
}

/// Whatever happens to the file, reading it gives an error or a part of the story, and never panics.
#[tokio::test]
async fn random_damage_never_panics() {
    let (_folder, path) = folder();
    {
        let (journal, _) = open(&path);
        for id in ["1", "2", "3"] {
            let _ = journal.intent(intent("aws_vpc.a", Action::Update));
            journal.change(UNIT, vec![put("aws_vpc.a", id)]).await.unwrap();
        }
    }
    let whole = fs::read(&path).unwrap();
    let mut random = Random::new(3);
    for _ in 0..1000 {
        let mut bytes = whole.clone();
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(3) {
                0 => bytes[at] = random.byte(),
                1 => bytes.truncate(at + 1),
                _ => drop(bytes.drain(at..(at + random.below(80)).min(bytes.len()))),
            }
        }
        fs::write(&path, &bytes).unwrap();
        if let Ok(recovery) = Journal::read(&path) {
            let changes = recovery.unit(UNIT).map_or(0, |unit| unit.changes().len());
            assert!(changes <= 3);
        }
    }
}

#[tokio::test]
async fn many_records_at_once_are_all_durable() {
    let (_folder, path) = folder();
    {
        let (journal, _) = open(&path);
        let all: Vec<_> =
            (0..500).map(|at| journal.change(UNIT, vec![put(&format!("aws_vpc.a[{at}]"), "1")])).collect();
        for durable in all {
            durable.await.unwrap();
        }
    }
    assert_eq!(Journal::read(&path).unwrap().unit(UNIT).unwrap().changes().len(), 500);
}

#[tokio::test]
async fn a_journal_that_cannot_be_written_says_so_from_then_on() {
    let (_folder, path) = folder();
    let (journal, _) = open(&path);
    fs::create_dir(&path).unwrap();
    let error = journal.change(UNIT, vec![put("aws_vpc.a", "1")]).await.unwrap_err();
    assert!(error.to_string().starts_with("cannot write the journal "), "{error}");
    fs::remove_dir(&path).unwrap();
    assert!(journal.change(UNIT, vec![put("aws_vpc.a", "1")]).await.is_err());
}

#[tokio::test]
async fn changes_fit_only_the_states_that_the_run_knew() {
    let (_folder, path) = folder();
    let mut stored = State::new();
    stored.put(&addr("aws_vpc.old"), None, &provider(), object("1"));
    let stored = stored.successor(None).unwrap();
    let mut next = stored.clone();
    next.put(&addr("aws_vpc.new"), None, &provider(), object("2"));
    let next = next.successor(Some(&stored)).unwrap();
    {
        let (journal, _) = open(&path);
        journal.basis(UNIT, &stored).await.unwrap();
        journal.change(UNIT, vec![put("aws_vpc.new", "2")]).await.unwrap();
        journal.basis(UNIT, &next).await.unwrap();
    }
    let recovery = Journal::read(&path).unwrap();
    let unit = recovery.unit(UNIT).unwrap();
    for known in [&stored, &next] {
        assert_eq!(unit.fit(Some(known)), Fit::Known);
        let merged = unit.merge(Some(known));
        assert!(merged.content_eq(&next));
        assert_eq!(merged.successor(Some(known)).map_or(known.serial, |state| state.serial), next.serial);
    }
    let mut foreign = next.clone();
    foreign.remove(&addr("aws_vpc.old"), None);
    assert_eq!(unit.fit(Some(&foreign)), Fit::Foreign { stored_serial: Some(2), known_serial: 2 });
    assert_eq!(unit.fit(None), Fit::Foreign { stored_serial: None, known_serial: 2 });
    let other = State::with_lineage("other".to_owned());
    assert_eq!(unit.fit(Some(&other)), Fit::OtherLineage { stored: "other".to_owned(), known: next.lineage.clone() });
}

#[tokio::test]
async fn changes_to_a_unit_without_a_state_make_its_first() {
    let (_folder, path) = folder();
    let fresh = State::new();
    {
        let (journal, _) = open(&path);
        journal.basis(UNIT, &fresh).await.unwrap();
        journal.change(UNIT, vec![put("aws_vpc.new", "2")]).await.unwrap();
    }
    let recovery = Journal::read(&path).unwrap();
    let unit = recovery.unit(UNIT).unwrap();
    assert_eq!(unit.fit(None), Fit::Known);
    let merged = unit.merge(None);
    assert_eq!(merged.lineage, fresh.lineage);
    assert_eq!(merged.successor(None).unwrap().serial, 1);
}

#[tokio::test]
async fn changes_of_two_units_are_there_together_or_not_at_all() {
    let (_folder, path) = folder();
    let other = "dev/us-west-2/network";
    {
        let (journal, _) = open(&path);
        let first = journal.change("third", vec![put("aws_eip.c", "c")]);
        first.await.unwrap();
        let leave = (UNIT.to_owned(), vec![Change::remove(addr("aws_vpc.a"), None)]);
        let arrive = (other.to_owned(), vec![put("aws_vpc.b", "vpc-1")]);
        journal.change_together(vec![leave, arrive]).await.unwrap();
    }
    let bytes = fs::read(&path).unwrap();
    let mut seen = [0, 0];
    for cut in 0..=bytes.len() {
        fs::write(&path, &bytes[..cut]).unwrap();
        let recovery = Journal::read(&path).unwrap();
        let (left, arrived) = (recovery.unit(UNIT).is_some(), recovery.unit(other).is_some());
        assert_eq!(left, arrived, "cut at {cut}");
        seen[usize::from(left)] += 1;
    }
    assert!(seen[0] > 0 && seen[1] > 0, "{seen:?}");
}
