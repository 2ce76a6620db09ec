use std::time::{Duration, SystemTime};

use groundplan_address::InstanceAddr;
use groundplan_config::live::UnitPath;
use groundplan_engine::{Action, Event, EventKind};
use serde_json::{Value as Json, json};

use crate::document::event::event_at;

fn shown(addr: &str, kind: EventKind) -> Json {
    let addr = InstanceAddr::parse(addr).unwrap();
    let event = Event { unit: UnitPath::root(), addr, deposed: false, kind };
    serde_json::to_value(event_at(&event, SystemTime::UNIX_EPOCH + Duration::from_micros(1_795_379_766_071_625)))
        .unwrap()
}

#[test]
fn a_step_is_told_as_terraform_tells_it() {
    let expected = json!({
        "@level": "info",
        "@message": "module.child[\"a\"].terraform_data.inner: Creating...",
        "@module": "terraform.ui",
        "@timestamp": "2026-11-22T20:36:06.071625Z",
        "hook": {
            "resource": {
                "addr": "module.child[\"a\"].terraform_data.inner",
                "module": "module.child[\"a\"]",
                "resource": "terraform_data.inner",
                "implied_provider": "terraform",
                "resource_type": "terraform_data",
                "resource_name": "inner",
                "resource_key": null
            },
            "action": "create"
        },
        "type": "apply_start"
    });
    let start = EventKind::ApplyStart { action: Action::Create, id: None };
    assert_eq!(shown("module.child[\"a\"].terraform_data.inner", start), expected);
}

#[test]
fn steps_name_the_object() {
    let id = || Some("vpc-1".to_owned());
    let elapsed = Duration::from_millis(70_900);
    let kinds = [
        EventKind::RefreshStart { id: id() },
        EventKind::RefreshDone,
        EventKind::ReadStart,
        EventKind::ReadDone { elapsed },
        EventKind::Planned(Action::CreateThenDelete),
        EventKind::ApplyStart { action: Action::Delete, id: id() },
        EventKind::ApplyDone { action: Action::Update, elapsed, id: id() },
        EventKind::ApplyFailed { action: Action::Create, elapsed },
    ];
    let told: Vec<String> = kinds
        .into_iter()
        .map(|kind| {
            let event = shown("aws_vpc.main[1]", kind);
            assert_eq!(event.pointer("/hook/resource/resource_key").unwrap_or(&json!(1)), &json!(1));
            format!("{} {}", event["type"].as_str().unwrap(), event["@message"].as_str().unwrap())
        })
        .collect();
    let expected = [
        "refresh_start aws_vpc.main[1]: Refreshing state... [id=vpc-1]",
        "refresh_complete aws_vpc.main[1]: Refresh complete",
        "apply_start aws_vpc.main[1]: Reading...",
        "apply_complete aws_vpc.main[1]: Read complete after 1m10s",
        "planned_change aws_vpc.main[1]: Plan to replace",
        "apply_start aws_vpc.main[1]: Destroying... [id=vpc-1]",
        "apply_complete aws_vpc.main[1]: Modifications complete after 1m10s [id=vpc-1]",
        "apply_errored aws_vpc.main[1]: Creation errored after 1m10s",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_unit_of_several_is_named() {
    let addr = InstanceAddr::parse("aws_vpc.main").unwrap();
    let unit = UnitPath("dev/vpc".into());
    let event = event_at(&Event { unit, addr, deposed: false, kind: EventKind::RefreshDone }, SystemTime::UNIX_EPOCH);
    assert_eq!(event.unit.as_deref(), Some("dev/vpc"));
}
