//! What people are told: a small configuration each, and the whole message. They are numbered, so that they can be counted.

mod arguments;
mod duplicates;
mod inputs;
mod modules;
mod references;
mod syntax;
mod values;

use expect_test::Expect;

use crate::support::Place;

/// Runs a command in a folder with these files and environment variables, and compares what it prints.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], variables: &[(&str, &str)], expected: &Expect) {
    expected.assert_eq(&Place::with(files).run_with(arguments, variables).to_string());
}

#[test]
fn the_messages_are_numbered_and_there_are_at_least_sixty() {
    let sources = [
        include_str!("arguments.rs"),
        include_str!("syntax.rs"),
        include_str!("duplicates.rs"),
        include_str!("references.rs"),
        include_str!("values.rs"),
        include_str!("inputs.rs"),
        include_str!("modules.rs"),
    ];
    let numbers = sources.iter().flat_map(|source| source.split("\nfn m").skip(1));
    let numbers: Vec<usize> = numbers.map(|name| name.split('_').next().unwrap().parse().unwrap()).collect();
    assert!(numbers.iter().copied().eq(1..=numbers.len()) && numbers.len() >= 60, "{numbers:?}");
}
