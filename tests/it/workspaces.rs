//! Workspaces with states in S3, and `terraform_remote_state` that reads them.

use std::path::Path;

use crate::support::Sandbox;

const BACKEND: &str = r#"    bucket                      = "acme-states"
    key                         = "net/terraform.tfstate"
    region                      = "us-west-2"
    use_path_style              = true
    skip_credentials_validation = true
    skip_requesting_account_id  = true
    skip_metadata_api_check     = true
"#;

fn network(dir: &Path) {
    let text = format!(
        "terraform {{\n  backend \"s3\" {{\n{BACKEND}    use_lockfile = true\n  }}\n}}\n\
         resource \"terraform_data\" \"net\" {{\n  input = terraform.workspace\n}}\n\
         output \"name\" {{\n  value = terraform_data.net.output\n}}\n\
         output \"cidrs\" {{\n  value = {{ a = \"10.0.0.0/16\", n = 2 }}\n}}\n"
    );
    std::fs::write(dir.join("main.tf"), text).unwrap();
}

/// A root module that reads the other one's outputs.
fn reader(dir: &Path, workspace: &str) {
    let text = format!(
        "data \"terraform_remote_state\" \"net\" {{\n  backend   = \"s3\"\n  workspace = {workspace}\n  config = {{\n{BACKEND}  }}\n\
         defaults = {{\n    absent = \"by default\"\n    name = \"no\"\n  }}\n}}\n\
         output \"all\" {{\n  value = data.terraform_remote_state.net.outputs\n}}\n"
    );
    std::fs::write(dir.join("main.tf"), text).unwrap();
}

#[test]
#[ignore = "starts a sandbox; run by .ci/run"]
fn each_workspace_has_its_state_and_other_root_modules_read_it() {
    let sandbox = Sandbox::up();
    let net = tempfile::tempdir().unwrap();
    network(net.path());
    let of = |workspace: &str, args: &[&str]| {
        let mut command = sandbox.command(net.path(), args);
        crate::support::Ran::of(&command.env("TF_WORKSPACE", workspace).output().unwrap())
    };
    of("blue", &["apply", "--auto-approve"]).ok();
    let told = sandbox.run(net.path(), &["state", "unlock"]).ok();
    assert_eq!(told.stdout, "No state is locked.\n");
    // The usual workspace knows nothing of it.
    let plan = sandbox.run(net.path(), &["plan", "--detailed-exitcode"]);
    assert_eq!(plan.code, Some(2), "{plan:?}");
    assert_eq!(of("blue", &["output", "--raw", "name"]).ok().stdout, "blue");

    // A plan for one workspace is none for another.
    of("green", &["plan", "--out", "green.plan"]).ok();
    let other = of("blue", &["apply", "green.plan"]);
    assert_eq!(other.code, Some(1), "{other:?}");
    assert!(other.stderr.contains("Saved plan is stale"), "{}", other.stderr);
    of("green", &["apply", "green.plan"]).ok();

    let user = tempfile::tempdir().unwrap();
    reader(user.path(), "\"blue\"");
    sandbox.run(user.path(), &["apply", "--auto-approve"]).ok();
    let told = sandbox.run(user.path(), &["output", "--json", "all"]).ok().stdout;
    let outputs: serde_json::Value = serde_json::from_str(&told).unwrap();
    let expected = serde_json::json!({
        "absent": "by default", "cidrs": { "a": "10.0.0.0/16", "n": 2 }, "name": "blue"
    });
    assert_eq!(outputs, expected);

    // Terraform finds the same states, by the workspace that it has selected itself.
    if let Some(init) = sandbox.terraform(net.path(), &["init", "-input=false"]) {
        init.ok();
        let terraform = |dir: &Path, args: &[&str]| sandbox.terraform(dir, args).unwrap();
        terraform(net.path(), &["workspace", "select", "green"]).ok();
        terraform(net.path(), &["plan", "-input=false", "-detailed-exitcode"]).ok();
        assert_eq!(sandbox.run(net.path(), &["output", "--raw", "name"]).ok().stdout, "green");
        let listed = terraform(net.path(), &["workspace", "list"]).ok().stdout;
        assert!(listed.contains("blue") && listed.contains("green"), "{listed}");
        terraform(user.path(), &["init", "-input=false"]).ok();
        terraform(user.path(), &["plan", "-input=false", "-detailed-exitcode"]).ok();
        terraform(net.path(), &["workspace", "select", "default"]).ok();
    }

    // Without a state there is nothing to read, whatever the defaults.
    reader(user.path(), "null");
    let none = sandbox.run(user.path(), &["plan"]);
    assert_eq!(none.code, Some(1), "{none:?}");
    assert!(none.stderr.contains("Unable to find remote state"), "{}", none.stderr);
    for workspace in ["blue", "green"] {
        of(workspace, &["destroy", "--auto-approve"]).ok();
    }
}
