use std::collections::BTreeMap;

use groundplan_engine::{Action, OutputChange};
use groundplan_format::{Change, OutputValue, Outputs};
use groundplan_state::State;
use serde_json::Value as Json;

use super::mask::{known, unknown_mask};
use super::object;
use super::schema::value_type;

/// The outputs of a state.
pub(crate) fn outputs(state: &State) -> Outputs {
    let written = state.outputs.iter().map(|(name, output)| {
        let value_type = output.ty.decode().ok();
        (name.clone(), OutputValue { sensitive: output.sensitive, value_type, value: output.value.to_value().ok() })
    });
    written.collect()
}

/// What becomes of each output. While everything is destroyed, one that is not there is not spoken of.
pub(super) fn output_changes(outputs: &[OutputChange], destroy: bool) -> BTreeMap<String, Change> {
    let told = outputs.iter().filter(|output| !(destroy && output.before.is_null()));
    told.map(|output| (output.name.to_string(), output_change(output))).collect()
}

fn output_change(output: &OutputChange) -> Change {
    // Terraform keeps one flag for both: whether it was hidden or will be.
    let sensitive = Some(Json::Bool(is_hidden(output)));
    Change {
        action: object::action(output.action),
        before: Some(known(&output.before).unwrap_or(Json::Null)),
        after: known(&output.after),
        after_unknown: Some(if output.after.is_wholly_known() {
            Json::Bool(false)
        } else {
            unknown_mask(&output.after)
        }),
        before_sensitive: sensitive.clone(),
        after_sensitive: sensitive,
        ..Change::default()
    }
}

fn is_hidden(output: &OutputChange) -> bool {
    output.sensitive || output.before.marks().is_sensitive()
}

/// An output's value after apply; only a value that is known as a whole is told.
pub(super) fn planned_output(output: &OutputChange) -> OutputValue {
    let mut planned = OutputValue { sensitive: is_hidden(output), ..OutputValue::default() };
    if output.after.is_wholly_known() {
        planned.value_type = value_type(&output.after.ty());
        planned.value = known(&output.after);
    }
    planned
}

/// The outputs of the state that a plan starts from. Terraform evaluates outputs before it writes that state down, so
/// they are the new ones where these are known; those that the configuration has no longer are still there.
pub(super) fn prior_outputs(refreshed: &State, changes: &[OutputChange], destroy: bool) -> Outputs {
    let mut prior = outputs(refreshed);
    if destroy {
        return prior;
    }
    for output in changes.iter().filter(|output| output.action != Action::Delete) {
        if output.after.is_null() {
            prior.remove(&*output.name);
        } else if output.after.is_wholly_known() {
            let value = OutputValue {
                sensitive: output.sensitive,
                value_type: value_type(&output.after.ty()),
                value: known(&output.after),
            };
            prior.insert(output.name.to_string(), value);
        }
    }
    prior
}
