//! The local store by itself.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use groundplan_backend::{LocalStore, current_holder};
use groundplan_state::{LockError, LockInfo, Refusal, State, StateStore, StoreError};
use tempfile::TempDir;

use crate::support::{info, names, with_object};

fn store(folder: &TempDir) -> LocalStore {
    LocalStore::new(folder.path().join(LocalStore::DEFAULT_NAME))
}

fn first() -> State {
    with_object(&State::new(), "terraform_data.a", "1")
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[tokio::test]
async fn what_is_written_is_read_and_is_the_owners() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("deep/er/terraform.tfstate");
    let store = LocalStore::new(&path);
    assert!(store.read().await.unwrap().is_none());
    let state = first();
    store.write(&state).await.unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), state.encode());
    assert_eq!(store.read().await.unwrap().unwrap(), state);
    assert_eq!(mode(&path), 0o600);
    assert_eq!(names(path.parent().unwrap()), ["terraform.tfstate"]);
}

#[tokio::test]
async fn an_empty_file_is_no_state() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    fs::write(folder.path().join("terraform.tfstate"), "").unwrap();
    assert!(store.read().await.unwrap().is_none());
    store.write(&first()).await.unwrap();
    assert_eq!(names(folder.path()), ["terraform.tfstate"], "nothing is not backed up");
}

#[tokio::test]
async fn a_broken_state_is_an_error_with_its_place_and_stays() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let path = folder.path().join("terraform.tfstate");
    fs::write(&path, "{\n  \"version\": 4,").unwrap();
    let expected = format!(
        "cannot read the state in {}: line 2, column 15: the state ends in the middle: it was cut off",
        path.display()
    );
    assert_eq!(store.read().await.unwrap_err().to_string(), expected);
    assert_eq!(store.write(&first()).await.unwrap_err().to_string(), expected);
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\n  \"version\": 4,");
}

#[tokio::test]
async fn the_state_before_the_run_is_the_backup() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let backup = folder.path().join("terraform.tfstate.backup");
    let first = first();
    store.write(&first).await.unwrap();

    let lock = store.lock(&info("apply")).await.unwrap();
    let second = with_object(&first, "terraform_data.b", "2");
    store.write(&second).await.unwrap();
    let third = with_object(&second, "terraform_data.c", "3");
    store.write(&third).await.unwrap();
    assert_eq!(fs::read_to_string(&backup).unwrap(), first.encode());
    assert_eq!(mode(&backup), 0o600);
    store.unlock(&lock.id).await.unwrap();

    let lock = store.lock(&info("apply")).await.unwrap();
    store.write(&with_object(&third, "terraform_data.d", "4")).await.unwrap();
    assert_eq!(fs::read_to_string(&backup).unwrap(), third.encode());
    store.unlock(&lock.id).await.unwrap();
    assert_eq!(names(folder.path()), ["terraform.tfstate", "terraform.tfstate.backup"]);
}

#[tokio::test]
async fn work_of_others_is_not_overwritten() {
    let folder = TempDir::new().unwrap();
    let (ours, theirs) = (store(&folder), store(&folder));
    let first = first();
    ours.write(&first).await.unwrap();
    assert_eq!(theirs.read().await.unwrap().unwrap(), first);
    theirs.write(&with_object(&first, "terraform_data.theirs", "2")).await.unwrap();

    let mut next = with_object(&first, "terraform_data.ours", "3");
    let refused = |error| match error {
        StoreError::Refused { source, .. } => source,
        other => panic!("{other}"),
    };
    assert_eq!(refused(ours.write(&next).await.unwrap_err()), Refusal::Changed { stored: 2 });
    next.serial = 3;
    assert_eq!(refused(ours.write(&next).await.unwrap_err()), Refusal::Changed { stored: 2 });
    let fresh = store(&folder);
    next.serial = 2;
    assert_eq!(refused(fresh.write(&next).await.unwrap_err()), Refusal::SameSerial { serial: 2 });
    assert!(matches!(refused(fresh.write(&State::new()).await.unwrap_err()), Refusal::Lineage { .. }));

    fresh.overwrite(&next).await.unwrap();
    assert_eq!(fresh.read().await.unwrap().unwrap(), next);
}

#[tokio::test]
async fn storing_the_same_again_does_nothing() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let first = first();
    store.write(&first).await.unwrap();
    let before = fs::metadata(folder.path().join("terraform.tfstate")).unwrap().modified().unwrap();
    store.write(&first).await.unwrap();
    assert_eq!(fs::metadata(folder.path().join("terraform.tfstate")).unwrap().modified().unwrap(), before);
}

