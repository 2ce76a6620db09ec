//! Changing states in memory, and when a serial moves.

use groundplan_address::{InstanceAddr, ModuleAddr, ProviderConfigAddr, ResourceAddr};
use groundplan_state::{
    AttributePath, AttributeStep, COMPATIBLE_VERSION, Change, InstanceObject, ObjectStatus, OutputValue, RawJson, State,
};

use crate::support::{addr, object, provider};

#[test]
fn putting_and_removing_keeps_no_empty_shells() {
    let mut state = State::new();
    let (first, second) = (addr("module.m[0].aws_vpc.a[0]"), addr("module.m[0].aws_vpc.a[1]"));
    state.put(&first, None, &provider(), object("1"));
    state.put(&second, None, &provider(), object("2"));
    let resource = state.resource(&ResourceAddr::parse("module.m[0].aws_vpc.a").unwrap()).unwrap();
    assert_eq!(resource.instances().count(), 2);
    assert_eq!(state.modules(), [&ModuleAddr::parse("module.m[0]").unwrap()]);

    assert_eq!(*state.remove(&first, None).unwrap(), object("1"));
    assert!(state.remove(&first, None).is_none());
    assert!(state.instance(&first).is_none());
    assert!(state.instance(&second).is_some());
    state.remove(&second, None);
    assert!(state.is_empty());
}

#[test]
fn an_ephemeral_resource_is_never_stored() {
    let mut state = State::new();
    state.put(&addr("ephemeral.aws_secret.a"), None, &provider(), object("1"));
    assert!(state.is_empty());
}

#[test]
fn a_resource_takes_over_the_provider_configuration() {
    let mut state = State::new();
    state.put(&addr("aws_vpc.a"), None, &provider(), object("1"));
    let other = ProviderConfigAddr::parse("provider[\"registry.terraform.io/hashicorp/aws\"].west").unwrap();
    state.put(&addr("aws_vpc.a"), None, &other, object("1"));
    assert_eq!(state.resource(&addr("aws_vpc.a").resource_addr()).unwrap().provider, other);
}

#[test]
fn a_replaced_object_is_deposed_and_comes_back_when_the_new_one_fails() {
    let mut state = State::new();
    let at = addr("aws_vpc.a");
    assert!(state.depose(&at).is_none());
    state.put(&at, None, &provider(), object("old"));

    let (key, changes) = state.depose(&at).unwrap();
    changes.iter().for_each(|change| state.apply(change));
    assert!(state.object(&at, None).is_none());
    assert_eq!(**state.object(&at, Some(&key)).unwrap(), object("old"));

    let mut failed = state.clone();
    let back = failed.restore(&at, &key).unwrap();
    back.iter().for_each(|change| failed.apply(change));
    assert_eq!(**failed.object(&at, None).unwrap(), object("old"));
    assert!(failed.object(&at, Some(&key)).is_none());

    state.put(&at, None, &provider(), object("new"));
    assert!(state.restore(&at, &key).is_none(), "a current object must not be overwritten");
    state.apply(&Change::remove(at.clone(), Some(key)));
    assert_eq!(**state.object(&at, None).unwrap(), object("new"));
}

#[test]
fn changes_can_be_applied_twice() {
    let mut state = State::new();
    state.put(&addr("aws_vpc.a"), None, &provider(), object("old"));
    let (key, [put, remove]) = state.depose(&addr("aws_vpc.a")).unwrap();
    let changes = [
        put,
        remove,
        Change::put(addr("aws_vpc.a"), None, provider(), object("new")),
        Change::remove(addr("aws_vpc.a"), Some(key)),
    ];
    let mut once = state.clone();
    changes.iter().for_each(|change| once.apply(change));
    for done_before in 0..=changes.len() {
        let mut twice = state.clone();
        changes.iter().take(done_before).for_each(|change| twice.apply(change));
        changes.iter().for_each(|change| twice.apply(change));
        assert_eq!(twice, once, "after {done_before} changes");
    }
}

fn applied() -> State {
    let mut state = State::new();
    let mut vpc = object("1");
    vpc.dependencies = vec!["a.b".to_owned(), "c.d".to_owned()];
    vpc.sensitive_paths =
        vec![AttributePath(vec![AttributeStep::attr("x")]), AttributePath(vec![AttributeStep::attr("y")])];
    state.put(&addr("aws_vpc.a"), None, &provider(), vpc);
    state.outputs.insert("o".to_owned(), OutputValue::new(RawJson::integer(1), RawJson::string("number"), false));
    state.successor(None).unwrap()
}

#[test]
fn the_first_snapshot_has_serial_1_and_the_states_own_lineage() {
    let state = applied();
    assert_eq!(state.serial, 1);
    assert_eq!(state.terraform_version, COMPATIBLE_VERSION);
    assert_eq!(state.lineage.len(), 36);
    assert!(State::new().successor(None).is_none(), "nothing is not worth a snapshot");
}

