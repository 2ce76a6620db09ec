use expect_test::{Expect, expect};

use crate::support::Place;

const MODULE: &str = "variable \"size\" {\n  type = number\n}\n\noutput \"size\" {\n  value = var.size\n}\n";

#[track_caller]
fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    expected.assert_eq(&place.run(arguments).to_string());
}

#[test]
fn a_plan_file_that_is_none() {
    let place = Place::with(&[
        ("empty", ""),
        ("half", "{\"kind\": \"groundplan plan\", \"version\": 1, \"plan"),
        ("other", "{\"kind\": \"shopping list\"}"),
    ]);
    check(
        &place,
        &["show", "empty"],
        &expect![[r#"
            exit 1
            --- err
            error: Plan file cannot be read
             |
             = PLACE/empty: it is no plan of groundplan's.
            help: make a plan file with `groundplan plan --out FILE`
        "#]],
    );
    check(
        &place,
        &["show", "--json", "half"],
        &expect![[r#"
            exit 1
            --- err
            error: Plan file cannot be read
             |
             = PLACE/half: it is no plan of groundplan's.
            help: make a plan file with `groundplan plan --out FILE`
        "#]],
    );
    check(
        &place,
        &["apply", "other"],
        &expect![[r#"
            exit 1
            --- err
            error: Plan file cannot be read
             |
             = PLACE/other: it is no plan of groundplan's.
            help: make a plan file with `groundplan plan --out FILE`
        "#]],
    );
    check(
        &place,
        &["show", "missing"],
        &expect![[r#"
        exit 1
        --- err
        error: Plan file cannot be read
         |
         = PLACE/missing: No such file or directory (os error 2).
        help: make a plan file with `groundplan plan --out FILE`
    "#]],
    );
}

#[test]
fn folders_with_nothing_to_work_on() {
    let place = Place::with(&[("readme.md", "")]);
    check(
        &place,
        &["plan"],
        &expect![[r#"
            exit 1
            --- err
            error: Nothing to work on
             |
             = PLACE holds neither .tf files nor a terragrunt.hcl, nor does any folder in it.
            help: go to a root module or a live repository, or name one with `-C DIR`
        "#]],
    );
    check(
        &place,
        &["-C", "nowhere", "plan"],
        &expect![[r#"
        exit 1
        --- err
        error: Folder not found
         |
         = There is no folder PLACE/nowhere.
        help: name a root module or a live repository with `-C DIR`
    "#]],
    );
}

#[test]
fn mistakes_in_files_are_shown_with_their_place() {
    let place = Place::with(&[("main.tf", "output \"x\" {\n  value = vra.x\n}\n")]);
    check(
        &place,
        &["plan"],
        &expect![[r#"
        exit 1
        --- err
        error: Reference to undeclared resource
         --> main.tf:2:11
          |
        2 |   value = vra.x
          |           ^^^^^
          |
          = A managed resource "vra" "x" has not been declared in the root module.
    "#]],
    );
    check(
        &place,
        &["validate"],
        &expect![[r#"
        exit 1
        --- err
        error: Reference to undeclared resource
         --> main.tf:2:11
          |
        2 |   value = vra.x
          |           ^^^^^
          |
          = A managed resource "vra" "x" has not been declared in the root module.
    "#]],
    );
    let json = place.run(&["validate", "--json"]);
    assert_eq!(json.code, Some(1));
    assert!(json.out.starts_with("{\"format_version\":\"1.0\",\"valid\":false,\"error_count\":1,"), "{json}");
}

#[test]
fn a_stream_of_events_holds_the_errors_too() {
    let place = Place::with(&[("main.tf", MODULE)]);
    let ran = place.run(&["plan", "--json"]);
    assert_eq!((ran.code, &*ran.err), (Some(1), ""));
    let kinds: Vec<&str> =
        ran.out.lines().filter_map(|line| line.rsplit_once("\"type\":\"")).map(|(_, kind)| kind).collect();
    assert_eq!(kinds, ["version\"}", "diagnostic\"}"], "{ran}");
}

#[test]
fn nobody_is_asked_where_nobody_is() {
    let place = Place::with(&[("main.tf", MODULE)]);
    check(
        &place,
        &["apply", "--var", "size=1"],
        &expect![[r#"
            exit 1
            --- err
            error: Approval not possible
             |
             = Approval is asked for on a terminal, and standard input is none. Nothing was done.
            help: look at the plan with `groundplan plan --out FILE`, then apply it with `groundplan apply FILE`
            help: or approve beforehand with `--auto-approve`
        "#]],
    );
    let json = place.run(&["destroy", "--json"]);
    assert_eq!((json.code, &*json.err), (Some(1), ""));
    assert!(json.out.contains("Error: Approval not possible"), "{json}");
    let script = place.run(&["apply", "-input=false", "-var=size=1"]);
    assert!(script.err.contains("With --input=false nobody can be asked."), "{script}");
    assert!(!place.path().join(".groundplan").exists());
}

#[test]
fn plan_apply_and_destroy_of_a_module_without_resources() {
    let place = Place::with(&[("main.tf", MODULE)]);
    check(
        &place,
        &["plan", "--var", "size=1", "--detailed-exitcode", "-out=plan"],
        &expect![[r#"
            exit 2
            --- out
            Changes to Outputs:
              + size = 1

            Applying this plan saves these values in the state. It changes no real object.
            --- err

            Saved as plan. To do exactly this:
                groundplan apply plan
        "#]],
    );
    check(
        &place,
        &["apply", "--var", "size=1", "--auto-approve"],
        &expect![[r#"
        exit 0
        --- out
        Changes to Outputs:
          + size = 1

        Applying this plan saves these values in the state. It changes no real object.

        Apply complete! Resources: 0 added, 0 changed, 0 destroyed.

        Outputs:

        size = 1
    "#]],
    );
    check(
        &place,
        &["plan", "--var=size=1", "--detailed-exitcode"],
        &expect![[r#"
        exit 0
        --- out
        No changes. Your infrastructure matches the configuration.
    "#]],
    );
    check(
        &place,
        &["output", "--raw", "size"],
        &expect![[r#"
        exit 0
        --- out
        1
    "#]],
    );
    check(
        &place,
        &["output", "sise"],
        &expect![[r#"
            exit 1
            --- err
            error: Output value not found
             |
             = No state here has an output value "sise". One that was just declared is there after the next apply.
            help: there are: size
        "#]],
    );
    check(
        &place,
        &["output", "--json"],
        &expect![[r#"
        exit 0
        --- out
        {"size":{"sensitive":false,"type":"number","value":1}}
    "#]],
    );
    check(
        &place,
        &["show"],
        &expect![[r#"
        exit 0
        --- out
        Outputs:

        size = 1
    "#]],
    );
    check(
        &place,
        &["destroy", "--var=size=1", "--auto-approve"],
        &expect![[r#"
        exit 0
        --- out
        Changes to Outputs:
          - size = 1 -> null

        Applying this plan saves these values in the state. It changes no real object.

        Destroy complete! Resources: 0 destroyed.
    "#]],
    );
    check(
        &place,
        &["output"],
        &expect![[r#"
        exit 0
        --- err
        There are no output values: none is declared, or nothing has been applied yet.
    "#]],
    );
}

#[test]
fn the_later_of_two_values_wins() {
    let place = Place::with(&[("main.tf", MODULE), ("two.tfvars", "size = 2\n")]);
    let value = |arguments: &[&str]| {
        let apply = [&["apply", "--auto-approve"], arguments].concat();
        assert_eq!(place.run(&apply).code, Some(0));
        place.run(&["output", "--raw", "size"]).out
    };
    assert_eq!(value(&["--var", "size=1", "--var-file", "two.tfvars"]), "2");
    assert_eq!(value(&["-var-file=two.tfvars", "-var=size=1"]), "1");
}

#[test]
fn variables_that_contradict_each_other() {
    let place = Place::with(&[("main.tf", MODULE)]);
    let both = [("GROUNDPLAN_SANDBOX", "1"), ("GROUNDPLAN_ENDPOINT", "http://127.0.0.1:1")];
    expect![[r#"
        exit 1
        --- err
        error: Environment variables contradict each other
         |
         = Both GROUNDPLAN_SANDBOX and GROUNDPLAN_ENDPOINT say what to use in place of AWS.
        help: unset one of them
    "#]]
    .assert_eq(&place.run_with(&["plan"], &both).to_string());
    // What needs no AWS does not care.
    assert_eq!(place.run_with(&["output"], &both).code, Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = Place::with(&[("main.tf", MODULE)]);
    let mut child = place.command(&["plan", "--var", "size=1"]).stdout(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_saved_plan_is_applied_with_its_own_variables_once() {
    let place = Place::with(&[("main.tf", MODULE)]);
    assert_eq!(place.run(&["plan", "--var", "size=7", "--out", "plan"]).code, Some(0));
    check(
        &place,
        &["apply", "plan", "--var", "size=8"],
        &expect![[r#"
        exit 1
        --- err
        error: Variables of a saved plan
         |
         = A saved plan is applied with the variables that it was made with: none can be given now.
        help: leave out --var and --var-file, or make another plan with them
    "#]],
    );
    check(
        &place,
        &["apply", "plan"],
        &expect![[r#"
        exit 0
        --- out

        Apply complete! Resources: 0 added, 0 changed, 0 destroyed.

        Outputs:

        size = 7
    "#]],
    );
    check(
        &place,
        &["apply", "plan"],
        &expect![[r#"
            exit 1
            --- err
            error: Saved plan is stale
             |
             = What the plan was made from has changed since: the state exists by now. Nothing was changed.
            help: plan again, look at the plan, and apply that
        "#]],
    );
}
