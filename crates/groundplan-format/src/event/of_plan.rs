//! A plan as events.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{Event, EventAction, EventBody, EventChange, EventOutput, Operation, ResourceRef};
use crate::{Action, CompanyPlan, Plan, ResourceChange};

impl Plan {
    /// What events tell of a plan, in Terraform's order: what was changed outside, what is planned, the counts, and how
    /// the output values change. What stays as it is gets no event.
    #[must_use]
    pub fn events(&self, timestamp: &str) -> Vec<Event> {
        let mut bodies = self.changes();
        bodies.push(EventBody::ChangeSummary { counts: self.counts(), operation: Operation::Plan });
        bodies.extend(self.outputs());
        bodies.into_iter().map(|body| Event::new(timestamp, None, body)).collect()
    }

    fn changes(&self) -> Vec<EventBody> {
        let changed =
            |it: &&ResourceChange| it.change.action != Action::NoOp || it.is_moved() || it.change.importing.is_some();
        let drift = self.resource_drift.iter().filter(changed).map(|it| EventBody::ResourceDrift(event_change(it)));
        let planned = self.resource_changes.iter().filter(changed).map(|it| EventBody::PlannedChange(event_change(it)));
        drift.chain(planned).collect()
    }

    fn outputs(&self) -> Option<EventBody> {
        let outputs: BTreeMap<String, EventOutput> = self
            .output_changes
            .iter()
            .map(|(name, change)| {
                let is_true = |mark: &Option<Value>| mark.as_ref().is_some_and(|mark| *mark == Value::Bool(true));
                let sensitive = is_true(&change.before_sensitive) || is_true(&change.after_sensitive);
                let action = Some(EventAction::from(change.action));
                (name.clone(), EventOutput { sensitive, action, ..EventOutput::default() })
            })
            .collect();
        (!outputs.is_empty()).then_some(EventBody::Outputs(outputs))
    }
}

impl CompanyPlan {
    /// As [`Plan::events`], each event with its unit, and the counts of all units together at the end.
    #[must_use]
    pub fn events(&self, timestamp: &str) -> Vec<Event> {
        let mut events = Vec::new();
        for (path, unit) in &self.units {
            let bodies = unit.plan.changes().into_iter().chain(unit.plan.outputs());
            events.extend(bodies.map(|body| Event::new(timestamp, Some(path.clone()), body)));
        }
        let summary = EventBody::ChangeSummary { counts: self.summary, operation: Operation::Plan };
        events.push(Event::new(timestamp, None, summary));
        events
    }
}

impl From<Action> for EventAction {
    fn from(action: Action) -> Self {
        match action {
            Action::NoOp => Self::Noop,
            Action::Create => Self::Create,
            Action::Read => Self::Read,
            Action::Update => Self::Update,
            Action::Delete => Self::Delete,
            Action::DeleteThenCreate | Action::CreateThenDelete => Self::Replace,
            Action::Forget => Self::Remove,
        }
    }
}

impl From<&ResourceChange> for ResourceRef {
    fn from(change: &ResourceChange) -> Self {
        let module = change.module_address.clone().unwrap_or_default();
        Self {
            resource: in_module(&change.address, &module),
            addr: change.address.clone(),
            module,
            implied_provider: implied_provider(&change.resource_type),
            resource_type: change.resource_type.clone(),
            resource_name: change.name.clone(),
            resource_key: change.index.clone().unwrap_or_default(),
        }
    }
}

fn event_change(change: &ResourceChange) -> EventChange {
    let resource = ResourceRef::from(change);
    let moved = change.previous_address.as_ref().filter(|_| change.is_moved());
    let action = if moved.is_some() && change.change.action == Action::NoOp {
        EventAction::Move
    } else if change.change.importing.is_some() && change.change.action == Action::NoOp {
        EventAction::Import
    } else {
        change.change.action.into()
    };
    EventChange {
        previous_resource: moved.map(|address| previous(address, &resource)),
        resource,
        action,
        reason: change.action_reason.as_ref().map(|reason| reason.event_name().to_owned()),
        importing: change.change.importing.clone(),
        generated_config: change.change.generated_config.clone(),
    }
}

/// What an address that is only known as text refers to. A move never changes the mode, and rarely the type.
fn previous(address: &str, now: &ResourceRef) -> ResourceRef {
    let mut brackets = 0_usize;
    let dots = address.char_indices().filter(|(_, character)| {
        match character {
            '[' => brackets += 1,
            ']' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        *character == '.' && brackets == 0
    });
    let dots: Vec<usize> = dots.map(|(at, _)| at).collect();
    // TYPE.NAME, behind as many steps into modules as there are.
    let start = dots.iter().rev().nth(1).map_or(0, |at| at + 1);
    let (module, resource) = (address.get(..start).unwrap_or_default(), address.get(start..).unwrap_or_default());
    let (resource_type, name) = resource.split_once('.').unwrap_or_default();
    let (name, key) = name.split_once('[').unwrap_or((name, "null]"));
    ResourceRef {
        addr: address.to_owned(),
        module: module.trim_end_matches('.').to_owned(),
        resource: resource.to_owned(),
        implied_provider: implied_provider(resource_type),
        resource_type: resource_type.to_owned(),
        resource_name: name.to_owned(),
        resource_key: serde_json::from_str(key.trim_end_matches(']')).unwrap_or(now.resource_key.clone()),
    }
}

/// An instance's address as seen from its module.
fn in_module(address: &str, module: &str) -> String {
    let inside = address.strip_prefix(module).and_then(|rest| rest.strip_prefix('.'));
    inside.filter(|_| !module.is_empty()).unwrap_or(address).to_owned()
}

/// The local name of the provider that a resource type implies: what comes before the first underscore.
fn implied_provider(resource_type: &str) -> String {
    resource_type.split('_').next().unwrap_or_default().to_owned()
}