#[tokio::test]
async fn a_lock_keeps_others_out_and_says_who_has_it() {
    let folder = TempDir::new().unwrap();
    let (ours, theirs) = (store(&folder), store(&folder));
    let wanted = info("apply");
    let lock = ours.lock(&wanted).await.unwrap();
    assert_eq!(lock.id, wanted.id);
    assert_eq!(lock.abandoned, None);
    let info_path = folder.path().join(".terraform.tfstate.lock.info");
    assert_eq!(mode(&info_path), 0o600);
    let stored = LockInfo::from_json(&fs::read_to_string(&info_path).unwrap()).unwrap();
    assert_eq!(stored.path, folder.path().join("terraform.tfstate").display().to_string());

    for store in [&ours, &theirs] {
        let Err(LockError::Held { holder: Some(holder), .. }) = store.lock(&info("destroy")).await else {
            panic!("locked twice")
        };
        assert_eq!(*holder, stored);
    }
    let error = theirs.lock(&info("destroy")).await.unwrap_err().to_string();
    let expected = format!(
        "terraform.tfstate is locked by alice@laptop since {} (apply, groundplan 0.1.0, lock {})",
        wanted.created, wanted.id
    );
    assert!(error.ends_with(&expected), "{error}");

    // It lasts over writes, which put a new file into the place of the locked one.
    ours.write(&first()).await.unwrap();
    assert!(theirs.lock(&info("destroy")).await.is_err());

    assert!(matches!(theirs.unlock(&lock.id).await, Err(LockError::NotHeld { .. })));
    assert!(matches!(ours.unlock("other").await, Err(LockError::NotHeld { .. })));
    assert!(theirs.lock(&info("destroy")).await.is_err());
    ours.unlock(&lock.id).await.unwrap();
    assert!(!info_path.exists());
    let lock = theirs.lock(&info("destroy")).await.unwrap();
    theirs.unlock(&lock.id).await.unwrap();
    assert_eq!(names(folder.path()), ["terraform.tfstate"]);
}

#[tokio::test]
async fn a_lock_without_a_write_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let lock = store.lock(&info("plan")).await.unwrap();
    assert!(store.read().await.unwrap().is_none());
    store.unlock(&lock.id).await.unwrap();
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[tokio::test]
async fn what_a_killed_run_left_is_reported_and_tidied_up() {
    let folder = TempDir::new().unwrap();
    let store = store(&folder);
    let left = info("apply");
    fs::write(folder.path().join(".terraform.tfstate.lock.info"), left.to_json()).unwrap();
    for unfinished in
        [".terraform.tfstate.new.a1", ".terraform.tfstate.backup.new.b2", ".terraform.tfstate.lock.info.new.c3"]
    {
        fs::write(folder.path().join(unfinished), "half a sta").unwrap();
    }
    fs::write(folder.path().join(".terraform.tfstate.newer"), "not ours").unwrap();
    let lock = store.lock(&info("apply")).await.unwrap();
    assert_eq!(lock.abandoned, Some(left));
    store.unlock(&lock.id).await.unwrap();
    assert_eq!(names(folder.path()), [".terraform.tfstate.newer"]);
}

#[tokio::test]
async fn a_symbolic_link_stays_one() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("real")).unwrap();
    symlink("real/state.json", folder.path().join("terraform.tfstate")).unwrap();
    fs::write(folder.path().join("real/state.json"), "").unwrap();
    let store = store(&folder);
    let lock = store.lock(&info("apply")).await.unwrap();
    store.write(&first()).await.unwrap();
    store.unlock(&lock.id).await.unwrap();
    assert!(folder.path().join("terraform.tfstate").is_symlink());
    assert_eq!(fs::read_to_string(folder.path().join("real/state.json")).unwrap(), first_text(&store).await);
    assert_eq!(names(&folder.path().join("real")), ["state.json"]);
}

async fn first_text(store: &LocalStore) -> String {
    store.read().await.unwrap().unwrap().encode()
}

/// A reader never meets half a state, and never none, while another process writes.
#[tokio::test]
async fn readers_see_whole_states_only() {
    let folder = TempDir::new().unwrap();
    let (writer, reader) = (store(&folder), store(&folder));
    let mut state = first();
    writer.write(&state).await.unwrap();
    let lock = writer.lock(&info("apply")).await.unwrap();
    let writing = tokio::spawn(async move {
        for at in 0..50 {
            state = with_object(&state, &format!("terraform_data.more[{at}]"), "x");
            writer.write(&state).await.unwrap();
        }
        writer.unlock(&lock.id).await.unwrap();
    });
    let mut serial = 0;
    while !writing.is_finished() {
        let read = reader.read().await.unwrap().unwrap();
        assert!(read.serial >= serial);
        serial = read.serial;
    }
    writing.await.unwrap();
    assert_eq!(reader.read().await.unwrap().unwrap().serial, 51);
}

#[test]
fn the_holder_names_user_and_host() {
    let holder = current_holder();
    let (user, host) = holder.split_once('@').unwrap();
    assert!(!user.is_empty() && !host.is_empty(), "{holder}");
}
