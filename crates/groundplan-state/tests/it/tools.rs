//! The state commands, against what Terraform made of the same commands (see `test_data/record.sh`).

use std::fs;
use std::path::PathBuf;

use groundplan_address::{ProviderConfigAddr, Target};
use groundplan_state::{State, ToolError};

use crate::support::{addr, object, provider};

fn test_data(name: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("test_data").join(name)).unwrap()
}

fn recorded(name: &str) -> State {
    State::decode(test_data(&format!("ok/{name}.v4.json")).as_bytes()).unwrap()
}

fn target(text: &str) -> Target {
    Target::parse(text).unwrap()
}

fn list(state: &State, targets: &[&str]) -> Result<Vec<String>, ToolError> {
    let targets: Vec<_> = targets.iter().map(|text| target(text)).collect();
    Ok(state.list(&targets)?.iter().map(ToString::to_string).collect())
}

#[test]
fn moves_and_removals_are_terraforms() {
    for case in test_data("tools/cases.txt").lines() {
        let words: Vec<_> = case.split(' ').collect();
        let [name, command, arguments @ ..] = words.as_slice() else { panic!("{case}") };
        let before = recorded("moving");
        let mut state = before.clone();
        let targets: Vec<_> = arguments.iter().map(|text| target(text)).collect();
        match *command {
            "mv" => drop(state.relocate(&targets[0], &targets[1]).unwrap()),
            _ => drop(state.forget(&targets).unwrap()),
        }
        let after = state.successor(Some(&before)).unwrap();
        assert_eq!(after.encode(), test_data(&format!("tools/{name}.out.json")), "{case}");
    }
}

#[test]
fn all_instances_are_listed_by_depth() {
    let all = list(&recorded("instances"), &[]).unwrap();
    assert_eq!(all.len(), 47);
    assert_eq!(all[10..13], ["terraform_data.counted[10]", "terraform_data.counted[11]", "terraform_data.each[\"a\"]"]);
    assert_eq!(all[18], "terraform_data.single");
    assert_eq!(
        all[29..31],
        ["module.counted[10].terraform_data.child", "module.each[\"q\\\"q\"].terraform_data.child"]
    );
    assert_eq!(all[33], "module.counted[0].module.grandchild.terraform_data.leaf");
}

#[test]
fn targets_select_from_the_list() {
    let state = recorded("moving");
    assert_eq!(
        list(&state, &["module.m", "terraform_data.counted[1]"]).unwrap(),
        ["terraform_data.counted[1]", "module.m[\"a\"].terraform_data.x", "module.m[\"b\"].terraform_data.x"]
    );
    assert_eq!(list(&state, &["terraform_data.single", "terraform_data.single"]).unwrap(), ["terraform_data.single"]);
    let error = list(&state, &["terraform_data.single", "module.nowhere"]).unwrap_err();
    assert_eq!(error.to_string(), "the state has nothing at module.nowhere");
}

#[test]
fn an_instance_is_shown_or_said_to_be_missing() {
    let state = recorded("moving");
    let shown = state.show(&addr("module.m[\"a\"].terraform_data.x")).unwrap();
    assert_eq!(shown.current.as_ref().unwrap().id().unwrap().len(), 36);
    assert!(state.show(&addr("module.m.terraform_data.x")).is_err());
}

#[test]
fn a_move_to_another_state_takes_all_of_the_instance() {
    let mut from = recorded("deposed");
    let mut to = State::new();
    let whole = from.instance(&addr("aws_s3_bucket.replaced[0]")).unwrap().clone();
    let moves =
        from.relocate_into(&mut to, &target("aws_s3_bucket.replaced"), &target("module.m.aws_s3_bucket.b")).unwrap();
    assert_eq!(moves.len(), 2);
    assert!(from.resource(&addr("aws_s3_bucket.replaced").resource_addr()).is_none());
    assert_eq!(*to.instance(&addr("module.m.aws_s3_bucket.b[0]")).unwrap(), whole);
}

#[test]
fn what_cannot_be_moved_changes_nothing() {
    let mut original = recorded("moving");
    let other = ProviderConfigAddr::parse("provider[\"terraform.io/builtin/terraform\"].other").unwrap();
    original.put(&addr("terraform_data.elsewhere[0]"), None, &other, object("1"));
    original.put(&addr("data.terraform_data.read"), None, &provider(), object("1"));
    let cases = [
        ("terraform_data.nowhere", "terraform_data.x", "the state has nothing at terraform_data.nowhere"),
        ("terraform_data.counted[7]", "terraform_data.x", "the state has nothing at terraform_data.counted[7]"),
        ("module.m", "module.n", "the state has nothing at module.m"),
        (
            "terraform_data.single",
            "other_type.x",
            "cannot move terraform_data.single to other_type.x: they are of different resource types",
        ),
        (
            "data.terraform_data.read",
            "terraform_data.read",
            "cannot move data.terraform_data.read to terraform_data.read: a managed resource stays a managed resource, a data source a data source",
        ),
        (
            "terraform_data.single",
            "terraform_data.counted[0]",
            "cannot move to terraform_data.counted[0]: the state has something there already",
        ),
        (
            "terraform_data.counted",
            "terraform_data.elsewhere",
            "cannot move to terraform_data.elsewhere: the state has something there already",
        ),
        ("module.m[\"a\"]", "module.m[\"b\"]", "cannot move to module.m[\"b\"]: the state has something there already"),
        (
            "module.m[\"a\"]",
            "terraform_data.x",
            "cannot move module.m[\"a\"] to terraform_data.x: the destination must be a module too",
        ),
        (
            "terraform_data.single",
            "module.x",
            "cannot move terraform_data.single to module.x: the destination must be a resource instance too",
        ),
        (
            "terraform_data.counted",
            "terraform_data.x[0]",
            "cannot move terraform_data.counted to terraform_data.x[0]: the source is a whole resource with count or for_each, so the destination must be a whole resource too",
        ),
        (
            "terraform_data.single",
            "terraform_data.elsewhere[1]",
            "cannot move to terraform_data.elsewhere[1]: the resource there is managed through provider[\"terraform.io/builtin/terraform\"].other, the moved one through provider[\"terraform.io/builtin/terraform\"]",
        ),
    ];
    for (from, to, expected) in cases {
        let mut state = original.clone();
        let error = state.relocate(&target(from), &target(to)).unwrap_err();
        // A resource without key is meant as its instance, which is written alike.
        assert_eq!(error.to_string(), expected);
        assert_eq!(state, original);
    }
    let mut state = original.clone();
    assert_eq!(state.forget(&[target("terraform_data.nowhere")]), Err(ToolError::NothingSelected));
    assert_eq!(state, original);
}
