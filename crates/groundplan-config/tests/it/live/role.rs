//! The roles that units are worked with.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use groundplan_config::live::{Caller, Callers, LiveOptions, LiveSettings, Selection, UnitRole, load_live};

use super::{settings, summary};
use crate::support;

/// Says who is calling as STS would: the owner of the keys is in account 1, roles are where their ARNs say.
struct Sts;

impl Callers for Sts {
    fn caller(&self, role: Option<&UnitRole>) -> Result<Caller, String> {
        let account = role.map_or("1", |role| role.arn.split(':').nth(4).unwrap());
        Ok(Caller { account: account.to_owned(), arn: String::new(), user_id: String::new() })
    }

    fn account_alias(&self, role: Option<&UnitRole>) -> Result<Option<String>, String> {
        Ok(role.and_then(|role| role.arn.split(':').nth(4)).map(|account| format!("alias-of-{account}")))
    }
}

/// Loads all units of a fixture with variables in the environment: what they are, and the messages.
fn load(fixture: &str, environment: &[(&str, &str)]) -> (String, String) {
    let environment: BTreeMap<_, _> =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let settings = LiveSettings {
        env: Arc::new(environment),
        options: LiveOptions { callers: Some(Arc::new(Sts)), ..LiveOptions::default() },
        ..settings(support::reader(fixture))
    };
    let (live, mut diags) = load_live(Path::new("."), &Selection::default(), &settings);
    let shown = summary::summary(&live, &settings.sources, &mut diags);
    (shown, support::rendered(&diags, &settings.sources))
}

const COMPANY: &str = r#"
//- m/main.tf
variable "own" {}
variable "common" {}
//- root.hcl
locals {
  number = read_terragrunt_config(find_in_parent_folders("account.hcl")).locals.number
  common = get_aws_account_id()
}
iam_role                     = local.number == "1" ? "" : "arn:aws:iam::${local.number}:role/deploy"
iam_assume_role_duration     = 900
iam_assume_role_session_name = "common"
terraform { source = "${get_parent_terragrunt_dir()}/m" }
inputs = { common = local.common }
remote_state {
  backend = "s3"
  config  = { bucket = "states-${get_aws_account_id()}", key = "x", region = "r" }
}
//- base/account.hcl
locals { number = "1" }
//- base/a/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
inputs = { own = get_aws_account_id() }
//- other/account.hcl
locals { number = "2" }
//- other/a/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
iam_assume_role_session_name = "own"
iam_web_identity_token       = "/run/token"
inputs = { own = get_aws_account_id() }
//- other/b/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
iam_role = "arn:aws:iam::3:role/b"
inputs = { own = get_aws_account_id() }
"#;

#[test]
fn each_unit_has_its_own_role_and_functions_say_whose_it_is() {
    let (shown, messages) = load(COMPANY, &[]);
    assert_eq!(messages, "");
    expect![[r#"
        base/a = m (Some("base"), None)
          state: s3 {"bucket": "states-1", "key": "x", "region": "r"}
          common = "1" []
          own = "1" []
          read: base/a/terragrunt.hcl base/account.hcl root.hcl
        other/a = m (Some("other"), None)
          state: s3 {"bucket": "states-2", "key": "x", "region": "r"}
          as arn:aws:iam::2:role/deploy (Some("own"), Some(900), true) by root.hcl:5:32
          common = "2" []
          own = "2" []
          read: other/a/terragrunt.hcl other/account.hcl root.hcl
        other/b = m (Some("other"), None)
          state: s3 {"bucket": "states-3", "key": "x", "region": "r"}
          as arn:aws:iam::3:role/b (Some("common"), Some(900), false) by other/b/terragrunt.hcl:2:12
          common = "3" []
          own = "3" []
          read: other/account.hcl other/b/terragrunt.hcl root.hcl
    "#]]
    .assert_eq(&shown);
}

#[test]
fn what_the_environment_says_comes_first() {
    let environment = [
        ("TG_IAM_ASSUME_ROLE", "arn:aws:iam::9:role/ci"),
        ("TG_IAM_ASSUME_ROLE_DURATION", "1800"),
        ("TG_IAM_ASSUME_ROLE_SESSION_NAME", "ci"),
        ("TG_IAM_ASSUME_ROLE_WEB_IDENTITY_TOKEN", ""),
    ];
    let (shown, messages) = load(COMPANY, &environment);
    assert_eq!(messages, "");
    let lines = shown.lines().map(str::trim);
    let roles: Vec<&str> = lines.filter(|line| line.starts_with("as ") || line.starts_with("own =")).collect();
    expect![[r#"
        as arn:aws:iam::9:role/ci (Some("ci"), Some(1800), false) by
        own = "9" []
        as arn:aws:iam::9:role/ci (Some("ci"), Some(1800), true) by
        own = "9" []
        as arn:aws:iam::9:role/ci (Some("ci"), Some(1800), false) by
        own = "9" []"#]]
    .assert_eq(&roles.join("\n"));
}

#[test]
fn lengths_of_sessions_are_whole_seconds() {
    let fixture = r#"
//- main.tf
//- terragrunt.hcl
iam_role                 = "arn:aws:iam::2:role/a"
iam_assume_role_duration = 900.5
"#;
    expect![[r#"
        error: Invalid length of a session
          A whole number of seconds is needed, but the argument is 900.5.
          --> terragrunt.hcl:2:28: `900.5`
    "#]]
    .assert_eq(&load(fixture, &[]).1);
    expect![[r#"
        error: Invalid length of a session [.]
          A whole number of seconds is needed, but the variable TG_IAM_ASSUME_ROLE_DURATION is 1h.
    "#]]
    .assert_eq(&load(fixture, &[("TG_IAM_ASSUME_ROLE_DURATION", "1h")]).1);
}
