//! `terraform_remote_state`: the outputs of a root module from its state ("The terraform_remote_state Data Source" in
//! Terraform's documentation).

use std::sync::Arc;

use groundplan_config::live::Unit;
use groundplan_diag::Severity;
use groundplan_provider::{AttributeDiagnostic, Response, Schema};
use groundplan_state::State;
use groundplan_value::{Map, Path, Type, Value, from_json, type_from_json};

use super::schemas::{self, Set};
use crate::host::{Host, RemoteState};

pub(super) const KIND: &str = "terraform_remote_state";

pub(super) fn schema() -> Schema {
    schemas::schema([
        ("backend", Type::String, Set::Required, "The type of the backend that holds the state."),
        ("config", Type::Dynamic, Set::Optional, "The backend's configuration, as an object."),
        ("defaults", Type::Dynamic, Set::Optional, "Values of outputs that the state does not have."),
        ("outputs", Type::Dynamic, Set::Computed, "An object of the root module's outputs."),
        ("workspace", Type::String, Set::Optional, "The workspace, if not the default one."),
    ])
}

/// What can be said of a configuration that is not known as a whole.
pub(super) fn validate(config: &Value) -> Vec<AttributeDiagnostic> {
    let unsuitable = |name: &str| {
        let ty = attr(config, name).ty();
        !matches!(ty, Type::Dynamic | Type::Object(_) | Type::Map(_))
    };
    let mut found = Vec::new();
    if unsuitable("config") {
        found.push(error("Invalid backend configuration", "The configuration must be an object value.", "config"));
    }
    if unsuitable("defaults") {
        found.push(error("Invalid default values", "Defaults must be given in an object value.", "defaults"));
    }
    found
}

/// Reads the outputs. The configuration is known and unmarked.
pub(super) async fn read(host: &dyn Host, unit: &Arc<Unit>, config: &Value) -> Response<Value> {
    match outputs(host, unit, config).await {
        Ok(outputs) => {
            let mut read = config.as_map().cloned().unwrap_or_default();
            read.insert("outputs".into(), Value::object(outputs));
            Response::ok(Value::object(read))
        }
        Err(error) => Response { value: Value::null(schema().block.value_type()), diagnostics: vec![error] },
    }
}

async fn outputs(host: &dyn Host, unit: &Arc<Unit>, config: &Value) -> Result<Map, AttributeDiagnostic> {
    let text = |name: &str| attr(config, name).as_str().cloned();
    let backend = text("backend").unwrap_or_default();
    let settings = attr(config, "config").as_map().cloned().unwrap_or_default();
    let wanted = RemoteState {
        // An older name of it that Terraform still reads.
        backend: if &*backend == "_local" { "local".into() } else { backend },
        config: Value::object(settings),
        workspace: text("workspace").unwrap_or_else(|| "default".into()),
    };
    let Some(state) = host.remote_state(unit, wanted).await? else {
        return Err(error(
            "Unable to find remote state",
            "No stored state was found for the given workspace in the given backend.",
            "workspace",
        ));
    };
    let mut outputs = attr(config, "defaults").as_map().cloned().unwrap_or_default();
    for (name, value) in values(&state)? {
        outputs.insert(name, value);
    }
    Ok(outputs)
}

/// The outputs of a state. Terraform does not mark those that are sensitive, and modules count on it.
fn values(state: &State) -> Result<Map, AttributeDiagnostic> {
    let read = state.outputs.iter().map(|(name, output)| {
        let ty = output.ty.to_value().ok().and_then(|json| type_from_json(&json).ok());
        let value = ty.and_then(|ty| from_json(&output.value.to_value().ok()?, &ty).ok());
        value.map(|value| (name.as_str().into(), value)).ok_or_else(|| {
            let detail = format!("The output value \"{name}\" in it does not fit its type.");
            error("Unable to read remote state", &detail, "config")
        })
    });
    read.collect()
}

fn error(summary: &str, detail: &str, argument: &str) -> AttributeDiagnostic {
    AttributeDiagnostic {
        severity: Severity::Error,
        summary: summary.to_owned(),
        detail: detail.to_owned(),
        attribute: Some(Path::root().attr(argument)),
    }
}

fn attr(object: &Value, name: &str) -> Value {
    object.as_map().and_then(|map| map.get(name)).cloned().unwrap_or(Value::NULL)
}
