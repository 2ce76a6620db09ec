//! Selection of units.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use expect_test::{Expect, expect};
use groundplan_config::files::Glob;
use groundplan_config::live::{Selection, load_live};

use super::settings;
use crate::support;

const COMPANY: &str = r#"
//- modules/net/main.tf
variable "x" { default = "" }
module "inner" { source = "../inner" }
//- modules/inner/main.tf
//- modules/app/main.tf
variable "x" { default = "" }
//- root.hcl
//- dev/account.hcl
locals { account_name = "dev" }
//- prod/account.hcl
locals { account_name = "prod" }
//- dev/eu/vpc/terragrunt.hcl
include "root" { path = find_in_parent_folders("root.hcl") }
locals { account = read_terragrunt_config(find_in_parent_folders("account.hcl")) }
terraform { source = "../../../modules/net" }
//- dev/eu/app/terragrunt.hcl
locals { account = read_terragrunt_config(find_in_parent_folders("account.hcl")) }
terraform { source = "../../../modules/app" }
dependency "vpc" { config_path = "../vpc" }
inputs = { x = dependency.vpc.outputs.x }
//- dev/eu/dns/terragrunt.hcl
terraform { source = "../../../modules/app" }
dependencies { paths = ["../app"] }
//- prod/eu/vpc/terragrunt.hcl
locals { account = read_terragrunt_config(find_in_parent_folders("account.hcl")) }
terraform { source = "../../../modules/net" }
//- prod/eu/broken/terragrunt.hcl
terraform { source = "../../../modules/gone" }
"#;

fn check(selection: &Selection, expect: &Expect) {
    let settings = settings(support::reader(COMPANY));
    let (live, diags) = load_live(Path::new("."), selection, &settings);
    let mut text = String::new();
    for (path, reason) in &live.reasons {
        writeln!(text, "{path}: {reason:?}").unwrap();
    }
    for unit in &live.outside {
        writeln!(text, "outside: {}", unit.path).unwrap();
    }
    text.push_str(&support::rendered(&diags, &settings.sources));
    expect.assert_eq(&text);
}

fn glob(pattern: &str) -> Glob {
    Glob::new(pattern).unwrap()
}

#[test]
fn units_are_selected_by_pattern_and_account() {
    check(
        &Selection { patterns: vec![glob("dev/*/vpc"), glob("**/dns")], ..Selection::default() },
        &expect![[r#"
        dev/eu/dns: Named
        dev/eu/vpc: Named
        outside: dev/eu/app
    "#]],
    );
    check(
        &Selection { patterns: vec![glob("dev")], ..Selection::default() },
        &expect![[r#"
        dev/eu/app: Named
        dev/eu/dns: Named
        dev/eu/vpc: Named
    "#]],
    );
    check(
        &Selection { accounts: vec!["prod".into()], ..Selection::default() },
        &expect![[r#"
        prod/eu/vpc: Named
    "#]],
    );
    check(
        &Selection { patterns: vec![glob("*/eu/vpc")], accounts: vec!["dev".into()], ..Selection::default() },
        &expect![[r#"
            dev/eu/vpc: Named
        "#]],
    );
}

#[test]
fn dependencies_and_dependents_follow() {
    let app = || vec![glob("dev/eu/app")];
    check(
        &Selection { patterns: app(), with_dependencies: true, ..Selection::default() },
        &expect![[r#"
        dev/eu/app: Named
        dev/eu/vpc: NeededBy(dev/eu/app)
    "#]],
    );
    check(
        &Selection { patterns: app(), with_dependents: true, ..Selection::default() },
        &expect![[r#"
        dev/eu/app: Named
        dev/eu/dns: DependsOn(dev/eu/app)
        outside: dev/eu/vpc
    "#]],
    );
}

#[test]
fn changed_files_select_what_reads_them_and_what_depends_on_that() {
    let changed = |paths: &[&str]| Selection {
        changed: Some(paths.iter().map(|path| Path::new("/work").join(path)).collect::<BTreeSet<_>>()),
        ..Selection::default()
    };
    check(
        &changed(&["modules/inner/main.tf"]),
        &expect![[r#"
        dev/eu/app: DependsOn(dev/eu/vpc)
        dev/eu/dns: DependsOn(dev/eu/app)
        dev/eu/vpc: Reads("/work/modules/inner/main.tf")
        prod/eu/vpc: Reads("/work/modules/inner/main.tf")
    "#]],
    );
    check(
        &changed(&["dev/account.hcl"]),
        &expect![[r#"
        dev/eu/app: Reads("/work/dev/account.hcl")
        dev/eu/dns: DependsOn(dev/eu/app)
        dev/eu/vpc: Reads("/work/dev/account.hcl")
    "#]],
    );
    check(
        &changed(&["root.hcl"]),
        &expect![[r#"
        dev/eu/app: DependsOn(dev/eu/vpc)
        dev/eu/dns: DependsOn(dev/eu/app)
        dev/eu/vpc: Reads("/work/root.hcl")
    "#]],
    );
    check(&changed(&["README.md"]), &expect![[r#""#]]);
    check(
        &changed(&["prod/eu/broken/terragrunt.hcl"]),
        &expect![[r#"
        prod/eu/broken: Reads("/work/prod/eu/broken/terragrunt.hcl")
        error: Module not found
          There is no folder modules/gone.
          --> prod/eu/broken/terragrunt.hcl:1:22: `"../../../modules/gone"`
    "#]],
    );
    check(
        &Selection { patterns: vec![glob("prod/**")], ..changed(&["modules/net/main.tf"]) },
        &expect![[r#"
            prod/eu/vpc: Reads("/work/modules/net/main.tf")
        "#]],
    );
}
