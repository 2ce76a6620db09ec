use std::time::{Duration, SystemTime};

use groundplan_address::InstanceAddr;
use groundplan_engine::{Action, EphemeralStep, EventKind};
use groundplan_format::{Event, EventAction, EventBody, EventChange, Hook, ResourceRef};
use serde_json::Value as Json;

use super::{object, time};

/// The event of the public stream for a step of the engine, as of now.
///
/// Reading a data source is told as Terraform tells it: as an apply whose action is `read`.
pub(crate) fn event(event: &groundplan_engine::Event) -> Event {
    event_at(event, SystemTime::now())
}

/// An event that says something worth knowing, as of now.
pub(crate) fn log(text: String) -> Event {
    Event::new(time::to_the_microsecond(SystemTime::now()), None, EventBody::Log { text })
}

pub(super) fn event_at(event: &groundplan_engine::Event, moment: SystemTime) -> Event {
    let hook = |action: Option<Action>, id: Option<&String>, elapsed: Option<Duration>| Hook {
        resource: resource(&event.addr),
        action: action.map(event_action),
        id_key: id.map(|_| "id".to_owned()),
        id_value: id.cloned(),
        elapsed_seconds: elapsed.map(|elapsed| elapsed.as_secs()),
        ..Hook::default()
    };
    let ephemeral = |step: EphemeralStep, elapsed: Option<Duration>| Hook {
        resource: resource(&event.addr),
        action: Some(match step {
            EphemeralStep::Open => EventAction::Open,
            EphemeralStep::Renew => EventAction::Renew,
            EphemeralStep::Close => EventAction::Close,
        }),
        elapsed_seconds: elapsed.map(|elapsed| elapsed.as_secs()),
        ..Hook::default()
    };
    let provision = |kind: &str, output: Option<&String>| Hook {
        resource: resource(&event.addr),
        provisioner: Some(kind.to_owned()),
        output: output.cloned(),
        ..Hook::default()
    };
    let body = match &event.kind {
        EventKind::RefreshStart { id } => EventBody::RefreshStart(hook(None, id.as_ref(), None)),
        EventKind::RefreshDone => EventBody::RefreshComplete(hook(None, None, None)),
        EventKind::ReadStart => EventBody::ApplyStart(hook(Some(Action::Read), None, None)),
        EventKind::ReadDone { elapsed } => EventBody::ApplyComplete(hook(Some(Action::Read), None, Some(*elapsed))),
        EventKind::Planned(action) => EventBody::PlannedChange(EventChange {
            resource: resource(&event.addr),
            action: event_action(*action),
            ..EventChange::default()
        }),
        EventKind::ApplyStart { action, id } => EventBody::ApplyStart(hook(Some(*action), id.as_ref(), None)),
        EventKind::ApplyDone { action, elapsed, id } => {
            EventBody::ApplyComplete(hook(Some(*action), id.as_ref(), Some(*elapsed)))
        }
        EventKind::ApplyFailed { action, elapsed } => {
            EventBody::ApplyErrored(hook(Some(*action), None, Some(*elapsed)))
        }
        EventKind::EphemeralStart { step } => EventBody::EphemeralOpStart(ephemeral(*step, None)),
        EventKind::EphemeralDone { step, elapsed } => EventBody::EphemeralOpComplete(ephemeral(*step, Some(*elapsed))),
        EventKind::EphemeralFailed { step, elapsed } => EventBody::EphemeralOpErrored(ephemeral(*step, Some(*elapsed))),
        EventKind::ProvisionStart { provisioner } => EventBody::ProvisionStart(provision(provisioner, None)),
        EventKind::ProvisionOutput { provisioner, output } => {
            EventBody::ProvisionProgress(provision(provisioner, Some(output)))
        }
        EventKind::ProvisionDone { provisioner } => EventBody::ProvisionComplete(provision(provisioner, None)),
        EventKind::ProvisionFailed { provisioner } => EventBody::ProvisionErrored(provision(provisioner, None)),
    };
    let unit = (&*event.unit.0 != ".").then(|| event.unit.to_string());
    Event::new(time::to_the_microsecond(moment), unit, body)
}

fn resource(addr: &InstanceAddr) -> ResourceRef {
    let kind = &*addr.resource.kind;
    ResourceRef {
        addr: addr.to_string(),
        module: addr.module.to_string(),
        resource: format!("{}{}", addr.resource, addr.key),
        implied_provider: kind.split_once('_').map_or(kind, |(provider, _)| provider).to_owned(),
        resource_type: kind.to_owned(),
        resource_name: addr.resource.name.to_string(),
        resource_key: object::index(&addr.key).unwrap_or(Json::Null),
    }
}

fn event_action(action: Action) -> EventAction {
    match action {
        Action::NoOp => EventAction::Noop,
        Action::Create => EventAction::Create,
        Action::Read => EventAction::Read,
        Action::Update => EventAction::Update,
        Action::Delete => EventAction::Delete,
        Action::DeleteThenCreate | Action::CreateThenDelete => EventAction::Replace,
        Action::Forget => EventAction::Remove,
    }
}
