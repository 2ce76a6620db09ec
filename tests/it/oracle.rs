//! Terraform itself says whether a plan is right, and whether there is something left to do after an apply.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};

use crate::support::{Sandbox, copy, root};

const EXAMPLES: [&str; 4] = [
    "networking/vpc/examples/minimal",
    "networking/vpc/examples/production",
    "networking/vpc/examples/isolated",
    "landingzone/organization/examples/complete",
];

/// What a plan's JSON says of each resource and output, in a form in which equal plans are equal.
fn rows(plan: &Value) -> BTreeMap<String, Value> {
    let mut rows = BTreeMap::new();
    for change in plan["resource_changes"].as_array().into_iter().flatten() {
        let what = &change["change"];
        if change["mode"] == "data" && what["actions"] == json!(["no-op"]) {
            continue;
        }
        let address = format!("{}#{}", change["address"].as_str().unwrap(), change["deposed"].as_str().unwrap_or(""));
        rows.insert(
            address,
            json!([
                what["actions"],
                what["before"],
                what["after"],
                pruned(&what["after_unknown"]),
                pruned(&what["before_sensitive"]),
                pruned(&what["after_sensitive"]),
                what["replace_paths"],
                change["action_reason"],
            ]),
        );
    }
    for (name, change) in plan["output_changes"].as_object().into_iter().flatten() {
        let row = json!([
            change["actions"],
            change["before"],
            change["after"],
            pruned(&change["after_unknown"]),
            pruned(&change["after_sensitive"]),
        ]);
        rows.insert(format!("output.{name}"), row);
    }
    rows
}

/// A mask without the branches that say nothing.
fn pruned(mask: &Value) -> Value {
    match mask {
        Value::Object(map) => {
            let kept = map.iter().map(|(key, inner)| (key.clone(), pruned(inner)));
            Value::Object(kept.filter(|(_, inner)| !is_nothing(inner)).collect())
        }
        Value::Array(items) => {
            let kept: Vec<Value> = items.iter().map(pruned).collect();
            if kept.iter().all(is_nothing) { json!([]) } else { Value::Array(kept) }
        }
        other => other.clone(),
    }
}

fn is_nothing(mask: &Value) -> bool {
    *mask == json!({}) || *mask == json!([]) || *mask == json!(false) || mask.is_null()
}

fn same_plan(sandbox: &Sandbox, theirs: &Path, ours: &Path, example: &str) {
    let terraform = |args: &[&str]| sandbox.terraform(theirs, args).unwrap().ok();
    terraform(&["plan", "-input=false", "-no-color", "-out=plan.bin"]);
    let wanted: Value = serde_json::from_str(&terraform(&["show", "-json", "plan.bin"]).stdout).unwrap();
    sandbox.run(ours, &["plan", "--out", "plan.bin"]).ok();
    let got: Value = serde_json::from_str(&sandbox.run(ours, &["show", "--json", "plan.bin"]).ok().stdout).unwrap();
    let (wanted, got) = (rows(&wanted), rows(&got));
    assert_eq!(wanted.keys().collect::<Vec<_>>(), got.keys().collect::<Vec<_>>(), "{example}");
    for (address, row) in &wanted {
        assert_eq!(row, &got[address], "{example}: {address} (terraform on the left)");
    }
}

#[test]
#[ignore = "takes minutes; run by .ci/run"]
fn terraform_plans_the_same_and_finds_nothing_to_do_after_our_apply() {
    let sandbox = Sandbox::up();
    let modules = root().join("catalog/modules");
    for example in EXAMPLES {
        let work = tempfile::tempdir().unwrap();
        copy(&modules, &work.path().join("theirs"));
        copy(&modules, &work.path().join("ours"));
        let (theirs, ours) = (work.path().join("theirs").join(example), work.path().join("ours").join(example));
        let Some(init) = sandbox.terraform(&theirs, &["init", "-input=false", "-no-color"]) else {
            println!("skipped: terraform is not installed");
            return;
        };
        init.ok();
        same_plan(&sandbox, &theirs, &ours, example);
        sandbox.run(&ours, &["apply", "--auto-approve"]).ok();
        std::fs::copy(ours.join("terraform.tfstate"), theirs.join("terraform.tfstate")).unwrap();
        same_plan(&sandbox, &theirs, &ours, example);
        let again = sandbox.terraform(&theirs, &["plan", "-input=false", "-no-color", "-detailed-exitcode"]).unwrap();
        assert_eq!(again.code, Some(0), "{example}: terraform finds something to do:\n{}", again.stdout);
        sandbox.run(&ours, &["destroy", "--auto-approve"]).ok();
        let state: Value =
            serde_json::from_str(&std::fs::read_to_string(ours.join("terraform.tfstate")).unwrap()).unwrap();
        assert_eq!(state["resources"], json!([]), "{example}: something is left");
    }
}
