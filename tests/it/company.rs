//! The example company with its states in S3: planned from nothing, applied, changed in one place, looked at and carried on by
//! Terraform, destroyed.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use groundplan_sandbox::client::Credentials;
use serde_json::Value;

use crate::support::{Sandbox, copy, provider_processes, root};

const STATES: &str = r#"remote_state {
  backend = "s3"

  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }

  config = {
    bucket                      = "acme-states"
    key                         = "${path_relative_to_include()}/terraform.tfstate"
    region                      = "us-west-2"
    encrypt                     = true
    use_lockfile                = true
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
  }
}
"#;

/// The unit that is changed, and its file in the catalog, which makes no other.
const LEAF: &str = "shared-services/us-west-2/ecr-repositories";
const LEAF_FILE: &str = "catalog/units/ecr-repositories/terragrunt.hcl";

/// Units that Terraform looks at too, of all accounts.
const LOOKED_AT: [&str; 10] = [
    LEAF,
    "dev/us-west-2/dev/networking/vpc",
    "prod/us-west-2/prod/networking/vpc",
    "management/_global/organization",
    "management/us-west-2/audit",
    "logs/us-west-2/log-archive",
    "security/us-west-2/guardduty",
    "security/us-west-2/identity",
    "stage/baseline/us-west-2/alarms",
    "dev/baseline/_global/account-baseline",
];

/// A network in a unit of its own.
const NETWORK: &str = r#"include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}

include "account" {
  path = find_in_parent_folders("account.hcl")
}

terraform {
  source = "${find_in_parent_folders("catalog")}//modules/networking/vpc"
}

inputs = {
  name               = include.root.locals.account_name
  cidr_block         = "10.0.0.0/16"
  availability_zones = include.root.locals.company.availability_zones[include.root.locals.aws_region]
}
"#;

/// The example with its catalog, and states in S3: the accounts with their baselines, and a network in two of them in place of
/// the environments, which the demo's test has.
fn write_company(work: &Path) -> PathBuf {
    let dir = work.join("acme");
    copy(&root().join("examples/acme"), &dir);
    copy(&root().join("catalog"), &work.join("catalog"));
    for account in ["dev", "stage", "prod"] {
        std::fs::remove_dir_all(dir.join(account)).unwrap();
    }
    for account in ["dev", "prod"] {
        let unit = dir.join(format!("{account}/us-west-2/{account}/networking/vpc"));
        std::fs::create_dir_all(&unit).unwrap();
        std::fs::write(unit.join("terragrunt.hcl"), NETWORK).unwrap();
    }
    let company = std::fs::read_to_string(dir.join("company.hcl")).unwrap();
    let (before, rest) = company.split_once("  environments = {\n").unwrap();
    let (_, after) = rest.split_once("\n  }\n").unwrap();
    std::fs::write(dir.join("company.hcl"), format!("{before}  environments = {{}}\n{after}")).unwrap();
    let text = std::fs::read_to_string(dir.join("root.hcl")).unwrap();
    let start = text.find("remote_state {").unwrap();
    let end = start + text[start..].find("\n}\n").unwrap() + 3;
    std::fs::write(dir.join("root.hcl"), format!("{}{STATES}{}", &text[..start], &text[end..])).unwrap();
    dir
}

/// A unit as Terraform would have it from Terragrunt: its module in a copy of the catalog, with what it generates and its inputs.
fn for_terraform(sandbox: &Sandbox, dir: &Path, unit: &str, to: &Path) -> Option<PathBuf> {
    let rendered = sandbox.run(dir, &["render", unit, "--json"]).ok().stdout;
    let rendered: Value = serde_json::from_str(&rendered).unwrap();
    let source = rendered["terraform"]["source"].as_str().unwrap();
    let (catalog, module) = source.split_once("//").unwrap();
    copy(&Path::new(catalog).join("modules"), &to.join("modules"));
    let module = to.join(module);
    for file in rendered["generate"].as_object().unwrap().values() {
        std::fs::write(module.join(file["path"].as_str().unwrap()), file["contents"].as_str().unwrap()).unwrap();
    }
    std::fs::write(module.join("backend.tf"), "terraform {\n  backend \"s3\" {}\n}\n").unwrap();
    std::fs::write(module.join("terraform.tfvars.json"), rendered["inputs"].to_string()).unwrap();
    let config = rendered["remote_state"]["config"].as_object().unwrap().iter().map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        format!("-backend-config={name}={value}")
    });
    let args: Vec<String> = ["init".to_owned(), "-input=false".to_owned()].into_iter().chain(config).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    sandbox.terraform(&module, &args)?.ok();
    Some(module)
}

/// The units with a change in a saved plan.
fn changed_units(sandbox: &Sandbox, dir: &Path, plan: &str) -> BTreeSet<String> {
    let shown = sandbox.run(dir, &["show", "--json", plan]).ok().stdout;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    let units = shown["units"].as_object().unwrap().iter();
    let is_changed = |unit: &Value| {
        let changes = unit["plan"]["resource_changes"].as_array().unwrap().iter();
        changes.into_iter().any(|change| change["change"]["actions"] != serde_json::json!(["no-op"]))
    };
    units.filter(|(_, unit)| is_changed(unit)).map(|(path, _)| path.clone()).collect()
}

