//! Live repositories: which units there are, what they wait for, what they are, and what they run.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use expect_test::expect;

use crate::support::Place;

const FILES: [(&str, &str); 8] = [
    ("root.hcl", "locals { secret = run_cmd(\"--terragrunt-quiet\", \"echo\", \"from a command\") }\n"),
    ("module/main.tf", "variable \"name\" {}\noutput \"name\" { value = var.name }\n"),
    ("dev/account.hcl", "locals { account_name = \"dev\" }\n"),
    (
        "dev/vpc/terragrunt.hcl",
        r#"
locals { account = read_terragrunt_config(find_in_parent_folders("account.hcl")) }
terraform {
  source = "../../module"
  before_hook "hello" {
    commands = ["plan", "apply"]
    execute  = ["echo", "hello from the hook"]
  }
  error_hook "never" {
    commands  = ["plan"]
    execute   = ["false"]
    on_errors = [".*"]
  }
}
inputs = { name = "vpc" }
"#,
    ),
    (
        "dev/app/terragrunt.hcl",
        r#"
locals { account = read_terragrunt_config(find_in_parent_folders("account.hcl")) }
terraform { source = "../../module" }
dependency "vpc" { config_path = "../vpc" }
feature "size" { default = 1 }
inputs = { name = "${dependency.vpc.outputs.name}-${feature.size.value}" }
"#,
    ),
    (
        "prod/vpc/terragrunt.hcl",
        r#"
include "root" {
  path   = find_in_parent_folders("root.hcl")
  expose = true
}
terraform { source = "../../module" }
inputs = { name = include.root.locals.secret }
"#,
    ),
    (
        "stacks/live/terragrunt.stack.hcl",
        "unit \"a\" {\n  source = \"../unit\"\n  path   = \"a\"\n  values = { name = \"x\" }\n}\n",
    ),
    (
        "stacks/unit/terragrunt.hcl",
        "terraform { source = \"${get_repo_root()}/module\" }\ninputs = { name = try(values.name, \"\") }\n",
    ),
];

fn company() -> Place {
    let place = Place::with(&FILES);
    git(&place, &["init", "--quiet", "--initial-branch=main"]);
    git(&place, &["add", "--all"]);
    git(&place, &["commit", "--quiet", "--message=first"]);
    place
}

