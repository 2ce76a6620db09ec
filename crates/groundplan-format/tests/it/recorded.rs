//! Every recorded document of Terraform goes through our types without loss.

use std::fs;
use std::path::{Path, PathBuf};

use groundplan_format::{Event, FormatError, Outputs, Plan, ProviderSchemas, State, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn files(extension: &str, stem: &str) -> Vec<PathBuf> {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded");
    let cases = fs::read_dir(recorded).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> =
        cases.map(|case| case.join(format!("{stem}.{extension}"))).filter(|it| it.is_file()).collect();
    found.sort();
    assert!(!found.is_empty(), "no recorded {stem}.{extension}");
    found
}

fn check<T: Serialize + DeserializeOwned>(stem: &str) {
    for path in files("json", stem) {
        let text = fs::read_to_string(&path).unwrap();
        let theirs: Value = serde_json::from_str(&text).unwrap();
        let document: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let ours = serde_json::to_value(&document).unwrap();
        assert_same(&path, "", &theirs, &ours);
    }
}

/// Compares piece by piece, so that a failure names the piece.
fn assert_same(file: &Path, at: &str, theirs: &Value, ours: &Value) {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            for (name, value) in theirs {
                let there = ours.get(name).unwrap_or_else(|| panic!("{}: {at}.{name} is lost", file.display()));
                assert_same(file, &format!("{at}.{name}"), value, there);
            }
            for name in ours.keys() {
                assert!(theirs.contains_key(name), "{}: {at}.{name} is invented", file.display());
            }
        }
        (Value::Array(theirs), Value::Array(ours)) => {
            assert_eq!(theirs.len(), ours.len(), "{}: length of {at}", file.display());
            for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                assert_same(file, &format!("{at}[{index}]"), theirs, ours);
            }
        }
        _ => assert_eq!(theirs, ours, "{}: {at}", file.display()),
    }
}

#[test]
fn plans() {
    check::<Plan>("plan");
}

#[test]
fn states() {
    check::<State>("state");
}

#[test]
fn outputs() {
    check::<Outputs>("output");
}

#[test]
fn validations() {
    check::<Validation>("validate");
}

#[test]
fn schemas() {
    check::<ProviderSchemas>("schemas");
}

#[test]
fn event_streams() {
    for stem in ["plan", "apply", "failed_apply"] {
        for path in files("jsonl", stem) {
            for line in fs::read_to_string(&path).unwrap().lines() {
                let theirs: Value = serde_json::from_str(line).unwrap();
                let event: Event = serde_json::from_str(line).unwrap_or_else(|error| panic!("{line}: {error}"));
                assert_same(&path, "", &theirs, &serde_json::to_value(&event).unwrap());
                let ours = Event::new("", None, event.body.clone());
                assert_eq!(ours.level, event.level);
                // Of a data source Terraform's stream says "Refreshing", its text "Reading". We say "Reading" in both.
                assert_eq!(ours.message.replace(": Read", ": Refresh"), event.message.replace(": Read", ": Refresh"));
            }
        }
    }
}

#[test]
fn numbers_keep_every_digit() {
    let text = r#"{"format_version":"1.2","output_changes":{"n":{"actions":["create"],"before":null,
        "after":123456789012345678901234567890.5}}}"#;
    let plan = Plan::from_json(text).unwrap();
    let after = plan.output_changes["n"].after.as_ref().unwrap();
    assert_eq!(after.to_string(), "123456789012345678901234567890.5");
    assert!(plan.output_changes["n"].before.as_ref().is_some_and(Value::is_null), "null is not the same as absent");
}

#[test]
fn documents_of_an_unknown_version_are_refused() {
    let error = Plan::from_json(r#"{"format_version":"2.0"}"#).unwrap_err();
    assert!(matches!(error, FormatError::Version { .. }));
    assert_eq!(error.to_string(), "the plan document has format version \"2.0\", this program reads 1.x");
    assert!(State::from_json(r#"{"format_version":"0.9"}"#).is_err());
}

#[test]
fn an_unknown_action_is_an_error_that_names_it() {
    let text = r#"{"format_version":"1.2","output_changes":{"n":{"actions":["explode"]}}}"#;
    let error = Plan::from_json(text).unwrap_err().to_string();
    assert!(error.contains("explode"), "{error}");
}

#[test]
fn deep_types_are_an_error() {
    let mut deep = "\"string\"".to_owned();
    for _ in 0..120 {
        deep = format!("[\"list\",{deep}]");
    }
    let parsed: Result<groundplan_format::Type, _> = serde_json::from_str(&deep);
    assert!(parsed.is_err());
}
