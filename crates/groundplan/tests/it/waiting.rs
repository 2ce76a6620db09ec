use std::fs::{File, create_dir};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::Stdio;

use rustix::fs::{FlockOperation, flock};

use crate::support::Place;

/// A place in which another run is at work, as far as others can see.
fn busy() -> (Place, File) {
    let place = Place::with(&[("main.tf", "output \"x\" {\n  value = 1\n}\n")]);
    create_dir(place.path().join(".groundplan")).unwrap();
    let mut lock = File::create(place.path().join(".groundplan/journal.lock")).unwrap();
    lock.write_all(b"alice@laptop (process 42)").unwrap();
    flock(&lock, FlockOperation::LockExclusive).unwrap();
    (place, lock)
}

#[test]
fn who_does_not_want_to_wait_is_told_who_is_at_work() {
    let (place, _lock) = busy();
    let ran = place.run(&["apply", "--auto-approve", "--lock-timeout", "0s"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("alice@laptop (process 42)"), "{ran}");
    // Looking is possible all the same.
    assert_eq!(place.run(&["plan"]).code, Some(0));
}

#[test]
fn an_apply_waits_for_another_and_says_so() {
    let (place, lock) = busy();
    let mut apply =
        place.command(&["apply", "--auto-approve"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = BufReader::new(apply.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    assert!(first.starts_with("Waiting for another run in this folder, that of alice@laptop (process 42)."), "{first}");
    drop(lock);
    let mut rest = String::new();
    said.read_to_string(&mut rest).unwrap();
    assert_eq!(apply.wait().unwrap().code(), Some(0), "{rest}");
}
