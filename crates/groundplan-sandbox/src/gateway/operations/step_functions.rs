//! Step Functions: whether a definition is one, which the provider asks when it plans a state machine.

use async_trait::async_trait;
use serde_json::{Value, json};

use super::{Answer, Entry, Operation, World};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::ApiError;

pub(super) fn operations() -> Vec<Entry> {
    vec![("states", "ValidateStateMachineDefinition", Box::new(Validate))]
}

/// Finds what is no JSON, has no states or starts with one that there is not; the states themselves are not looked into.
struct Validate;

#[async_trait]
impl Operation for Validate {
    async fn answer(&self, call: &WholeCall, _: &World<'_>) -> Result<Answer, ApiError> {
        let request: Value = serde_json::from_slice(&call.body)
            .map_err(|error| ApiError::client("SerializationException", error.to_string()))?;
        let definition = request
            .get("definition")
            .and_then(Value::as_str)
            .ok_or_else(|| ApiError::client("ValidationException", "definition is missing.".to_owned()))?;
        let diagnostics: Vec<Value> = fault(definition).into_iter().collect();
        let result = if diagnostics.is_empty() { "OK" } else { "FAIL" };
        Ok(Answer::json(&json!({ "result": result, "diagnostics": diagnostics, "truncated": false })))
    }
}

/// The first thing that is wrong with a definition in the Amazon States Language.
fn fault(definition: &str) -> Option<Value> {
    let schema = |message: String, location: &str| json!({ "severity": "ERROR", "code": "SCHEMA_VALIDATION_FAILED", "message": message, "location": location });
    let machine: Value = match serde_json::from_str(definition) {
        Ok(machine) => machine,
        Err(error) => {
            return Some(json!({
                "severity": "ERROR",
                "code": "INVALID_JSON_DESCRIPTION",
                "message": error.to_string(),
                "location": format!("[Line: {}, Column: {}]", error.line(), error.column()),
            }));
        }
    };
    let Some(states) = machine.get("States").and_then(Value::as_object).filter(|states| !states.is_empty()) else {
        return Some(schema("The field 'States' is required and must not be empty.".to_owned(), "/States"));
    };
    match machine.get("StartAt").and_then(Value::as_str) {
        None => Some(schema("The field 'StartAt' is required.".to_owned(), "/StartAt")),
        Some(first) if !states.contains_key(first) => {
            Some(schema(format!("There is no state '{first}' to start at."), "/StartAt"))
        }
        Some(_) => None,
    }
}