fn git(place: &Place, arguments: &[&str]) {
    let who = ["-c", "user.name=test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
    let ran = Command::new("git").args(who).args(arguments).current_dir(place.path()).status().unwrap();
    assert!(ran.success());
}

fn path() -> [(&'static str, String); 1] {
    [("PATH", std::env::var("PATH").unwrap())]
}

fn run(place: &Place, arguments: &[&str]) -> String {
    let path = path();
    let variables: Vec<(&str, &str)> = path.iter().map(|(name, value)| (*name, value.as_str())).collect();
    place.run_with(arguments, &variables).to_string()
}

#[test]
fn units_are_listed_and_chosen() {
    let place = company();
    expect![[r#"
        exit 0
        --- out
        dev/app
        dev/vpc
        prod/vpc
        stacks/live/.terragrunt-stack/a
        stacks/unit
    "#]]
    .assert_eq(&run(&place, &["list"]));
    expect![[r#"
        exit 0
        --- out
        dev/app  it depends on dev/vpc
        dev/vpc  it was asked for
    "#]]
    .assert_eq(&run(&place, &["list", "--units", "**/vpc", "--account", "dev", "--with-dependents", "--why"]));
    expect![[r#"
        exit 1
        --- err
        error: No unit is selected
         |
         = No unit in PLACE is what the options ask for.
        help: see which units there are with `groundplan list`
    "#]]
    .assert_eq(&run(&place, &["list", "--units", "gone/**"]));
    expect![[r#"
        exit 1
        --- err
        error: Invalid pattern
         |
         = The pattern "{a" of --units cannot be read: a brace is not closed.
        help: write a path as seen from the live root, with * for a part of a name and ** for any folders
    "#]]
    .assert_eq(&run(&place, &["list", "--units", "{a"]));
}

#[test]
fn what_has_changed_affects_units() {
    let place = company();
    expect![[r#"
        exit 0
        --- err
        warning: Nothing is affected
         |
         = No unit reads a file that has changed.
    "#]]
    .assert_eq(&run(&place, &["list", "--affected", "main"]));
    std::fs::write(place.path().join("dev/account.hcl"), "locals { account_name = \"other\" }\n").unwrap();
    expect![[r#"
        exit 0
        --- out
        dev/app  it reads PLACE/dev/account.hcl, which has changed
        dev/vpc  it reads PLACE/dev/account.hcl, which has changed
    "#]]
    .assert_eq(&run(&place, &["list", "--affected", "main", "--why"]));
    expect![[r#"
        exit 1
        --- err
        error: Changes cannot be found
         |
         = git cannot tell what has changed since "nowhere": there is no such commit.
        help: name a branch, a tag or a commit of this repository, such as `--affected origin/main`
    "#]]
    .assert_eq(&run(&place, &["list", "--affected", "nowhere"]));
}

#[test]
fn units_are_shown_as_a_graph() {
    let place = company();
    expect![[r#"
        exit 0
        --- out
        dev/app
          waits for dev/vpc (dev/app/terragrunt.hcl:6:22)
        dev/vpc
    "#]]
    .assert_eq(&run(&place, &["graph", "--units", "dev/*"]));
    expect![[r#"
        exit 0
        --- out
        digraph {
          rankdir = "RL";
          "dev/app";
          "dev/app" -> "dev/vpc";
          "dev/vpc";
        }
    "#]]
    .assert_eq(&run(&place, &["graph", "--units", "dev/*", "--dot"]));
    expect![[r#"
        exit 0
        --- out
        {"units":{"dev/app":{"account":"dev","module":"module","depends_on":{"dev/vpc":"dev/app/terragrunt.hcl:6:22"},"reason":"it was asked for"}}}
    "#]].assert_eq(&run(&place, &["graph", "--units", "dev/app", "--json"]));
}

#[test]
fn resources_are_shown_as_a_graph() {
    let place = Place::with(&[
        ("root.hcl", ""),
        (
            "net/main.tf",
            "resource \"terraform_data\" \"a\" {}\nresource \"terraform_data\" \"b\" { input = terraform_data.a.id }\nlocals { \
             b = terraform_data.b.id }\noutput \"a\" { value = terraform_data.a.id }\noutput \"b\" { value = local.b }\n",
        ),
        ("app/main.tf", "variable \"id\" {}\nmodule \"m\" {\n  source = \"../part\"\n  id     = var.id\n}\n"),
        ("part/main.tf", "variable \"id\" {}\nresource \"terraform_data\" \"c\" {\n  count = 2\n  input = var.id\n}\n"),
        ("live/net/terragrunt.hcl", "terraform { source = \"../../net\" }\n"),
        (
            "live/app/terragrunt.hcl",
            "terraform { source = \"../..//app\" }\ndependency \"net\" { config_path = \"../net\" }\ninputs = { id = \
             dependency.net.outputs.b }\n",
        ),
    ]);
    // Of the other unit only what the one output that is taken needs.
    expect![[r#"
        exit 0
        --- out
        live/app//module.m.terraform_data.c
          waits for live/net//terraform_data.b
        live/net//terraform_data.a
        live/net//terraform_data.b
          waits for live/net//terraform_data.a
    "#]]
    .assert_eq(&run(&place, &["graph", "--resources"]));
    expect![[r#"
        exit 0
        --- out
        {"resources":{"live/app//module.m.terraform_data.c":{"depends_on":[]}}}
    "#]]
    .assert_eq(&run(&place, &["graph", "--resources", "--json", "--units", "live/app"]));
    expect![[r#"
        exit 0
        --- out
        digraph {
          rankdir = "RL";
          "terraform_data.a";
          "terraform_data.b";
          "terraform_data.b" -> "terraform_data.a";
        }
    "#]]
    .assert_eq(&run(&place, &["-C", "net", "graph", "--resources", "--dot"]));
}

#[test]
fn a_unit_is_rendered() {
    let place = company();
    expect![[r#"
        exit 0
        --- out
        dependencies = {
          "paths" = [
            "../vpc",
          ]
        }
        dependency = {
          "vpc" = {
            "config_path" = "../vpc"
            "enabled" = null
            "inputs" = null
            "mock_outputs" = null
            "mock_outputs_allowed_terraform_commands" = null
            "mock_outputs_merge_strategy_with_state" = null
            "mock_outputs_merge_with_state" = null
            "name" = "vpc"
            "outputs" = (known after apply)
            "skip" = null
          }
        }
        download_dir = ""
        feature = {
          "size" = {
            "default" = 1
            "name" = "size"
          }
        }
        generate = {}
        iam_assume_role_duration = null
        iam_assume_role_session_name = ""
        iam_role = ""
        iam_web_identity_token = ""
        inputs = {
          "name" = (known after apply)
        }
        locals = {
          "account" = {
            "dependencies" = null
            "dependency" = {}
            "download_dir" = ""
            "feature" = {}
            "generate" = {}
            "iam_assume_role_duration" = null
            "iam_assume_role_session_name" = ""
            "iam_role" = ""
            "iam_web_identity_token" = ""
            "inputs" = null
            "locals" = {
              "account_name" = "dev"
            }
            "terraform_binary" = ""
            "terraform_version_constraint" = ""
            "terragrunt_version_constraint" = ""
          }
        }
        terraform = {
          "after_hook" = {}
          "before_hook" = {}
          "copy_terraform_lock_file" = null
          "error_hook" = {}
          "exclude_from_copy" = null
          "extra_arguments" = {}
          "include_in_copy" = null
          "source" = "../../module"
        }
        terraform_binary = ""
        terraform_version_constraint = ""
        terragrunt_version_constraint = ""
    "#]]
    .assert_eq(&run(&place, &["render", "dev/app", "--feature", "size=3"]));
    expect![[r#"
        exit 0
        --- out
        {"dependencies":null,"dependency":{},"download_dir":"","feature":{},"generate":{},"iam_assume_role_duration":null,"iam_assume_role_session_name":"","iam_role":"","iam_web_identity_token":"","inputs":{"name":"from a command"},"locals":{},"terraform":{"after_hook":{},"before_hook":{},"copy_terraform_lock_file":null,"error_hook":{},"exclude_from_copy":null,"extra_arguments":{},"include_in_copy":null,"source":"../../module"},"terraform_binary":"","terraform_version_constraint":"","terragrunt_version_constraint":""}
    "#]].assert_eq(&run(&place, &["render", "prod/vpc", "--json"]));
    expect![[r#"
        exit 1
        --- err
        error: Error in function call
         --> root.hcl:1:19
          |
        1 | locals { secret = run_cmd("--terragrunt-quiet", "echo", "from a command") }
          |                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
          |
          = Call to function "run_cmd" failed: commands may not be run here, and this would run echo.
        help: leave out `--no-run`, or give the value by an environment variable and get_env
    "#]]
    .assert_eq(&run(&place, &["render", "prod/vpc", "--no-run"]));
    expect![[r#"
        exit 1
        --- err
        error: Unit not found
         |
         = The folder dev has no terragrunt.hcl.
        help: name a unit by its path; see which there are with `groundplan list`
    "#]]
    .assert_eq(&run(&place, &["render", "dev"]));
}

#[test]
fn a_command_for_credentials_is_refused() {
    let ran = company().run_with(&["plan"], &[("TG_AUTH_PROVIDER_CMD", "give-keys --to me")]);
    expect![[r#"
        exit 1
        --- err
        error: Commands for credentials are not supported
         |
         = The environment variable TG_AUTH_PROVIDER_CMD is "give-keys --to me", which Groundplan does not run.
        help: unset it, and give credentials as for the AWS provider, or name roles with `iam_role` in terragrunt.hcl
    "#]]
    .assert_eq(&ran.to_string());
}

#[test]
fn hooks_run_and_can_be_forbidden() {
    let place = company();
    expect![[r#"
        exit 0
        --- out
        Account dev (id known after apply)

          dev/vpc
              outputs: + name

                      add  change destroy
        dev
          dev/vpc  (no object changes)

        The one unit changes.
        Plan: 0 to add, 0 to change, 0 to destroy.
        --- err
        Running `echo hello from the hook` for the hook "hello" of dev/vpc, in PLACE/module
        hello from the hook
    "#]]
    .assert_eq(&run(&place, &["plan", "--units", "dev/vpc"]));
    expect![[r#"
        exit 0
        --- out
        Account dev (id known after apply)

          dev/vpc
              outputs: + name

                      add  change destroy
        dev
          dev/vpc  (no object changes)

        The one unit changes.
        Plan: 0 to add, 0 to change, 0 to destroy.
        --- err
        warning: Hook not run
         --> dev/vpc/terragrunt.hcl:5:3
          |
        5 |   before_hook "hello" {
          |   ^^^^^^^^^^^^^^^^^^^
          |
          = With --no-run, the hook "hello" of dev/vpc is left out: `echo hello from the hook`.
    "#]]
    .assert_eq(&run(&place, &["plan", "--units", "dev/vpc", "--no-run"]));
}

#[test]
fn stacks_are_written_for_terragrunt() {
    let place = company();
    expect![[r#"
        exit 0
        --- err
        Wrote 2 files.
    "#]]
    .assert_eq(&run(&place, &["stack", "generate"]));
    let values = std::fs::read_to_string(place.path().join("stacks/live/.terragrunt-stack/a/terragrunt.values.hcl"));
    assert_eq!(values.unwrap(), "# Generated from terragrunt.stack.hcl: do not edit.\nname = \"x\"\n");
    assert!(place.path().join("stacks/live/.terragrunt-stack/a/terragrunt.hcl").is_file());
    let values = place.path().join("stacks/live/.terragrunt-stack/a/terragrunt.values.hcl");
    assert_eq!(std::fs::metadata(values).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn a_saved_plan_is_of_the_units_that_it_was_made_of() {
    let place = company();
    let made = run(&place, &["plan", "--units", "dev/*", "--out", "plan"]);
    assert!(made.starts_with("exit 0"), "{made}");
    let applied = run(&place, &["apply", "plan"]);
    assert!(applied.starts_with("exit 0"), "{applied}");
    let outputs = run(&place, &["output", "--json"]);
    assert!(outputs.contains("vpc-1"), "{outputs}");
    assert!(!outputs.contains("from a command"), "{outputs}");
}
