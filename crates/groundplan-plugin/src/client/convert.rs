use groundplan_diag::Severity;
use groundplan_provider::AttributeDiagnostic;
use groundplan_value::{Path, Type, Value, from_msgpack, to_msgpack};

use crate::wire::{AttributePath, Diagnostic, DynamicValue, Selector, Severity as WireSeverity};

pub(super) fn encode(value: &Value, ty: &Type) -> Result<DynamicValue, String> {
    let msgpack = to_msgpack(value, ty).map_err(|error| error.to_string())?;
    Ok(DynamicValue { msgpack: msgpack.into(), ..DynamicValue::default() })
}

/// A value of a type; null when there is none.
pub(super) fn decode(value: Option<&DynamicValue>, ty: &Type) -> Result<Value, String> {
    match value {
        Some(value) if !value.msgpack.is_empty() => from_msgpack(&value.msgpack, ty).map_err(|error| error.to_string()),
        Some(value) if !value.json.is_empty() => from_json(&value.json, ty),
        _ => Ok(Value::null(ty.clone())),
    }
}

/// A value of a type, from its JSON.
pub(super) fn from_json(json: &[u8], ty: &Type) -> Result<Value, String> {
    let json = serde_json::from_slice(json).map_err(|error| error.to_string())?;
    groundplan_value::from_json(&json, ty).map_err(|error| error.to_string())
}

pub(super) fn diagnostics(messages: Vec<Diagnostic>) -> Vec<AttributeDiagnostic> {
    messages.into_iter().map(diagnostic).collect()
}

fn diagnostic(message: Diagnostic) -> AttributeDiagnostic {
    // A severity that we do not know must not be taken lightly.
    let warning = message.severity == i32::from(WireSeverity::Warning);
    AttributeDiagnostic {
        severity: if warning { Severity::Warning } else { Severity::Error },
        summary: message.summary,
        detail: message.detail,
        attribute: message.attribute.map(path).filter(|path| !path.steps().is_empty()),
    }
}

/// A path; a step without content ends it, as what follows has nowhere to start from.
pub(super) fn path(path: AttributePath) -> Path {
    let selectors = path.steps.into_iter().map_while(|step| step.selector);
    selectors.fold(Path::root(), |path, selector| match selector {
        Selector::AttributeName(name) => path.attr(name),
        Selector::ElementKeyString(key) => path.index(Value::string(key)),
        Selector::ElementKeyInt(key) => path.index(Value::number(key)),
    })
}
