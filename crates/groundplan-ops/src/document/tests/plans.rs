use std::collections::BTreeSet;

use groundplan_format::{Action, Plan, ResourceChange};
use serde::Serialize;
use serde_json::Value as Json;

use super::recorded::{Case, Made, cases, reason_named};
use crate::document::change::resource_changes;
use crate::document::configuration::configuration;
use crate::document::object::ObjectChange;
use crate::document::outputs::output_changes;
use crate::document::planned::planned_values;
use crate::document::relevant::relevant_attributes;
use crate::document::schema::{KnownSchemas, schemas_for_rendering};

fn changes(made: &[Made]) -> Vec<ObjectChange<'_>> {
    // The engine's order is not relied on.
    made.iter().rev().map(Made::change).collect()
}

/// Compares piece by piece, so that a failure names the piece.
fn assert_same(case: &Case, at: &str, theirs: &impl Serialize, ours: &impl Serialize) {
    fn walk(at: &str, theirs: &Json, ours: &Json, wrong: &mut Vec<String>) {
        match (theirs, ours) {
            (Json::Object(theirs), Json::Object(ours)) => {
                let names: BTreeSet<&String> = theirs.keys().chain(ours.keys()).collect();
                for name in names {
                    let missing = Json::from("(not there)");
                    let (a, b) = (theirs.get(name).unwrap_or(&missing), ours.get(name).unwrap_or(&missing));
                    walk(&format!("{at}.{name}"), a, b, wrong);
                }
            }
            (Json::Array(theirs), Json::Array(ours)) if theirs.len() == ours.len() => {
                for (index, (theirs, ours)) in theirs.iter().zip(ours).enumerate() {
                    walk(&format!("{at}[{index}]"), theirs, ours, wrong);
                }
            }
            _ if theirs == ours => {}
            _ => wrong.push(format!("{at}: terraform {theirs} | ours {ours}")),
        }
    }
    let mut wrong = Vec::new();
    walk(at, &serde_json::to_value(theirs).unwrap(), &serde_json::to_value(ours).unwrap(), &mut wrong);
    assert!(wrong.is_empty(), "{}:\n{}", case.name, wrong.join("\n"));
}

/// What the engine does not know yet is taken out of the recorded document.
fn without_refactoring(changes: &[ResourceChange]) -> Vec<ResourceChange> {
    let known = changes.iter().cloned().map(|mut change| {
        change.previous_address = None;
        change.change.importing = None;
        change.change.generated_config = None;
        change.action_reason = change.action_reason.filter(|reason| reason_named(reason.name()).is_some());
        change
    });
    known.collect()
}

#[test]
fn changes_and_drift_are_written_as_terraform_writes_them() {
    for case in cases() {
        let made = case.made(&case.plan.resource_changes);
        let expected = without_refactoring(&case.plan.resource_changes);
        assert_same(&case, "resource_changes", &expected, &resource_changes(&changes(&made)));
        let made = case.made(&case.plan.resource_drift);
        let expected = without_refactoring(&case.plan.resource_drift);
        assert_same(&case, "resource_drift", &expected, &resource_changes(&changes(&made)));
    }
}

#[test]
fn planned_values_are_what_there_will_be() {
    for case in cases() {
        let made = case.made(&case.plan.resource_changes);
        let outputs = case.outputs();
        let ours = planned_values(&changes(&made), &outputs, is_destroy(&case.plan));
        assert_same(&case, "planned_values", &case.plan.planned_values, &ours);
    }
}

#[test]
fn outputs_change_as_terraform_tells_it() {
    for case in cases() {
        let ours = output_changes(&case.outputs(), is_destroy(&case.plan));
        assert_same(&case, "output_changes", &case.plan.output_changes, &ours);
    }
}

fn is_destroy(plan: &Plan) -> bool {
    !plan.resource_changes.is_empty()
        && plan.resource_changes.iter().all(|change| change.change.action == Action::Delete)
}

#[test]
fn configuration_is_written_down_without_evaluating_it() {
    for case in cases() {
        let made = case.made(&case.plan.resource_changes);
        let drifted = case.made(&case.plan.resource_drift);
        let objects = [changes(&made), changes(&drifted)].concat();
        let ours = configuration(&case.configuration(), &KnownSchemas::of(&objects));
        assert_same(&case, "configuration", &case.plan.configuration, &ours);
    }
}

#[test]
fn relevant_attributes_lead_back_through_names() {
    for case in cases() {
        let made = case.made(&case.plan.resource_changes);
        let ours = relevant_attributes(&case.configuration(), &changes(&made), &case.outputs(), is_destroy(&case.plan));
        let mut theirs = case.plan.relevant_attributes.clone();
        theirs.sort_by_key(|it| (it.resource.clone(), Json::from(it.attribute.clone()).to_string()));
        assert_same(&case, "relevant_attributes", &theirs, &ours);
    }
}

#[test]
fn schemas_come_with_what_changes_only() {
    for case in cases() {
        let made = case.made(&case.plan.resource_changes);
        let documents = schemas_for_rendering(&changes(&made));
        for change in &case.plan.resource_changes {
            let provider = documents.get(&change.provider_name);
            let block = provider.and_then(|provider| provider.block(change.mode, &change.resource_type));
            let same_type = |other: &&ResourceChange| {
                other.resource_type == change.resource_type
                    && other.mode == change.mode
                    && other.change.action != Action::NoOp
            };
            let changes = case.plan.resource_changes.iter().any(|other| same_type(&other));
            assert_eq!(block.is_some(), changes, "{}: {}", case.name, change.address);
            if let (Some(block), Some(Json::Object(after))) = (block, &change.change.after) {
                let known = |name: &String| block.attributes.contains_key(name) || block.block_types.contains_key(name);
                assert!(after.keys().all(known), "{}: {}", case.name, change.address);
            }
        }
    }
}
