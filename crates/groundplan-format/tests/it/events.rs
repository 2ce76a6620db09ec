use std::collections::BTreeMap;

use expect_test::expect;
use groundplan_format::{
    ActionReason, ChangeCounts, Event, EventAction, EventBody, EventOutput, Hook, Operation, Plan, ResourceRef,
};

fn hook(action: EventAction, seconds: u64) -> Hook {
    Hook {
        resource: ResourceRef {
            addr: "aws_vpc.main".to_owned(),
            resource: "aws_vpc.main".to_owned(),
            implied_provider: "aws".to_owned(),
            resource_type: "aws_vpc".to_owned(),
            resource_name: "main".to_owned(),
            ..ResourceRef::default()
        },
        action: Some(action),
        elapsed_seconds: Some(seconds),
        ..Hook::default()
    }
}

#[test]
fn the_unit_is_added_to_terraforms_fields() {
    let body = EventBody::ApplyProgress(hook(EventAction::Create, 70));
    let event = Event::new("2026-11-22T00:00:00Z", Some("dev/vpc".to_owned()), body);
    expect![[r#"{"@level":"info","@message":"aws_vpc.main: Still creating... [1m10s elapsed]","@module":"terraform.ui","@timestamp":"2026-11-22T00:00:00Z","hook":{"resource":{"addr":"aws_vpc.main","module":"","resource":"aws_vpc.main","implied_provider":"aws","resource_type":"aws_vpc","resource_name":"main","resource_key":null},"action":"create","elapsed_seconds":70},"type":"apply_progress","unit":"dev/vpc"}"#]]
    .assert_eq(&serde_json::to_string(&event).unwrap());
    let back: Event = serde_json::from_str(&serde_json::to_string(&event).unwrap()).unwrap();
    assert_eq!(back, event);
}

#[test]
fn messages() {
    let counts = ChangeCounts { add: 1, change: 2, import: 3, remove: 4, forget: 5 };
    let bodies = [
        EventBody::Version {
            groundplan: Some("0.1.0".to_owned()),
            terraform: "1.11.4".to_owned(),
            ui: "1.2".to_owned(),
        },
        EventBody::Log { text: "said".to_owned() },
        EventBody::ChangeSummary { counts, operation: Operation::Plan },
        EventBody::ChangeSummary { counts, operation: Operation::Apply },
        EventBody::ChangeSummary { counts, operation: Operation::Destroy },
        EventBody::Outputs(BTreeMap::from([("a".to_owned(), EventOutput::default())])),
        EventBody::ApplyStart(hook(EventAction::Delete, 0)),
        EventBody::ApplyComplete(hook(EventAction::Update, 3605)),
        EventBody::ApplyErrored(hook(EventAction::Create, 2)),
        EventBody::EphemeralOpStart(hook(EventAction::Open, 0)),
        EventBody::EphemeralOpComplete(hook(EventAction::Renew, 1)),
        EventBody::EphemeralOpErrored(hook(EventAction::Close, 2)),
    ];
    let messages: Vec<String> = bodies.into_iter().map(|body| Event::new("", None, body).message).collect();
    expect![[r#"
        Groundplan 0.1.0
        said
        Plan: 3 to import, 1 to add, 2 to change, 4 to destroy, 5 to forget.
        Apply complete! Resources: 3 imported, 1 added, 2 changed, 4 destroyed, 5 forgotten.
        Destroy complete! Resources: 4 destroyed.
        Outputs: 1
        aws_vpc.main: Destroying...
        aws_vpc.main: Modifications complete after 1h0m5s
        aws_vpc.main: Creation errored after 2s
        aws_vpc.main: Opening...
        aws_vpc.main: Renewal complete after 1s
        aws_vpc.main: Closing errored after 2s"#]]
    .assert_eq(&messages.join("\n"));
}

#[test]
fn an_event_of_an_unknown_type_is_an_error() {
    let line = r#"{"@level":"info","@message":"","@timestamp":"","type":"explosion"}"#;
    let error = serde_json::from_str::<Event>(line).unwrap_err().to_string();
    assert!(error.contains("explosion"), "{error}");
}

#[test]
fn replacement_reasons_are_shorter_in_events() {
    assert_eq!(ActionReason::ReplaceBecauseTainted.event_name(), "tainted");
    assert_eq!(ActionReason::DeleteBecauseCountIndex.event_name(), "delete_because_count_index");
}

#[test]
fn a_plan_is_told_as_terraform_tells_it() {
    let plan: Plan = serde_json::from_str(
        r#"{"format_version": "1.2",
            "resource_changes": [
              {"address": "module.net[\"a\"].aws_vpc.main[0]", "module_address": "module.net[\"a\"]", "mode": "managed",
               "type": "aws_vpc", "name": "main", "index": 0, "change": {"actions": ["delete", "create"]},
               "action_reason": "replace_because_tainted"},
              {"address": "aws_eip.same", "mode": "managed", "type": "aws_eip", "name": "same",
               "change": {"actions": ["no-op"]}},
              {"address": "aws_eip.new", "previous_address": "module.old[\"a.b\"].aws_eip.old[1]", "mode": "managed", "type": "aws_eip",
               "name": "new", "change": {"actions": ["no-op"]}}],
            "output_changes": {"id": {"actions": ["update"], "after_sensitive": true}}}"#,
    )
    .unwrap();
    let lines = |events: Vec<Event>| {
        let lines: Vec<String> = events.iter().map(|event| serde_json::to_string(event).unwrap()).collect();
        lines.join("\n") + "\n"
    };
    expect![[r#"
        {"@level":"info","@message":"module.net[\"a\"].aws_vpc.main[0]: Plan to replace","@module":"terraform.ui","@timestamp":"T","change":{"resource":{"addr":"module.net[\"a\"].aws_vpc.main[0]","module":"module.net[\"a\"]","resource":"aws_vpc.main[0]","implied_provider":"aws","resource_type":"aws_vpc","resource_name":"main","resource_key":0},"action":"replace","reason":"tainted"},"type":"planned_change"}
        {"@level":"info","@message":"aws_eip.new: Plan to move","@module":"terraform.ui","@timestamp":"T","change":{"resource":{"addr":"aws_eip.new","module":"","resource":"aws_eip.new","implied_provider":"aws","resource_type":"aws_eip","resource_name":"new","resource_key":null},"previous_resource":{"addr":"module.old[\"a.b\"].aws_eip.old[1]","module":"module.old[\"a.b\"]","resource":"aws_eip.old[1]","implied_provider":"aws","resource_type":"aws_eip","resource_name":"old","resource_key":1},"action":"move"},"type":"planned_change"}
        {"@level":"info","@message":"Plan: 1 to add, 0 to change, 1 to destroy.","@module":"terraform.ui","@timestamp":"T","changes":{"add":1,"change":0,"import":0,"remove":1,"operation":"plan"},"type":"change_summary"}
        {"@level":"info","@message":"Outputs: 1","@module":"terraform.ui","@timestamp":"T","outputs":{"id":{"sensitive":true,"action":"update"}},"type":"outputs"}
    "#]].assert_eq(&lines(plan.events("T")));

    let unit = groundplan_format::Unit { plan, ..groundplan_format::Unit::default() };
    let company = groundplan_format::CompanyPlan::new(Vec::new(), BTreeMap::from([("dev/vpc".to_owned(), unit)]));
    let units: Vec<_> = company.events("T").into_iter().map(|event| (event.unit, event.message)).collect();
    expect![[r#"
        [
            (
                Some(
                    "dev/vpc",
                ),
                "module.net[\"a\"].aws_vpc.main[0]: Plan to replace",
            ),
            (
                Some(
                    "dev/vpc",
                ),
                "aws_eip.new: Plan to move",
            ),
            (
                Some(
                    "dev/vpc",
                ),
                "Outputs: 1",
            ),
            (
                None,
                "Plan: 1 to add, 0 to change, 1 to destroy.",
            ),
        ]
    "#]]
    .assert_debug_eq(&units);
}
