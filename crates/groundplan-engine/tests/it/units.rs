//! Several units in one graph: outputs as edges, accounts that do not exist yet, order across units.

use expect_test::expect;

use crate::support::{check_apply, check_plan, check_state};

const NETWORK: &str = r#"
//- /root.hcl
//- /network/terragrunt.hcl
terraform { source = "../modules/network" }
//- /modules/network/main.tf
resource "fake_thing" "vpc" {
  name = "vpc"
  size = 1
}
resource "fake_thing" "slow" {
  name = "slow"
  uses = fake_thing.vpc.id
}
output "vpc" { value = fake_thing.vpc.id }
output "slow" { value = fake_thing.slow.id }
output "secret" {
  value     = "s"
  sensitive = true
}
//- /app/terragrunt.hcl
terraform { source = "../modules/app" }
dependency "network" { config_path = "../network" }
inputs = {
  vpc    = dependency.network.outputs.vpc
  secret = dependency.network.outputs.secret
}
//- /modules/app/main.tf
variable "vpc" {}
variable "secret" {}
resource "fake_thing" "app" {
  name = "app"
  uses = var.vpc
  note = var.secret
}
"#;

#[test]
fn outputs_of_other_units_are_unknown_until_they_are_made() {
    check_plan(
        NETWORK,
        &expect![[r#"
        app:
        + fake_thing.app
            id: (known after apply)
            name: "app"
            note: sensitive("s")
            uses: (known after apply)
        network:
        + fake_thing.slow
            id: (known after apply)
            name: "slow"
            uses: (known after apply)
        + fake_thing.vpc
            id: (known after apply)
            name: "vpc"
            size: 1
        output secret = sensitive("s")
        output slow = (known after apply)
        output vpc = (known after apply)
        3 to add, 0 to change, 0 to destroy
    "#]],
    );
}

#[test]
fn an_output_is_waited_for_and_not_its_unit() {
    let fixture = format!("{NETWORK}\n//- /provider\ncreate slow: slow\n");
    check_apply(
        &fixture,
        &expect![[r#"
        create vpc-1
        create app-1
        create slow-1
        3 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        &fixture,
        &expect![[r#"
        app:
        fake_thing.app: {id = "app-1", name = "app", note = "s", uses = "vpc-1"} sensitive .note sensitive .password
        network:
        fake_thing.slow: {id = "slow-1", name = "slow", uses = "vpc-1"} after fake_thing.vpc sensitive .password
        fake_thing.vpc: {id = "vpc-1", name = "vpc", size = 1} sensitive .password
        output secret: "s" sensitive
        output slow: "slow-1"
        output vpc: "vpc-1"
    "#]],
    );
}

#[test]
fn units_are_destroyed_in_reverse_order() {
    let before = NETWORK.replace("//- /", "//- /before/");
    check_apply(
        &format!("{NETWORK}{before}\n//- /options\ndestroy\n"),
        &expect![[r#"
        delete app-1
        delete slow-1
        delete vpc-1
        0 added, 0 changed, 3 destroyed
    "#]],
    );
}

#[test]
fn replacement_goes_through_units() {
    let before = NETWORK.replace("//- /", "//- /before/").replace("size = 1", "size = 2");
    let fixture = format!("{NETWORK}{before}");
    check_plan(
        &fixture,
        &expect![[r#"
        app:
        ~ fake_thing.app
            uses: "vpc-1" -> (known after apply)
        network:
        ~ fake_thing.slow
            uses: "vpc-1" -> (known after apply)
        -/+ fake_thing.vpc (replace_because_cannot_update) (replaced for .size)
            id: "vpc-1" -> (known after apply)
            size: 2 -> 1
        output vpc: "vpc-1" -> (known after apply)
        1 to add, 2 to change, 1 to destroy
    "#]],
    );
    check_apply(
        &fixture,
        &expect![[r#"
        delete vpc-1
        create vpc-2
        update app-1 (uses)
        update slow-1 (uses)
        1 added, 2 changed, 1 destroyed
    "#]],
    );
}

#[test]
fn what_is_removed_of_a_unit_goes_after_what_is_removed_of_its_dependents() {
    let before = NETWORK.replace("//- /", "//- /before/");
    let now = NETWORK
        .replace("resource \"fake_thing\" \"slow\" {\n  name = \"slow\"\n  uses = fake_thing.vpc.id\n}\n", "")
        .replace("output \"slow\" { value = fake_thing.slow.id }\n", "")
        .replace("resource \"fake_thing\" \"app\" {\n  name = \"app\"\n  uses = var.vpc\n  note = var.secret\n}\n", "");
    check_apply(
        &format!("{now}{before}\n//- /provider\ndelete app: slow\n"),
        &expect![[r#"
        delete app-1
        delete slow-1
        0 added, 0 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn a_dependency_block_without_outputs_is_an_order_too() {
    let fixture = r#"
//- /root.hcl
//- /a/terragrunt.hcl
terraform { source = "../modules/a" }
//- /modules/a/main.tf
resource "fake_thing" "a" { name = "a" }
//- /b/terragrunt.hcl
terraform { source = "../modules/b" }
dependencies { paths = ["../a"] }
//- /modules/b/main.tf
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "b" { name = "b" }
//- /provider
create a: slow
"#;
    check_plan(
        fixture,
        &expect![[r#"
        a:
        + fake_thing.a
            id: (known after apply)
            name: "a"
        b:
        <= data.fake_thing.d (read_because_dependency_pending)
            id: (known after apply)
            name: "d"
            note: (known after apply)
        + fake_thing.b
            id: (known after apply)
            name: "b"
        2 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_apply(
        fixture,
        &expect![[r#"
        create a-1
        create b-1
        data d
        2 added, 0 changed, 0 destroyed
    "#]],
    );
}

#[test]
fn a_failure_stops_only_what_depends_on_it_in_other_units_too() {
    let other = r#"
//- /other/terragrunt.hcl
terraform { source = "../modules/other" }
//- /modules/other/main.tf
resource "fake_thing" "other" { name = "other" }
"#;
    let fixture = format!("{NETWORK}{other}\n//- /provider\ncreate vpc: error No room\n");
    check_apply(
        &fixture,
        &expect![[r#"
        create other-1
        create vpc refused
        error: No room (fake_thing.vpc) [network]
          --> modules/network/main.tf:1:1: `resource "fake_thing" "vpc"`
        1 added, 0 changed, 0 destroyed
    "#]],
    );
    check_state(
        &fixture,
        &expect![[r#"
        app:
        nothing stored
        network:
        output secret: "s" sensitive
        other:
        fake_thing.other: {id = "other-1", name = "other"} sensitive .password
    "#]],
    );
}

const ACCOUNTS: &str = r#"
//- /root.hcl
//- /org/terragrunt.hcl
terraform { source = "../modules/org" }
//- /modules/org/main.tf
resource "fake_thing" "account" {
  name = "account"
}
output "account" { value = fake_thing.account.id }
//- /dev/terragrunt.hcl
terraform { source = "../modules/dev" }
dependency "org" { config_path = "../org" }
inputs = { account = dependency.org.outputs.account }
//- /modules/dev/main.tf
variable "account" {}
provider "fake" { account = var.account }
data "fake_thing" "d" { name = "d" }
resource "fake_thing" "vpc" {
  name = "vpc"
  note = data.fake_thing.d.note
}
"#;

#[test]
fn accounts_that_do_not_exist_yet_are_planned_without_them() {
    check_plan(
        ACCOUNTS,
        &expect![[r#"
        dev:
        <= data.fake_thing.d (read_because_config_unknown) (offline)
            id: (known after apply)
            name: "d"
            note: (known after apply)
        + fake_thing.vpc (offline)
            id: (known after apply)
            name: "vpc"
            note: (known after apply)
        org:
        + fake_thing.account
            id: (known after apply)
            name: "account"
        output account = (known after apply)
        2 to add, 0 to change, 0 to destroy
    "#]],
    );
    check_apply(
        ACCOUNTS,
        &expect![[r#"
        create account-1
        data d [account-1]
        create vpc-1 [account-1]
        2 added, 0 changed, 0 destroyed
    "#]],
    );
}

#[test]
fn what_was_planned_without_an_account_may_differ_in_details() {
    check_apply(
        &format!("{ACCOUNTS}\n//- /provider\nlegacy\nreplan vpc: set tags {{\"x\":\"y\"}}\n"),
        &expect![[r#"
        create account-1
        data d [account-1]
        create vpc-1 [account-1]
        2 added, 0 changed, 0 destroyed
    "#]],
    );
}

#[test]
fn objects_in_accounts_that_are_to_be_replaced_are_not_lost() {
    let before = ACCOUNTS.replace("//- /", "//- /before/");
    let now = ACCOUNTS.replace("name = \"account\"", "name = \"account\"\n  size = 2");
    check_plan(
        &format!("{now}{before}"),
        &expect![[r#"
        error: Provider configuration is not known yet (fake_thing.vpc) [dev]
          The state holds this object, but the configuration of its provider depends on something that is only known after apply, so the object cannot be read.
          --> modules/dev/main.tf:4:1: `resource "fake_thing" "vpc"`
          help: apply what the provider's configuration depends on first
    "#]],
    );
}

#[test]
fn an_account_is_destroyed_after_all_that_is_in_it() {
    let before = ACCOUNTS.replace("//- /", "//- /before/");
    check_apply(
        &format!("{ACCOUNTS}{before}\n//- /options\ndestroy\n"),
        &expect![[r#"
        delete vpc-1 [account-1]
        delete account-1
        0 added, 0 changed, 2 destroyed
    "#]],
    );
}

#[test]
fn errors_say_in_which_unit_they_are() {
    check_plan(
        r#"
//- /root.hcl
//- /a/terragrunt.hcl
terraform { source = "../modules/a" }
//- /modules/a/main.tf
variable "missing" {}
resource "fake_thing" "a" { name = local.nothing }
output "real" { value = 1 }
//- /b/terragrunt.hcl
terraform { source = "../modules/b" }
dependency "a" { config_path = "../a" }
inputs = { x = dependency.a.outputs.reel }
//- /modules/b/main.tf
variable "x" {}
"#,
        &expect![[r#"
            error: Reference to undeclared local value [a]
              A local value with the name "nothing" has not been declared.
              --> modules/a/main.tf:2:36: `local.nothing`
              help: declare it: `locals { nothing = … }`
        "#]],
    );
    check_plan(
        r#"
//- /root.hcl
//- /a/terragrunt.hcl
terraform { source = "../modules/a" }
//- /modules/a/main.tf
variable "missing" {}
output "real" { value = 1 }
//- /b/terragrunt.hcl
terraform { source = "../modules/b" }
dependency "a" { config_path = "../a" }
inputs = { x = dependency.a.outputs.reel }
//- /modules/b/main.tf
variable "x" {}
"#,
        &expect![[r#"
            error: No value for required variable [a]
              The root module input variable "missing" is not set, and has no default value.
              --> modules/a/main.tf:1:1: `variable "missing"` declared here
              help: set it in the `inputs` of the unit a
            error: Unsupported attribute [b]
              The unit a has no output value named "reel".
              --> b/terragrunt.hcl:3:16: `dependency.a.outputs.reel`
              where: dependency.a.outputs is object with 1 attribute
              help: an output with a similar name exists: `real`
        "#]],
    );
}

#[test]
fn protected_units_are_not_destroyed() {
    let fixture = r#"
//- /root.hcl
//- /a/terragrunt.hcl
terraform { source = "../modules/a" }
prevent_destroy = true
//- /modules/a/main.tf
resource "fake_thing" "a" { name = "a" }
"#;
    let before = fixture.replace("//- /", "//- /before/");
    check_plan(
        &format!("{fixture}{before}\n//- /options\ndestroy\n"),
        &expect![[r#"
        error: Unit cannot be destroyed [a]
          The unit a is protected by prevent_destroy.
          --> a/terragrunt.hcl:2:19: `true`
          help: to destroy it, take prevent_destroy out of its configuration
    "#]],
    );
    check_plan(
        &format!("{fixture}\n//- /options\ndestroy\n"),
        &expect![[r#"
        no changes
    "#]],
    );
}
