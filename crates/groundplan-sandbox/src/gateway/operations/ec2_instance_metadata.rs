//! The defaults for the metadata service of new instances, per account and region.

use async_trait::async_trait;
use serde_json::{Map, Value};

use super::ec2_settings::invalid;
use super::{Answer, Entry, Operation, World};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::{ApiError, escape};

const DOCUMENT: &str = "instance-metadata-defaults";
/// What takes a default away again.
const NO_PREFERENCE: &str = "no-preference";

/// The parameters: as sent, as shown, and what is allowed (nothing: a number from 1 to 64).
const PARAMETERS: [(&str, &str, &[&str]); 4] = [
    ("HttpTokens", "httpTokens", &["optional", "required", NO_PREFERENCE]),
    ("HttpPutResponseHopLimit", "httpPutResponseHopLimit", &[]),
    ("HttpEndpoint", "httpEndpoint", &["disabled", "enabled", NO_PREFERENCE]),
    ("InstanceMetadataTags", "instanceMetadataTags", &["disabled", "enabled", NO_PREFERENCE]),
];

pub(super) fn operations() -> Vec<Entry> {
    vec![
        ("ec2", "ModifyInstanceMetadataDefaults", Box::new(Modify)),
        ("ec2", "GetInstanceMetadataDefaults", Box::new(Get)),
    ]
}

struct Modify;

#[async_trait]
impl Operation for Modify {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        let mut defaults = stored(call, world);
        for (parameter, element, allowed) in PARAMETERS {
            let Some(value) = call.parameter(parameter) else { continue };
            let hops = value.parse::<i64>().ok();
            let takes_away = if allowed.is_empty() { hops == Some(-1) } else { value == NO_PREFERENCE };
            let fits = if allowed.is_empty() {
                hops.is_some_and(|hops| (1..=64).contains(&hops))
            } else {
                allowed.contains(&value.as_str())
            };
            if takes_away {
                defaults.remove(element);
            } else if fits {
                defaults.insert(element.to_owned(), Value::String(value));
            } else {
                return Err(invalid(parameter, &value));
            }
        }
        world.documents.put(&call.call, DOCUMENT, Value::Object(defaults));
        Ok(Answer::ec2(&call.call.operation, "<return>true</return>"))
    }
}

struct Get;

#[async_trait]
impl Operation for Get {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        let elements: String = stored(call, world)
            .iter()
            .filter_map(|(element, value)| Some(format!("<{element}>{}</{element}>", escape(value.as_str()?))))
            .collect();
        Ok(Answer::ec2(&call.call.operation, &format!("<accountLevel>{elements}</accountLevel>")))
    }
}

fn stored(call: &WholeCall, world: &World<'_>) -> Map<String, Value> {
    match world.documents.get(&call.call, DOCUMENT) {
        Some(Value::Object(defaults)) => defaults,
        _ => Map::new(),
    }
}
