//! Units that are worked with roles of their own (`iam_role`).

use std::path::Path;

use crate::support::Sandbox;

const ROOT: &str = r#"
locals {
  number = basename(dirname(get_terragrunt_dir()))
}
iam_role                     = "arn:aws:iam::${local.number}:role/deploy"
iam_assume_role_session_name = "of-${local.number}"
iam_assume_role_duration     = 900
terraform {
  source = "${get_parent_terragrunt_dir()}/module"
  before_hook "who" {
    commands = ["apply"]
    execute  = ["sh", "-c", "echo hook $(basename $PWD) $${AWS_SESSION_TOKEN:+with keys}"]
  }
}
generate "provider" {
  path      = "provider.tf"
  if_exists = "overwrite"
  contents  = "provider \"aws\" { region = \"us-west-2\" }"
}
remote_state {
  backend = "s3"
  config = {
    bucket = "states-of-${get_aws_account_id()}"
    key    = "${path_relative_to_include()}/terraform.tfstate"
    region = "us-west-2"
  }
}
inputs = { account = get_aws_account_id() }
"#;

const MODULE: &str = r#"
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}
variable "account" {}
variable "other" { default = "" }
data "aws_caller_identity" "is" {}
resource "aws_ssm_parameter" "one" {
  name  = "/one"
  type  = "String"
  value = "of ${var.account} ${var.other}"
  provisioner "local-exec" {
    command = "echo provisioner $${AWS_SESSION_TOKEN:+with keys}"
  }
}
output "arn" { value = data.aws_caller_identity.is.arn }
"#;

fn company(dir: &Path) {
    let write = |path: &str, text: &str| {
        std::fs::create_dir_all(dir.join(path).parent().unwrap()).unwrap();
        std::fs::write(dir.join(path), text).unwrap();
    };
    write("root.hcl", ROOT);
    write("module/main.tf", MODULE);
    let include = "include \"root\" { path = find_in_parent_folders(\"root.hcl\") }\n";
    write("222222222222/a/terragrunt.hcl", include);
    let dependency = "dependency \"a\" { config_path = \"../../222222222222/a\" }\n";
    let inputs = "inputs = { other = dependency.a.outputs.arn }\n";
    write("333333333333/b/terragrunt.hcl", &format!("{include}{dependency}{inputs}"));
}

#[tokio::test]
#[ignore = "needs the program; run by .ci/run"]
async fn each_unit_works_in_the_account_of_its_role() {
    let sandbox = Sandbox::up();
    let work = tempfile::tempdir().unwrap();
    company(work.path());
    let applied = sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
    assert_eq!(applied.stderr.matches("\nhook module with keys\n").count(), 2, "{}", applied.stderr);
    let told = format!("{}{}", applied.stdout, applied.stderr);
    assert_eq!(told.matches("provisioner with keys").count(), 2, "{told}");
    let calls = sandbox.client().calls().await.unwrap();
    let of = |operation: &str| -> u64 {
        calls.iter().filter(|call| call.operation == operation).map(|call| call.calls).sum()
    };
    // Two roles, each assumed once for functions, state, provider, hook and provisioner of its unit.
    assert_eq!(of("AssumeRole"), 2, "{calls:?}");
    for operation in ["PutParameter", "CreateBucket"] {
        let mut accounts: Vec<&str> =
            calls.iter().filter(|call| call.operation == operation).map(|call| call.account.as_str()).collect();
        accounts.sort_unstable();
        assert_eq!(accounts, ["222222222222", "333333333333"], "{operation}: {calls:?}");
    }

    // The other unit's state is read with the other unit's role.
    let outputs = sandbox.run(work.path(), &["output", "--json"]).ok().stdout;
    for (account, name) in [("222222222222", "of-222222222222"), ("333333333333", "of-333333333333")] {
        let arn = format!("arn:aws:sts::{account}:assumed-role/deploy/{name}");
        assert!(outputs.contains(&arn), "{outputs}");
    }
    let alone = sandbox.run(work.path(), &["plan", "--detailed-exitcode", "--units", "333333333333/b"]).ok();
    assert!(alone.stdout.contains("No changes"), "{}", alone.stdout);
    sandbox.run(work.path(), &["destroy", "--auto-approve"]).ok();
}
