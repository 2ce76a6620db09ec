//! Bad input: each gives an error that names the place, shows the source, says the way out, exits 1 and changes nothing.

use expect_test::{Expect, expect};

use crate::support::Sandbox;

/// Runs `plan` on a root module of these files; compares what is said on the standard error.
fn check(files: &[(&str, &str)], expected: &Expect) {
    let work = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(work.path().join(name), text).unwrap();
    }
    let before = listing(work.path());
    let ran = Sandbox::none(work.path(), &["plan"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    expected.assert_eq(&ran.stderr);
    assert_eq!(ran.stdout, "");
    let after: Vec<String> =
        listing(work.path()).into_iter().filter(|name| !name.starts_with(".terraform.lock")).collect();
    assert_eq!(before, after);
}

fn listing(dir: &std::path::Path) -> Vec<String> {
    let names = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

const AWS: &str = r#"
provider "aws" {
  region                      = "us-west-2"
  access_key                  = "x"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"#;

#[test]
fn a_syntax_error() {
    check(
        &[("main.tf", "locals {\n  a = [1, 2\n}\n")],
        &expect![[r#"
        error: Missing item separator
         --> main.tf:3:1
          |
        2 |   a = [1, 2
          |       - in the tuple that begins here
        3 | }
          | ^ found `}`
          |
          = Elements are separated by commas.

    "#]],
    );
}

#[test]
fn a_wrong_type() {
    let main = "variable \"size\" {\n  type    = number\n  default = \"big\"\n}\n";
    check(
        &[("main.tf", main)],
        &expect![[r#"
        error: Invalid default value for variable
         --> main.tf:3:13
          |
        3 |   default = "big"
          |             ^^^^^
          |
          = This default value is not compatible with the variable's type
            constraint: a number is required.

    "#]],
    );
}

#[test]
fn an_unknown_attribute() {
    let main = "resource \"aws_vpc\" \"main\" {\n  cidr_blok = \"10.0.0.0/16\"\n}\n";
    check(
        &[("main.tf", main), ("provider.tf", AWS)],
        &expect![[r#"
        error: Unsupported argument
         --> main.tf:2:3
          |
        2 |   cidr_blok = "10.0.0.0/16"
          |   ^^^^^^^^^ unknown argument
          |
          = An argument named "cidr_blok" is not expected here.
          = in: aws_vpc.main
        help: an argument with a similar name exists: `cidr_block`

    "#]],
    );
}

#[test]
fn a_missing_variable() {
    check(
        &[("main.tf", "variable \"name\" {\n  type = string\n}\n")],
        &expect![[r#"
        error: No value for required variable
         --> main.tf:1:1
          |
        1 | variable "name" {
          | ^^^^^^^^^^^^^^^ declared here
          |
          = The root module input variable "name" is not set, and has no default
            value.
        help: set it with `--var name=…`, in a `terraform.tfvars` file or as TF_VAR_name

    "#]],
    );
}

#[test]
fn a_reference_to_nothing() {
    let main = "locals {\n  subnets = 1\n}\noutput \"x\" {\n  value = local.subnet\n}\n";
    check(
        &[("main.tf", main)],
        &expect![[r#"
        error: Reference to undeclared local value
         --> main.tf:5:11
          |
        5 |   value = local.subnet
          |           ^^^^^^^^^^^^
          |
          = A local value with the name "subnet" has not been declared.
        help: one with a similar name exists: `subnets`

    "#]],
    );
}

#[test]
fn a_dependency_cycle() {
    let main = "locals {\n  a = local.b\n  b = local.c\n  c = local.a\n}\n";
    check(
        &[("main.tf", main)],
        &expect![[r#"
        error: Cycle
         --> main.tf:2:3
          |
        2 |   a = local.b
          |   ^ local.a is part of the cycle
        3 |   b = local.c
          |   - local.b
        4 |   c = local.a
          |   - local.c
          |
          = Each of these needs the next one first: local.a → local.b → local.c →
            local.a.
        help: break the cycle by taking one of these references out, or by splitting a resource in two

    "#]],
    );
}

#[test]
fn a_provider_that_cannot_be_found() {
    let main = "terraform {\n  required_providers {\n    aws = {\n      source  = \"hashicorp/aws\"\n      version = \"9999.0.0\"\n    }\n  }\n}\nresource \"aws_vpc\" \"main\" {}\n";
    let work = tempfile::tempdir().unwrap();
    std::fs::write(work.path().join("main.tf"), main).unwrap();
    let ran = Sandbox::none(work.path(), &["plan"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    for part in ["error", "hashicorp/aws", "9999.0.0", "main.tf:3"] {
        assert!(ran.stderr.contains(part), "no {part} in: {}", ran.stderr);
    }
}

#[test]
fn an_endpoint_that_does_not_answer() {
    let work = tempfile::tempdir().unwrap();
    std::fs::write(work.path().join("main.tf"), "output \"x\" {\n  value = 1\n}\n").unwrap();
    let ran = Sandbox::none(work.path(), &["plan", "--endpoint", "http://127.0.0.1:9"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    assert!(ran.stderr.contains("http://127.0.0.1:9"), "{}", ran.stderr);
}

#[test]
fn a_state_that_is_cut_off() {
    let state = "{\n  \"version\": 4,\n  \"terraform_version\": \"1.11.4\",\n  \"serial\": 1,\n";
    let work = tempfile::tempdir().unwrap();
    std::fs::write(work.path().join("main.tf"), "output \"x\" {\n  value = 1\n}\n").unwrap();
    std::fs::write(work.path().join("terraform.tfstate"), state).unwrap();
    for command in [&["plan"][..], &["apply", "--auto-approve"], &["destroy", "--auto-approve"]] {
        let ran = Sandbox::none(work.path(), command);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        // Where lines break depends on how long the folder's name is.
        let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in
            ["terraform.tfstate", "line 5, column 1", "cut off", "Nothing was changed", "terraform.tfstate.backup"]
        {
            assert!(told.contains(part), "no {part} in: {told}");
        }
        assert_eq!(std::fs::read_to_string(work.path().join("terraform.tfstate")).unwrap(), state);
    }
}