#[test]
fn a_serial_moves_only_with_content() {
    let stored = applied();
    let same = |change: &dyn Fn(&mut InstanceObject)| {
        let mut state = State::new();
        state.outputs.clone_from(&stored.outputs);
        let mut vpc = (**stored.object(&addr("aws_vpc.a"), None).unwrap()).clone();
        change(&mut vpc);
        state.put(&addr("aws_vpc.a"), None, &provider(), vpc);
        let next = state.successor(Some(&stored));
        if let Some(next) = &next {
            assert_eq!((next.serial, &next.lineage), (2, &stored.lineage));
        }
        next.is_none()
    };
    assert!(same(&|_| {}));
    assert!(same(&|vpc| vpc.dependencies.reverse()));
    assert!(same(&|vpc| vpc.sensitive_paths.reverse()));
    assert!(same(&|vpc| vpc.identity_schema_version = Some(0)));

    assert!(!same(&|vpc| vpc.status = ObjectStatus::Tainted));
    assert!(!same(&|vpc| vpc.schema_version = 1));
    assert!(!same(&|vpc| vpc.private = b"p".to_vec()));
    assert!(!same(&|vpc| drop(vpc.dependencies.pop())));
    assert!(!same(&|vpc| drop(vpc.sensitive_paths.pop())));
    assert!(!same(&|vpc| vpc.create_before_destroy = true));
    assert!(!same(&|vpc| vpc.identity = Some(RawJson::empty_object())));
    assert!(!same(&|vpc| *vpc = object("2")));
}

#[test]
fn outputs_and_providers_are_content() {
    let stored = applied();
    let mut state = stored.clone();
    state.outputs.get_mut("o").unwrap().sensitive = true;
    assert!(state.successor(Some(&stored)).is_some());

    let mut state = stored.clone();
    state.outputs.get_mut("o").unwrap().value = RawJson::parse("1.0").unwrap();
    assert!(state.successor(Some(&stored)).is_none());

    let mut state = stored.clone();
    let object = state.remove(&addr("aws_vpc.a"), None).unwrap();
    let other = ProviderConfigAddr::parse("provider[\"registry.terraform.io/hashicorp/aws\"].west").unwrap();
    state.put(&addr("aws_vpc.a"), None, &other, object);
    assert!(state.successor(Some(&stored)).is_some());
}

#[test]
fn the_newest_writer_is_named() {
    let written_by = |version: &str| {
        let mut stored = applied();
        stored.terraform_version = version.to_owned();
        let mut state = stored.clone();
        state.remove(&addr("aws_vpc.a"), None);
        state.successor(Some(&stored)).unwrap().terraform_version
    };
    assert_eq!(written_by("1.5.7"), COMPATIBLE_VERSION);
    assert_eq!(written_by("1.11.4"), "1.11.4");
    assert_eq!(written_by("1.13.0-beta1"), "1.13.0-beta1");
    assert_eq!(written_by(""), COMPATIBLE_VERSION);
}

#[test]
fn resources_are_written_in_terraforms_order() {
    let mut state = State::new();
    for text in [
        "module.m[2].aws_vpc.a",
        "module.m[10].aws_vpc.a",
        "aws_vpc.b",
        "aws_vpc.a",
        "data.aws_vpc.z",
        "module.m[\"k\"].aws_vpc.a",
        "aws_subnet.z[10]",
        "aws_subnet.z[9]",
        "aws_subnet.z[\"s\"]",
        "aws_subnet.z",
    ] {
        state.put(&InstanceAddr::parse(text).unwrap(), None, &provider(), object("1"));
    }
    let text = state.encode();
    let of_interest = |line: &&str| {
        ["module", "mode", "type", "name", "index_key"].iter().any(|key| line.trim().starts_with(&format!("\"{key}\"")))
    };
    let lines: Vec<&str> = text.lines().filter(of_interest).map(str::trim).collect();
    expect_test::expect![[r#"
        "mode": "data",
        "type": "aws_vpc",
        "name": "z",
        "mode": "managed",
        "type": "aws_subnet",
        "name": "z",
        "index_key": 9,
        "index_key": 10,
        "index_key": "s",
        "mode": "managed",
        "type": "aws_vpc",
        "name": "a",
        "mode": "managed",
        "type": "aws_vpc",
        "name": "b",
        "module": "module.m[\"k\"]",
        "mode": "managed",
        "type": "aws_vpc",
        "name": "a",
        "module": "module.m[10]",
        "mode": "managed",
        "type": "aws_vpc",
        "name": "a",
        "module": "module.m[2]",
        "mode": "managed",
        "type": "aws_vpc",
        "name": "a","#]]
    .assert_eq(&lines.join("\n"));
}

#[test]
fn debug_output_holds_no_secrets() {
    let mut state = State::new();
    let mut vpc = object("hunter2");
    vpc.private = b"hunter2".to_vec();
    vpc.identity = Some(RawJson::string("hunter2"));
    state.put(&addr("aws_vpc.a"), None, &provider(), vpc);
    state.outputs.insert("o".to_owned(), OutputValue::new(RawJson::string("hunter2"), RawJson::string("string"), true));
    assert!(!format!("{state:?}").contains("hunter2"));
}
