use std::collections::BTreeMap;

use expect_test::expect;
use groundplan_format::{
    ChangeCounts, Event, EventAction, EventBody, Hook, Operation, OutputValue, Outputs, ResourceRef,
};
use groundplan_render::{Activity, Style};
use serde_json::json;

use crate::recorded;

fn hook(address: &str, action: EventAction, seconds: u64, id: Option<&str>) -> Hook {
    Hook {
        resource: ResourceRef { addr: address.to_owned(), ..ResourceRef::default() },
        action: Some(action),
        elapsed_seconds: Some(seconds),
        id_key: id.map(|_| "id".to_owned()),
        id_value: id.map(ToOwned::to_owned),
        ..Hook::default()
    }
}

fn event(body: EventBody) -> Event {
    Event::new("", None, body)
}

fn lines(events: &[Event], style: &Style) -> String {
    events.iter().filter_map(|event| groundplan_render::progress(event, style)).map(|line| line + "\n").collect()
}

#[test]
fn a_line_for_each_step_that_changes_something() {
    let events = [
        event(EventBody::RefreshStart(hook("aws_vpc.old", EventAction::Noop, 0, None))),
        event(EventBody::ApplyStart(hook("data.aws_ami.a", EventAction::Read, 0, None))),
        event(EventBody::ApplyComplete(hook("data.aws_ami.a", EventAction::Read, 0, None))),
        event(EventBody::ApplyStart(hook("aws_vpc.main", EventAction::Create, 0, None))),
        event(EventBody::ApplyProgress(hook("aws_vpc.main", EventAction::Create, 10, None))),
        event(EventBody::ApplyComplete(hook("aws_vpc.main", EventAction::Create, 13, Some("vpc-1")))),
        event(EventBody::ApplyStart(hook("aws_eip.a[\"x\"]", EventAction::Delete, 0, Some("eip-1")))),
        event(EventBody::ApplyErrored(hook("aws_eip.a[\"x\"]", EventAction::Delete, 2, None))),
        Event::new(
            "",
            Some("dev/vpc".to_owned()),
            EventBody::ApplyStart(hook("aws_vpc.b", EventAction::Update, 0, Some("vpc-2"))),
        ),
        event(EventBody::Log { text: "\u{1b}[2Jtext".to_owned() }),
    ];
    expect![[r#"
        aws_vpc.main: Creating...
        aws_vpc.main: Still creating... [10s elapsed]
        aws_vpc.main: Creation complete after 13s [id=vpc-1]
        aws_eip.a["x"]: Destroying... [id=eip-1]
        aws_eip.a["x"]: Destruction errored after 2s
        [dev/vpc] aws_vpc.b: Modifying... [id=vpc-2]
        \u001b[2Jtext
    "#]]
    .assert_eq(&lines(&events, &Style::plain()));
    let colored = groundplan_render::progress(&events[5], &Style::terminal(80)).unwrap();
    assert_eq!(colored, "\u{1b}[1maws_vpc.main\u{1b}[0m\u{1b}[32m: Creation complete after 13s [id=vpc-1]\u{1b}[0m");
}

#[test]
fn terraforms_own_stream() {
    let events: Vec<Event> = recorded::text("configuration", "apply.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let text = lines(&events, &Style::plain());
    assert_eq!(text.matches(": Creating...\n").count(), 4);
    assert_eq!(text.matches(": Creation complete after 0s [id=").count(), 4);
    assert!(text.contains("terraform_data.first[0]: Provisioning with 'local-exec'...\n"));
    assert!(!text.contains("data.terraform_remote_state"));
}

#[test]
fn the_live_line_names_what_takes_longest() {
    let mut activity = Activity::new(Some(5));
    assert_eq!(activity.status(&Style::plain()), None);
    activity.observe(&event(EventBody::RefreshStart(hook("aws_vpc.a", EventAction::Noop, 0, None))));
    activity.observe(&event(EventBody::RefreshStart(hook("aws_vpc.b", EventAction::Noop, 0, None))));
    activity.observe(&event(EventBody::RefreshComplete(hook("aws_vpc.a", EventAction::Noop, 0, None))));
    assert_eq!(activity.status(&Style::plain()).unwrap(), "Reading: 1 done, 1 under way: aws_vpc.b");
    activity.observe(&event(EventBody::RefreshComplete(hook("aws_vpc.b", EventAction::Noop, 0, None))));
    assert_eq!(activity.finished_reading().unwrap(), "Read 2 objects.");

    for (address, seconds) in [("aws_eip.a", 0), ("aws_db_instance.main", 130), ("aws_lb.main", 20)] {
        activity.observe(&event(EventBody::ApplyProgress(hook(address, EventAction::Create, seconds, None))));
    }
    activity.observe(&event(EventBody::ApplyStart(hook("aws_vpc.c", EventAction::Delete, 0, None))));
    activity.observe(&event(EventBody::ApplyComplete(hook("aws_vpc.c", EventAction::Delete, 0, None))));
    activity.observe(&event(EventBody::ApplyErrored(hook("aws_vpc.d", EventAction::Update, 0, None))));
    assert_eq!(
        activity.status(&Style { width: 200, ..Style::plain() }).unwrap(),
        "Applying: 1 of 5 done, 1 failed, 3 under way: aws_db_instance.main 2m10s, aws_lb.main 20s, aws_eip.a"
    );
    assert_eq!(
        activity.status(&Style { width: 60, ..Style::plain() }).unwrap(),
        "Applying: 1 of 5 done, 1 failed, 3 under way: aws_db_insta…"
    );
    let ascii = Style { width: 30, unicode: false, ..Style::plain() };
    assert_eq!(activity.status(&ascii).unwrap(), "Applying: 1 of 5 done, 1 f...");
}

#[test]
fn units_are_told_apart_in_the_live_line() {
    let mut activity = Activity::new(None);
    for unit in ["a", "b"] {
        let body = EventBody::ApplyStart(hook("aws_vpc.main", EventAction::Create, 0, None));
        activity.observe(&Event::new("", Some(unit.to_owned()), body));
    }
    assert_eq!(activity.status(&Style::plain()).unwrap(), "Applying: 0 done, 2 under way: aws_vpc.main, aws_vpc.main");
}

#[test]
fn the_end_of_an_apply() {
    let counts = ChangeCounts { add: 12, change: 0, import: 0, remove: 1, forget: 0 };
    let value = |value: serde_json::Value, sensitive| OutputValue { sensitive, value_type: None, value: Some(value) };
    let outputs: Outputs =
        BTreeMap::from([("id".to_owned(), value(json!("vpc-1"), false)), ("key".to_owned(), value(json!("k"), true))]);
    expect![[r#"
        Apply complete! Resources: 12 added, 0 changed, 1 destroyed.

        Outputs:

        id = "vpc-1"
        key = <sensitive>
    "#]]
    .assert_eq(&groundplan_render::apply_complete(counts, Operation::Apply, &outputs, &Style::plain()));
    expect![[r#"
        Destroy complete! Resources: 1 destroyed.
    "#]]
    .assert_eq(&groundplan_render::apply_complete(counts, Operation::Destroy, &Outputs::new(), &Style::plain()));
}
