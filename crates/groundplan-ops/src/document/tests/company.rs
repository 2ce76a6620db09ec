use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use groundplan_config::files::MemoryFiles;
use groundplan_config::live::{Inputs, Unit, UnitBackend, UnitPath};
use groundplan_diag::Span;
use groundplan_engine::{Action, OutputChange, Plan, UnitPlan};
use groundplan_lang::functions::NoFiles;
use groundplan_state::State;
use groundplan_value::{Marks, Value};
use serde_json::json;

use super::recorded::load;
use crate::document::account::account_id;
use crate::document::company::company_plan_at;

fn unit(path: &str, after: &[&str]) -> Arc<Unit> {
    let mut files = MemoryFiles::new();
    files.add("/case/main.tf", *b"variable \"name\" {}\noutput \"name\" { value = var.name }\n");
    Arc::new(Unit {
        path: UnitPath(path.into()),
        dir: PathBuf::from(path),
        module: load(files),
        inputs: Inputs::default(),
        after: after.iter().map(|path| (UnitPath((*path).into()), Span::NONE)).collect(),
        backend: UnitBackend::default_local(),
        prevent_destroy: None,
        account: Some(path.split('/').next().unwrap_or_default().to_owned()),
        region: Some("us-west-2".to_owned()),
        hooks: Vec::new(),
        files_read: Vec::new(),
        files: Arc::new(NoFiles),
    })
}

fn planned(path: &str, output: Action) -> UnitPlan {
    let name = |text: &str| (Arc::from(text), Value::string(text));
    UnitPlan {
        unit: UnitPath(path.into()),
        changes: Vec::new(),
        drift: Vec::new(),
        outputs: vec![OutputChange {
            name: "name".into(),
            before: Value::NULL,
            after: Value::string("name"),
            sensitive: false,
            action: output,
        }],
        checks: Vec::new(),
        read: BTreeMap::new(),
        variables: BTreeMap::from([name("name"), ("key".into(), Value::string("k").mark(Marks::EPHEMERAL))]),
        stored: State::new(),
        refreshed: State::new(),
        moved: BTreeMap::new(),
        refresh_only: false,
        partial: false,
    }
}

#[test]
fn units_stand_by_path_and_accounts_in_order() {
    let units = [unit("management/organization", &[]), unit("dev/vpc", &["management/organization"])];
    let plan = Plan {
        units: vec![planned("management/organization", Action::NoOp), planned("dev/vpc", Action::Create)],
        destroy: false,
    };
    let document = company_plan_at(&plan, &units, SystemTime::UNIX_EPOCH);
    let names: Vec<&str> = document.accounts.iter().map(|account| account.name.as_str()).collect();
    assert_eq!(names, ["management", "dev"]);
    assert_eq!(document.units.keys().collect::<Vec<_>>(), ["dev/vpc", "management/organization"]);
    let vpc = &document.units["dev/vpc"];
    assert_eq!(vpc.dependencies, ["management/organization"]);
    assert_eq!(vpc.region.as_deref(), Some("us-west-2"));
    assert!(vpc.plan.applyable && document.applyable);
    assert!(!document.units["management/organization"].plan.applyable);
    assert_eq!(document.timestamp, "1970-01-01T00:00:00Z");
}

#[test]
fn a_plan_without_resources_is_terraforms() {
    let plan = Plan { units: vec![planned(".", Action::Create)], destroy: false };
    let document = company_plan_at(&plan, &[unit(".", &[])], SystemTime::UNIX_EPOCH);
    let output = json!({ "sensitive": false, "type": "string", "value": "name" });
    let expected = json!({
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": { "name": { "value": "name" } },
        "planned_values": { "outputs": { "name": output }, "root_module": {} },
        "output_changes": {
            "name": {
                "actions": ["create"],
                "before": null,
                "after": "name",
                "after_unknown": false,
                "before_sensitive": false,
                "after_sensitive": false
            }
        },
        "prior_state": {
            "format_version": "1.0",
            "terraform_version": "1.11.4",
            "values": { "outputs": { "name": output }, "root_module": {} }
        },
        "configuration": {
            "root_module": {
                "outputs": { "name": { "expression": { "references": ["var.name"] } } },
                "variables": { "name": {} }
            }
        },
        "timestamp": "1970-01-01T00:00:00Z",
        "applyable": true,
        "complete": true,
        "errored": false
    });
    assert_eq!(serde_json::to_value(&document.units["."].plan).unwrap(), expected);
}

#[test]
fn an_account_is_known_by_what_it_owns() {
    let owner = |arn: Value| account_id(&Value::object([("arn", arn)]));
    let role = Value::string("arn:aws:iam::123456789012:role/x");
    assert_eq!(owner(role.clone()).as_deref(), Some("123456789012"));
    assert_eq!(owner(role.mark(Marks::SENSITIVE)), None);
    assert_eq!(owner(Value::string("arn:aws:s3:::bucket")), None);
    assert_eq!(owner(Value::string("arn:aws:iam::aws:policy/ReadOnlyAccess")), None);
    assert_eq!(owner(Value::NULL), None);
    assert_eq!(account_id(&Value::NULL), None);
}
