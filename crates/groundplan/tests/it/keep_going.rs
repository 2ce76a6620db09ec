//! `--keep-going`: what cannot be planned does not keep the rest from it.

use crate::support::Place;

const FAILING: &str = "variable \"v\" { default = \"\" }\nresource \"terraform_data\" \"x\" {\n  lifecycle {\n    precondition {\n      condition     = length(var.v) > 0\n      \
                       error_message = \"never\"\n    }\n  }\n}\noutput \"o\" { value = terraform_data.x.id }\n";
const TAKING: &str = "variable \"i\" {}\nresource \"terraform_data\" \"y\" { input = var.i }\n";
const DEPENDENT: &str = "dependency \"bad\" { config_path = \"../bad\" }\ninputs = { i = dependency.bad.outputs.o }\n";

fn company() -> Place {
    Place::with(&[
        ("root.hcl", ""),
        ("bad/terragrunt.hcl", ""),
        ("bad/main.tf", FAILING),
        ("dependent/terragrunt.hcl", DEPENDENT),
        ("dependent/main.tf", TAKING),
        ("good/terragrunt.hcl", ""),
        ("good/main.tf", "resource \"terraform_data\" \"z\" {}\n"),
        ("better/terragrunt.hcl", "dependencies { paths = [\"../good\"] }\n"),
        ("better/main.tf", "resource \"terraform_data\" \"z\" {}\n"),
    ])
}

#[test]
fn units_that_cannot_be_planned_are_left_out_with_those_that_depend_on_them() {
    let place = company();
    let plain = place.run(&["apply", "--auto-approve"]);
    assert_eq!(plain.code, Some(1), "{}", plain.err);
    assert!(!place.path().join("good/terraform.tfstate").exists(), "without the option nothing is done");

    let plan = place.run(&["plan", "--keep-going", "--out", "plan"]);
    assert_eq!(plan.code, Some(1), "{}", plan.err);
    assert!(plan.out.contains("2 to add") && plan.err.contains("never"), "{}{}", plan.out, plan.err);
    let applied = place.run(&["apply", "plan"]);
    assert_eq!(applied.code, Some(0), "{}{}", applied.out, applied.err);

    std::fs::write(place.path().join("better/main.tf"), "resource \"terraform_data\" \"zz\" {}\n").unwrap();
    let applied = place.run(&["apply", "--auto-approve", "--keep-going"]);
    assert_eq!(applied.code, Some(1), "{}", applied.err);
    assert!(
        applied.err.contains("never") && applied.err.contains("1 added, 0 changed, 1 destroyed"),
        "{}",
        applied.err
    );
    let listed = place.run(&["state", "list"]).out;
    assert_eq!(listed.trim(), "[better] terraform_data.zz\n[good] terraform_data.z");
}

#[test]
fn when_nothing_is_left_the_errors_are_all_there_is() {
    let place = company();
    let ran = place.run(&["plan", "--keep-going", "--units", "bad", "--units", "dependent"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    assert!(ran.err.contains("never") && ran.out.is_empty(), "{}{}", ran.out, ran.err);
}
