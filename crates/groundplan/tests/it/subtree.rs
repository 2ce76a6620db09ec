//! A part of a company is destroyed in the reverse order of its dependencies, and nothing else is touched.

use crate::support::Place;

/// A module that says when it goes.
fn module(name: &str) -> String {
    format!(
        "variable \"i\" {{ default = \"\" }}\nresource \"terraform_data\" \"this\" {{\n  input = var.i\n  provisioner \"local-exec\" {{\n    \
         when    = destroy\n    command = \"echo {name} >> ../../log\"\n  }}\n}}\noutput \"o\" {{ value = terraform_data.this.id }}\n"
    )
}

fn after(other: &str) -> String {
    format!("dependency \"before\" {{ config_path = \"{other}\" }}\ninputs = {{ i = dependency.before.outputs.o }}\n")
}

#[test]
fn what_depends_on_others_goes_first() {
    let modules = ["base", "a", "z", "m", "beside"].map(module);
    let [base, a, z, m, beside] = &modules;
    let (on_base, on_a, on_z) = (after("../../shared/base"), after("../a"), after("../z"));
    let place = Place::with(&[
        ("root.hcl", ""),
        ("shared/base/terragrunt.hcl", ""),
        ("shared/base/main.tf", base),
        ("prod/a/terragrunt.hcl", &on_base),
        ("prod/a/main.tf", a),
        ("prod/z/terragrunt.hcl", &on_a),
        ("prod/z/main.tf", z),
        ("prod/m/terragrunt.hcl", &on_z),
        ("prod/m/main.tf", m),
        ("dev/beside/terragrunt.hcl", &on_base),
        ("dev/beside/main.tf", beside),
    ]);
    let ran = place.run(&["apply", "--auto-approve"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let ran = place.run(&["-C", "prod", "destroy", "--auto-approve"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(place.path().join("log")).unwrap(), "m\nz\na\n");
    let left = place.run(&["state", "list"]).out;
    assert_eq!(left.trim(), "[dev/beside] terraform_data.this\n[shared/base] terraform_data.this");
}

/// Its inputs cannot be had any more, and are not needed.
#[test]
fn what_depended_on_something_that_is_gone_can_still_be_destroyed() {
    let (base, beside) = (module("base"), module("beside"));
    let place = Place::with(&[
        ("root.hcl", ""),
        ("shared/base/terragrunt.hcl", ""),
        ("shared/base/main.tf", &base),
        ("dev/beside/terragrunt.hcl", &after("../../shared/base")),
        ("dev/beside/main.tf", &beside),
    ]);
    let ran = place.run(&["apply", "--auto-approve"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for part in ["shared", "dev"] {
        let ran = place.run(&["-C", part, "destroy", "--auto-approve"]);
        assert_eq!(ran.code, Some(0), "{part}: {}", ran.err);
    }
    assert_eq!(std::fs::read_to_string(place.path().join("log")).unwrap(), "base\nbeside\n");
}
