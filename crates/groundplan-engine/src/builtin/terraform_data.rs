//! `terraform_data`: keeps a value, and is replaced when another changes ("The terraform_data Managed Resource Type" in
//! Terraform's documentation).

use groundplan_diag::Severity;
use groundplan_lang::functions::Clock;
use groundplan_provider::{AttributeDiagnostic, ObjectState, PlanResponse, Schema};
use groundplan_value::{Path, Type, Value, from_json};

use super::schemas::{self, Set};

pub(super) const KIND: &str = "terraform_data";

pub(super) fn schema() -> Schema {
    schemas::schema([
        ("id", Type::String, Set::Computed, "A string that is unique to the resource instance."),
        ("input", Type::Dynamic, Set::Optional, "A value to keep, which `output` has after apply."),
        ("output", Type::Dynamic, Set::Computed, "The value of `input` as it was applied."),
        ("triggers_replace", Type::Dynamic, Set::Optional, "A value whose change replaces the object."),
    ])
}

/// What only the provider sets cannot be set.
pub(super) fn validate(config: &Value) -> Vec<AttributeDiagnostic> {
    let set = ["id", "output"].into_iter().filter(|name| !attr(config, name).is_null());
    let wrong = set.map(|name| AttributeDiagnostic {
        severity: Severity::Error,
        summary: "Read-only attribute".to_owned(),
        detail: format!("\"{name}\" attribute is read-only."),
        attribute: Some(Path::root().attr(name)),
    });
    wrong.collect()
}

/// What becomes of an object. `prior` is null for a creation, `proposed` for a destruction.
pub(super) fn plan(prior: &ObjectState, proposed: &Value) -> PlanResponse {
    let mut response = PlanResponse {
        planned: ObjectState { value: proposed.clone(), private: prior.private.clone() },
        requires_replace: Vec::new(),
        legacy_type_system: false,
        deferred: None,
    };
    let Some(map) = proposed.as_map() else { return response };
    let mut planned = map.clone();
    let (input, trigger) = (attr(proposed, "input"), attr(proposed, "triggers_replace"));
    let existing = Some(&prior.value).filter(|value| !value.is_null());
    let replaced = existing.is_some_and(|prior| attr(prior, "triggers_replace") != trigger);
    if replaced {
        response.requires_replace.push(Path::root().attr("triggers_replace"));
    }
    if existing.is_none() || replaced {
        planned.insert("id".into(), Value::unknown_not_null(Type::String));
        // The type of the output is that of the input, also when that is null.
        planned.insert("output".into(), if input.is_null() { input } else { Value::unknown(input.ty()) });
    } else if existing.is_some_and(|prior| attr(prior, "input") != input) {
        planned.insert("output".into(), Value::unknown(input.ty()));
    }
    response.planned.value = Value::object(planned);
    response
}

/// The object as planned, with what was not known yet.
///
/// # Errors
/// A sentence, when there is no randomness for an id.
pub(super) fn apply(planned: &Value, clock: Option<&dyn Clock>) -> Result<Value, String> {
    let Some(map) = planned.as_map() else { return Ok(planned.clone()) };
    let mut made = map.clone();
    if !attr(planned, "output").is_known() {
        made.insert("output".into(), attr(planned, "input"));
    }
    if !attr(planned, "id").is_known() {
        let mut bytes = [0; 16];
        let clock = clock.ok_or("There is no source of randomness for an id while nothing is applied.")?;
        clock.random(&mut bytes).map_err(|error| format!("There is no randomness for an id: {error}."))?;
        made.insert("id".into(), Value::string(uuid(bytes)));
    }
    Ok(Value::object(made))
}

/// The object of an id, of which nothing else can be known.
pub(super) fn import(id: &str) -> Value {
    let nothing = || Value::null(Type::Dynamic);
    Value::object([
        ("id", Value::string(id)),
        ("input", nothing()),
        ("output", nothing()),
        ("triggers_replace", nothing()),
    ])
}

/// The object that a `null_resource` becomes: its triggers are what replaces it.
///
/// # Errors
/// A sentence, when the JSON is no object of that type.
pub(super) fn from_null_resource(json: &[u8]) -> Result<Value, String> {
    let ty = Type::object([("id", Type::String), ("triggers", Type::map(Type::String))]);
    let json = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    let old = from_json(&json, &ty).map_err(|error| error.to_string())?;
    let triggers = match attr(&old, "triggers").as_map() {
        // Written as `{ … }` they are an object, and a map would count as a change of it.
        Some(triggers) => Value::object(triggers.clone()),
        None => Value::null(Type::Dynamic),
    };
    let nothing = || Value::null(Type::Dynamic);
    Ok(Value::object([
        ("id", attr(&old, "id")),
        ("input", nothing()),
        ("output", nothing()),
        ("triggers_replace", triggers),
    ]))
}

fn attr(object: &Value, name: &str) -> Value {
    object.as_map().and_then(|map| map.get(name)).cloned().unwrap_or(Value::NULL)
}

fn uuid(bytes: [u8; 16]) -> String {
    let mut text = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text += &format!("{byte:02x}");
    }
    text
}
