use std::collections::BTreeSet;
use std::fmt::Write;

use groundplan_format::{Action, ModuleValues, Plan, ResourceChange};
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

/// Checks a part of every recorded plan, and tells all that differs.
fn check<T: Serialize>(part: impl Fn(&Case) -> (T, T)) {
    let mut wrong = String::new();
    for case in cases() {
        let (theirs, ours) = part(&case);
        let found = differences(&theirs, &ours);
        if !found.is_empty() {
            writeln!(wrong, "{}:\n  {}", case.name, found.join("\n  ")).unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Compares piece by piece, so that a failure names the piece.
fn differences(theirs: &impl Serialize, ours: &impl Serialize) -> Vec<String> {
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
    walk("", &serde_json::to_value(theirs).unwrap(), &serde_json::to_value(ours).unwrap(), &mut wrong);
    wrong
}

/// The recorded changes without what the engine does not know yet, and with paths in our order: Terraform has none.
fn expected(changes: &[ResourceChange]) -> Vec<ResourceChange> {
    let known = changes.iter().cloned().map(|mut change| {
        change.change.generated_config = None;
        change.change.replace_paths.sort_by_key(|path| Json::from(path.clone()).to_string());
        change.action_reason = change.action_reason.filter(|reason| reason_named(reason.name()).is_some());
        change
    });
    known.collect()
}

#[test]
fn changes_are_written_as_terraform_writes_them() {
    check(|case| {
        let made = case.made(&case.plan.resource_changes);
        (expected(&case.plan.resource_changes), resource_changes(&changes(&made)))
    });
}

#[test]
fn drift_is_written_as_terraform_writes_it() {
    check(|case| {
        let made = case.made(&case.plan.resource_drift);
        (expected(&case.plan.resource_drift), resource_changes(&changes(&made)))
    });
}

#[test]
fn planned_values_are_what_there_will_be() {
    check(|case| {
        let made = case.made(&case.plan.resource_changes);
        let ours = planned_values(&changes(&made), &case.outputs(), is_destroy(&case.plan));
        let mut theirs = case.plan.planned_values.clone();
        hide_replaced(&mut theirs.root_module, &case.plan.resource_changes);
        (theirs, ours)
    });
}

/// Of an object that is replaced, Terraform's planned values forget what the schema says is sensitive, unlike its changes.
/// Ours do not.
fn hide_replaced(module: &mut ModuleValues, changes: &[ResourceChange]) {
    for resource in &mut module.resources {
        let change = changes.iter().find(|change| change.address == resource.address && change.deposed.is_none());
        if let Some(change) = change.filter(|change| change.change.action.is_replace()) {
            resource.sensitive_values.clone_from(&change.change.after_sensitive);
        }
    }
    module.child_modules.iter_mut().for_each(|child| hide_replaced(child, changes));
}

#[test]
fn outputs_change_as_terraform_tells_it() {
    check(|case| (case.plan.output_changes.clone(), output_changes(&case.outputs(), is_destroy(&case.plan))));
}

fn is_destroy(plan: &Plan) -> bool {
    !plan.resource_changes.is_empty()
        && plan.resource_changes.iter().all(|change| change.change.action == Action::Delete)
}

#[test]
fn configuration_is_written_down_without_evaluating_it() {
    check(|case| {
        let made = case.made(&case.plan.resource_changes);
        let drifted = case.made(&case.plan.resource_drift);
        let objects = [changes(&made), changes(&drifted)].concat();
        (case.plan.configuration.clone(), configuration(&case.configuration(), &KnownSchemas::of(&objects)))
    });
}

#[test]
fn relevant_attributes_lead_back_through_names() {
    check(|case| {
        let made = case.made(&case.plan.resource_changes);
        let mut theirs = case.plan.relevant_attributes.clone();
        theirs.sort_by_key(|it| (it.resource.clone(), Json::from(it.attribute.clone()).to_string()));
        let tree = case.configuration();
        (theirs, relevant_attributes(&tree, &changes(&made), &case.outputs(), is_destroy(&case.plan)))
    });
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

/// As Terraform ordered the plan of one module with all of these.
#[test]
fn changes_are_ordered_by_module_and_planned_values_by_text() {
    let addresses = [
        "data.aws_iam_policy_document.d",
        "aws_security_group.sg",
        "terraform_data.c[0]",
        "terraform_data.c[2]",
        "terraform_data.c[10]",
        "module.b.terraform_data.i",
        "module.cnt[2].terraform_data.g",
        "module.cnt[10].terraform_data.g",
        "module.two[\"x\"].terraform_data.g",
        "module.b.module.g.terraform_data.g",
    ];
    let made: Vec<Made> = addresses.iter().rev().map(|address| Made::creation(address)).collect();
    let changes: Vec<ObjectChange<'_>> = made.iter().map(Made::change).collect();
    let ours: Vec<String> = resource_changes(&changes).into_iter().map(|change| change.address).collect();
    assert_eq!(ours, addresses);
    let planned = planned_values(&changes, &[], false).root_module;
    let ours: Vec<&str> = planned.all_resources().iter().map(|resource| resource.address.as_str()).collect();
    let theirs = [
        "aws_security_group.sg",
        "data.aws_iam_policy_document.d",
        "terraform_data.c[0]",
        "terraform_data.c[10]",
        "terraform_data.c[2]",
        "module.b.terraform_data.i",
        "module.b.module.g.terraform_data.g",
        "module.cnt[10].terraform_data.g",
        "module.cnt[2].terraform_data.g",
        "module.two[\"x\"].terraform_data.g",
    ];
    assert_eq!(ours, theirs);
}
