//! The live repository of this repository, as it is on the disk.

use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Reader};
use groundplan_config::live::{Selection, UnitOutputs, UnitPath, live_root, load_live};
use groundplan_diag::Diagnostic;
use groundplan_value::Value;

use super::settings;
use crate::support;

/// Outputs of a company of which nothing exists yet.
struct NotKnownYet;

impl UnitOutputs for NotKnownYet {
    fn output(&self, _unit: &UnitPath, _name: &str) -> Result<Value, Diagnostic> {
        Ok(Value::DYNAMIC)
    }

    fn outputs(&self, _unit: &UnitPath) -> Result<Value, Diagnostic> {
        Ok(Value::DYNAMIC)
    }
}

#[test]
fn the_example_company_loads_without_a_message() {
    let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap();
    let files = Reader { base: base.clone().into(), files: Arc::new(DiskFiles::default()) };
    let root = live_root(Path::new("examples/acme/dev/us-west-2"), &files);
    assert_eq!(root, base.join("examples/acme"));
    let settings = settings(files);
    let (live, diags) = load_live(&root, &Selection::default(), &settings);
    assert_eq!(support::rendered(&diags, &settings.sources), "");
    assert!(live.units.len() >= 116, "{:?}", live.units);
    for unit in &live.units {
        for name in unit.module.module.variables.keys() {
            let Some(input) = unit.inputs.get(name) else { continue };
            let problems = input.evaluate(&NotKnownYet).err().unwrap_or_default();
            assert_eq!(support::rendered(&problems, &settings.sources), "", "{}: {name}", unit.path);
        }
    }
    let vpc = live.units.iter().find(|unit| &*unit.path.0 == "dev/us-west-2/dev/networking/vpc").unwrap();
    let account = vpc.inputs.get("account_id").unwrap();
    let references: Vec<_> = account.references().iter().map(|it| (&*it.unit.0, it.output.as_deref())).collect();
    let organization = "management/_global/organization";
    assert_eq!(references, [(organization, Some("account_ids")), (organization, Some("management_account_id"))]);
    assert_eq!((vpc.account.as_deref(), vpc.region.as_deref()), (Some("dev"), Some("us-west-2")));
}
