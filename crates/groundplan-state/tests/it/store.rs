//! Which snapshot may replace which, and what locks say.

use groundplan_state::{LockInfo, Refusal, State, check_push, check_write};

use crate::support::{addr, object, provider};

fn state(lineage: &str, serial: u64, id: &str) -> State {
    let mut state = State::with_lineage(lineage.to_owned());
    state.serial = serial;
    state.put(&addr("aws_vpc.a"), None, &provider(), object(id));
    state
}

#[test]
fn a_run_writes_only_what_follows() {
    let stored = state("l", 5, "1");
    assert_eq!(check_write(&stored, &state("l", 6, "2")), Ok(()));
    assert_eq!(check_write(&stored, &state("l", 5, "1")), Ok(()));
    assert_eq!(check_write(&stored, &state("", 6, "2")), Ok(()));
    assert_eq!(check_write(&stored, &state("l", 5, "2")), Err(Refusal::SameSerial { serial: 5 }));
    assert_eq!(check_write(&stored, &state("l", 4, "1")), Err(Refusal::Serial { stored: 5, ours: 4 }));
    let error = check_write(&stored, &state("k", 6, "1")).unwrap_err();
    assert_eq!(error.to_string(), "it belongs to another history (lineage l, not k)");
}

#[test]
fn a_push_may_replace_an_empty_state_too() {
    let mut empty = State::with_lineage("l".to_owned());
    empty.serial = 9;
    assert_eq!(check_push(None, &state("k", 1, "1")), Ok(()));
    assert_eq!(check_push(Some(&empty), &state("k", 1, "1")), Ok(()));
    assert!(check_write(&empty, &state("k", 1, "1")).is_err());
    assert!(check_push(Some(&state("l", 1, "1")), &state("k", 2, "1")).is_err());
    assert!(check_push(Some(&state("l", 2, "1")), &state("l", 1, "1")).is_err());
    assert_eq!(check_push(Some(&state("", 2, "1")), &state("l", 1, "1")), Ok(()));
}

#[test]
fn lock_information_is_terraforms() {
    // Written by Terraform 1.11.4.
    let text = r#"{"ID":"a5cac346-c1c6-3a6b-d62b-8f2fd3d6a2b5","Operation":"OperationTypeApply","Info":"","Who":"alice@laptop","Version":"1.11.4","Created":"2026-11-22T20:35:00.123456789Z","Path":"terraform.tfstate"}"#;
    let info = LockInfo::from_json(text).unwrap();
    assert_eq!(info.to_json(), text);
    assert_eq!(
        info.to_string(),
        "alice@laptop since 2026-11-22T20:35:00.123456789Z (apply, 1.11.4, lock a5cac346-c1c6-3a6b-d62b-8f2fd3d6a2b5)"
    );
    assert_eq!(LockInfo::from_json("{\"ID\":\"x"), None);

    let ours = LockInfo::new("apply", "bob@ci", "groundplan 0.1.0");
    assert_eq!(ours.id.len(), 36);
    assert!(ours.created.ends_with('Z') && ours.created.contains('T'), "{}", ours.created);
    assert_ne!(ours.id, LockInfo::new("apply", "bob@ci", "groundplan 0.1.0").id);
}