fn assert_nothing_to_do(sandbox: &Sandbox, dir: &Path, when: &str) {
    let plan = sandbox.run(dir, &["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, Some(0), "{when}:\n{}\n{}", plan.stdout, plan.stderr);
}

/// Writes one more account into the company: one entry of one map.
fn add_account(dir: &Path, name: &str) {
    let file = dir.join("company.hcl");
    let text = std::fs::read_to_string(&file).unwrap();
    let dev = text.lines().find(|line| line.trim_start().starts_with("dev ")).unwrap();
    let new = dev.replace("dev  ", &format!("{name}   ")).replace("aws+dev@", &format!("aws+{name}@"));
    std::fs::write(&file, text.replace(dev, &format!("{dev}\n{new}"))).unwrap();
}

#[tokio::test]
#[ignore = "takes minutes; run by .ci/run"]
async fn a_company_with_states_in_s3_lives_and_ends() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    let dir = write_company(&work.path().canonicalize().unwrap());

    // From nothing: no account, no bucket.
    let plan = sandbox.run(&dir, &["plan"]).ok();
    assert!(
        plan.stdout.contains("(id known after apply)") && plan.stdout.contains(" 0 to destroy."),
        "{}",
        plan.stdout
    );
    sandbox.run(&dir, &["apply", "--auto-approve"]).ok();
    assert_nothing_to_do(&sandbox, &dir, "after the first apply");
    let listed = sandbox.run(&dir, &["state", "list"]).ok().stdout;
    let units: BTreeSet<&str> = listed.lines().filter_map(|line| line.split(']').next()).collect();
    assert!(
        units.len() >= 60 && listed.lines().count() >= 800,
        "{} units, {} lines",
        units.len(),
        listed.lines().count()
    );
    let accounts = sandbox.client().list_accounts(&Credentials::first_account()).await.unwrap();
    assert_eq!(accounts.len(), 7, "{accounts:?}");

    // One leaf.
    let file = work.path().join(LEAF_FILE);
    let text = std::fs::read_to_string(&file).unwrap();
    let with =
        |more: &str| std::fs::write(&file, text.replace("inputs = {\n", &format!("inputs = {{\n{more}"))).unwrap();
    with("  tags = { Team = \"one\" }\n");
    sandbox.run(&dir, &["plan", "--out", "plan"]).ok();
    assert_eq!(changed_units(&sandbox, &dir, "plan"), BTreeSet::from([LEAF.to_owned()]));
    sandbox.run(&dir, &["apply", "plan"]).ok();

    // One account more.
    add_account(&dir, "qa");
    let plan = sandbox.run(&dir, &["plan"]).ok().stdout;
    assert!(plan.contains("Account qa (id known after apply)") && plan.contains(" 0 to destroy."), "{plan}");
    sandbox.run(&dir, &["apply", "--auto-approve"]).ok();
    assert_nothing_to_do(&sandbox, &dir, "after the changes");
    let accounts = sandbox.client().list_accounts(&Credentials::first_account()).await.unwrap();
    assert!(accounts.len() == 8 && accounts.iter().any(|account| account.name == "qa"), "{accounts:?}");

    // Terraform has nothing to do either, and what it changes is taken over.
    for (at, unit) in LOOKED_AT.iter().enumerate() {
        let to = work.path().join(format!("terraform-{at}"));
        let Some(module) = for_terraform(&sandbox, &dir, unit, &to) else { break };
        let terraform = |args: &[&str]| sandbox.terraform(&module, args).unwrap();
        let plan = terraform(&["plan", "-input=false", "-detailed-exitcode", "-no-color"]);
        assert_eq!(plan.code, Some(0), "{unit}:\n{}\n{}", plan.stdout, plan.stderr);
        if *unit == LEAF {
            terraform(&["apply", "-input=false", "-auto-approve", "-var", "tags={Team=\"two\"}"]).ok();
            with("  tags = { Team = \"two\" }\n");
        }
        std::fs::remove_dir_all(&to).unwrap();
    }
    assert_nothing_to_do(&sandbox, &dir, "after Terraform");

    sandbox.run(&dir, &["destroy", "--auto-approve"]).ok();
    for account in &accounts {
        let mut items = sandbox.client().inventory(&account.id).await.unwrap();
        // The states themselves, and the role that comes with a member account.
        items.retain(|item| item.service != "s3" || !item.id.contains("acme-states"));
        if let Some(role) = items.iter().position(|item| item.service == "iam" && item.kind == "Role") {
            items.remove(role);
        }
        items.retain(|item| item.service != "s3" || item.kind == "FakeBucket");
        assert!(items.is_empty(), "{}: {items:#?}", account.name);
    }
    assert_eq!(sandbox.run(&dir, &["state", "list"]).ok().stdout, "");
    assert_eq!(sandbox.run(&dir, &["state", "unlock"]).ok().stdout, "No state is locked.\n");
    assert_eq!(provider_processes(&sandbox.endpoint), Vec::<String>::new());
}
