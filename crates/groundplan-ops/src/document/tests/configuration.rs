use std::path::Path;

use groundplan_format::{Configuration, RelevantAttribute};
use serde_json::Value as Json;

use super::recorded::{Made, load_folder};
use crate::document::configuration::configuration;
use crate::document::relevant::relevant_attributes;
use crate::document::schema::KnownSchemas;

/// A configuration with providers passed on, renamed and made in a module, and references of all forms.
fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/document/tests/data/configuration")
}

fn recorded(part: &str) -> Json {
    let text = std::fs::read_to_string(folder().join("plan.json")).unwrap();
    serde_json::from_str::<Json>(&text).unwrap()[part].clone()
}

#[test]
fn providers_and_references_are_written_as_terraform_writes_them() {
    let ours = configuration(&load_folder(&folder()), &KnownSchemas::default());
    let theirs: Configuration = serde_json::from_value(recorded("configuration")).unwrap();
    assert_eq!(serde_json::to_string_pretty(&ours).unwrap(), serde_json::to_string_pretty(&theirs).unwrap());
}

#[test]
fn references_are_followed_through_modules_and_local_values() {
    let made: Vec<Made> = [
        "module.child.aws_sns_topic.t",
        "module.child.module.g.aws_iam_role.t",
        "module.child.module.g.aws_sns_topic.t",
        "module.legacy.aws_sns_topic.t",
        "module.legacy.terraform_data.t",
        "terraform_data.x",
        "terraform_data.y",
    ]
    .map(Made::creation)
    .into();
    let changes: Vec<_> = made.iter().map(Made::change).collect();
    let mut ours = relevant_attributes(&load_folder(&folder()), &changes, &[], false);
    let mut theirs: Vec<RelevantAttribute> = serde_json::from_value(recorded("relevant_attributes")).unwrap();
    ours.sort_by_key(|it| format!("{it:?}"));
    theirs.sort_by_key(|it| format!("{it:?}"));
    assert_eq!(ours, theirs);
}
