//! The JSON of an event. Written by hand: the body's fields stand beside the common ones, and serde's ways of doing that
//! lose numbers that are kept with all their digits.

use serde::de::{self, DeserializeOwned};
use serde::ser::{self, SerializeMap};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::Event;
use super::body::{EventBody, Operation};

const MODULE: &str = "terraform.ui";

impl Serialize for Event {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = fields(&self.body).map_err(ser::Error::custom)?;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("@level", &self.level)?;
        map.serialize_entry("@message", &self.message)?;
        map.serialize_entry("@module", MODULE)?;
        map.serialize_entry("@timestamp", &self.timestamp)?;
        for (name, value) in &fields {
            map.serialize_entry(name, value)?;
        }
        map.serialize_entry("type", self.body.kind())?;
        if let Some(unit) = &self.unit {
            map.serialize_entry("unit", unit)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Event {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut fields = Map::<String, Value>::deserialize(deserializer)?;
        let message: String = take(&mut fields, "@message").map_err(de::Error::custom)?;
        let read = |fields: &mut Map<String, Value>| -> Result<Self, serde_json::Error> {
            Ok(Self {
                level: take(fields, "@level")?,
                timestamp: take(fields, "@timestamp")?,
                unit: take(fields, "unit")?,
                body: body(fields, &message)?,
                message: message.clone(),
            })
        };
        read(&mut fields).map_err(de::Error::custom)
    }
}

fn fields(body: &EventBody) -> Result<Map<String, Value>, serde_json::Error> {
    let one = |name: &str, value: Result<Value, serde_json::Error>| {
        value.map(|value| Map::from_iter([(name.to_owned(), value)]))
    };
    match body {
        EventBody::Version { groundplan, terraform, ui } => {
            let own = groundplan.iter().map(|version| ("groundplan".to_owned(), json!(version)));
            let rest = [("terraform".to_owned(), json!(terraform)), ("ui".to_owned(), json!(ui))];
            Ok(own.chain(rest).collect())
        }
        EventBody::Log { .. } => Ok(Map::new()),
        EventBody::Diagnostic(diagnostic) => one("diagnostic", serde_json::to_value(diagnostic)),
        EventBody::ResourceDrift(change) | EventBody::PlannedChange(change) => {
            one("change", serde_json::to_value(change))
        }
        EventBody::ChangeSummary { counts, operation } => {
            let mut counts = serde_json::to_value(counts)?;
            if let Some(fields) = counts.as_object_mut() {
                fields.insert("operation".to_owned(), serde_json::to_value(operation)?);
            }
            one("changes", Ok(counts))
        }
        EventBody::Outputs(outputs) => one("outputs", serde_json::to_value(outputs)),
        EventBody::RefreshStart(hook)
        | EventBody::RefreshComplete(hook)
        | EventBody::ApplyStart(hook)
        | EventBody::ApplyProgress(hook)
        | EventBody::ApplyComplete(hook)
        | EventBody::ApplyErrored(hook)
        | EventBody::EphemeralOpStart(hook)
        | EventBody::EphemeralOpProgress(hook)
        | EventBody::EphemeralOpComplete(hook)
        | EventBody::EphemeralOpErrored(hook)
        | EventBody::ProvisionStart(hook)
        | EventBody::ProvisionProgress(hook)
        | EventBody::ProvisionComplete(hook)
        | EventBody::ProvisionErrored(hook) => one("hook", serde_json::to_value(hook)),
    }
}

fn body(fields: &mut Map<String, Value>, message: &str) -> Result<EventBody, serde_json::Error> {
    let kind: String = take(fields, "type")?;
    Ok(match kind.as_str() {
        "version" => EventBody::Version {
            groundplan: take(fields, "groundplan")?,
            terraform: take(fields, "terraform")?,
            ui: take(fields, "ui")?,
        },
        "log" => EventBody::Log { text: message.to_owned() },
        "diagnostic" => EventBody::Diagnostic(take(fields, "diagnostic")?),
        "resource_drift" => EventBody::ResourceDrift(take(fields, "change")?),
        "planned_change" => EventBody::PlannedChange(take(fields, "change")?),
        "change_summary" => {
            let mut changes: Map<String, Value> = take(fields, "changes")?;
            let operation: Operation = take(&mut changes, "operation")?;
            EventBody::ChangeSummary { counts: serde_json::from_value(Value::Object(changes))?, operation }
        }
        "outputs" => EventBody::Outputs(take(fields, "outputs")?),
        "refresh_start" => EventBody::RefreshStart(take(fields, "hook")?),
        "refresh_complete" => EventBody::RefreshComplete(take(fields, "hook")?),
        "apply_start" => EventBody::ApplyStart(take(fields, "hook")?),
        "apply_progress" => EventBody::ApplyProgress(take(fields, "hook")?),
        "apply_complete" => EventBody::ApplyComplete(take(fields, "hook")?),
        "apply_errored" => EventBody::ApplyErrored(take(fields, "hook")?),
        "ephemeral_op_start" => EventBody::EphemeralOpStart(take(fields, "hook")?),
        "ephemeral_op_progress" => EventBody::EphemeralOpProgress(take(fields, "hook")?),
        "ephemeral_op_complete" => EventBody::EphemeralOpComplete(take(fields, "hook")?),
        "ephemeral_op_errored" => EventBody::EphemeralOpErrored(take(fields, "hook")?),
        "provision_start" => EventBody::ProvisionStart(take(fields, "hook")?),
        "provision_progress" => EventBody::ProvisionProgress(take(fields, "hook")?),
        "provision_complete" => EventBody::ProvisionComplete(take(fields, "hook")?),
        "provision_errored" => EventBody::ProvisionErrored(take(fields, "hook")?),
        other => return Err(<serde_json::Error as de::Error>::custom(format!("no event is called \"{other}\""))),
    })
}

/// A field's value; one that is not there reads as null.
fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str) -> Result<T, serde_json::Error> {
    let value = fields.remove(name).unwrap_or(Value::Null);
    serde_json::from_value(value)
        .map_err(|error| <serde_json::Error as de::Error>::custom(format!("field \"{name}\": {error}")))
}
