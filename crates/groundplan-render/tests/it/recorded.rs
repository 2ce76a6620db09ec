//! What Terraform recorded for a case; see `groundplan-format/tests/recorded/README.md`.

use std::fs;
use std::path::Path;

use groundplan_format::{Outputs, Plan, ProviderSchemas, State};

pub(crate) fn text(case: &str, file: &str) -> String {
    find(case, file).unwrap_or_else(|| panic!("the case {case} has no {file}"))
}

pub(crate) fn plan(case: &str) -> Plan {
    Plan { provider_schemas: schemas(case), ..Plan::from_json(&text(case, "plan.json")).unwrap() }
}

pub(crate) fn state(case: &str) -> State {
    State::from_json(&text(case, "state.json")).unwrap()
}

pub(crate) fn outputs(case: &str) -> Outputs {
    serde_json::from_str(&text(case, "output.json")).unwrap()
}

pub(crate) fn schemas(case: &str) -> ProviderSchemas {
    find(case, "schemas.json").map(|json| serde_json::from_str(&json).unwrap()).unwrap_or_default()
}

fn find(case: &str, file: &str) -> Option<String> {
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("../groundplan-format/tests/recorded");
    fs::read_to_string(recorded.join(case).join(file)).ok()
}
