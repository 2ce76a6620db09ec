//! Units that are gone while their states still hold objects: told of, moved along, destroyed as git remembers them.

use std::path::Path;
use std::process::Command;

use crate::support::Place;

const ROOT: &str = r#"remote_state {
  backend = "local"
  config  = { path = "${get_parent_terragrunt_dir()}/.state/${path_relative_to_include()}/terraform.tfstate" }
}
"#;

fn unit(dir: &Path, path: &str, module: &str, more: &str) {
    let folder = dir.join(path);
    std::fs::create_dir_all(&folder).unwrap();
    let text = format!(
        "include \"root\" {{ path = find_in_parent_folders(\"root.hcl\") }}\nterraform {{ source = \"{}/{module}\" }}\n{more}",
        dir.display()
    );
    std::fs::write(folder.join("terragrunt.hcl"), text).unwrap();
}

/// A company of two units in git: `a`, and `b` that depends on it.
fn company() -> Place {
    let place = Place::with(&[]);
    let dir = place.path();
    std::fs::write(dir.join("root.hcl"), ROOT).unwrap();
    let module = |name: &str, text: &str| {
        std::fs::create_dir_all(dir.join(name)).unwrap();
        std::fs::write(dir.join(name).join("main.tf"), text).unwrap();
    };
    module(
        "one",
        "resource \"terraform_data\" \"x\" { input = \"a\" }\noutput \"o\" { value = terraform_data.x.output }\n",
    );
    module(
        "two",
        "variable \"i\" {}\nresource \"terraform_data\" \"y\" {\n  input = var.i\n  provisioner \"local-exec\" {\n    when    = destroy\n    \
         command = \"echo gone ${self.input} >> ../log\"\n  }\n}\n",
    );
    unit(dir, "prod/a", "one", "");
    let more = "dependency \"a\" { config_path = \"../a\" }\ninputs = { i = dependency.a.outputs.o }\n";
    unit(dir, "prod/b", "two", more);
    std::fs::write(dir.join(".gitignore"), ".state\n.groundplan\nlog\nhome\n").unwrap();
    git(dir, &["init", "-q"]);
    commit(dir, "first");
    place
}

fn git(dir: &Path, args: &[&str]) {
    let done = Command::new("git")
        .args(["-c", "user.name=t", "-c", "user.email=t@example.com"])
        .args(args)
        .current_dir(dir)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
}

fn commit(dir: &Path, message: &str) {
    git(dir, &["add", "-A"]);
    git(dir, &["commit", "-qm", message]);
}

fn run(place: &Place, args: &[&str]) -> (Option<i32>, String) {
    let ran = place.run(args);
    // Messages are broken into lines.
    (ran.code, format!("{} {}", ran.out, ran.err).split_whitespace().collect::<Vec<_>>().join(" "))
}

fn ok(place: &Place, args: &[&str]) -> String {
    let (code, text) = run(place, args);
    assert_eq!(code, Some(0), "{args:?}: {text}");
    text
}

fn refused(place: &Place, args: &[&str]) -> String {
    let (code, text) = run(place, args);
    assert_eq!(code, Some(1), "{args:?}: {text}");
    text
}

#[test]
fn a_deleted_unit_is_destroyed_as_its_last_commit_has_it_when_that_is_asked_for() {
    let place = company();
    let dir = place.path();
    ok(&place, &["apply", "--auto-approve"]);
    assert!(!ok(&place, &["plan"]).contains("State without a unit"));
    let nothing = ok(&place, &["plan", "--destroy", "--deleted"]);
    assert!(nothing.contains("No unit is deleted") && nothing.contains("No changes"), "{nothing}");

    // Its module is for something else now, and more commits follow.
    std::fs::remove_dir_all(dir.join("prod/b")).unwrap();
    std::fs::write(dir.join("two/main.tf"), "output \"o\" { value = 1 }\n").unwrap();
    commit(dir, "b is not wanted any more");
    std::fs::write(dir.join("prod/a/notes"), "x").unwrap();
    commit(dir, "something else");

    let told = ok(&place, &["apply", "--auto-approve"]);
    assert!(
        told.contains("There is no unit prod/b any more") && told.contains("groundplan destroy --deleted"),
        "{told}"
    );
    assert!(!dir.join("log").exists(), "an apply leaves it alone");
    let refusal = refused(&place, &["plan", "--deleted"]);
    assert!(refusal.contains("Deleted units can only be destroyed"), "{refusal}");

    let plan = ok(&place, &["plan", "--destroy", "--deleted", "--out", "plan"]);
    assert!(plan.contains("prod/b") && plan.contains("1 to destroy") && !plan.contains("prod/a"), "{plan}");
    ok(&place, &["apply", "plan"]);
    assert_eq!(std::fs::read_to_string(dir.join("log")).unwrap(), "gone a\n");
    assert!(!dir.join("prod/b").exists(), "its folder is not made again");
    let after = ok(&place, &["plan"]);
    assert!(after.contains("No changes") && !after.contains("State without a unit"), "{after}");
}

#[test]
fn what_git_does_not_know_is_refused() {
    let place = company();
    let dir = place.path();
    unit(dir, "prod/c", "one", "");
    ok(&place, &["apply", "--auto-approve"]);
    std::fs::remove_dir_all(dir.join("prod/c")).unwrap();
    let refusal = refused(&place, &["destroy", "--deleted", "--auto-approve"]);
    assert!(refusal.contains("No commit has units at the paths") && refusal.contains("prod/c ("), "{refusal}");
    // Others can be destroyed all the same.
    std::fs::remove_dir_all(dir.join("prod/b")).unwrap();
    let done = ok(&place, &["destroy", "--deleted", "--units", "prod/b", "--auto-approve"]);
    assert!(done.contains("1 destroyed"), "{done}");

    std::fs::remove_dir_all(dir.join(".git")).unwrap();
    let refusal = refused(&place, &["destroy", "--deleted", "--auto-approve"]);
    assert!(refusal.contains("git cannot tell"), "{refusal}");
}

#[test]
fn the_state_of_a_renamed_unit_is_taken_along() {
    let place = company();
    let dir = place.path();
    ok(&place, &["apply", "--auto-approve"]);
    std::fs::rename(dir.join("prod/b"), dir.join("prod/better")).unwrap();
    let told = ok(&place, &["plan"]);
    assert!(told.contains("`groundplan state mv prod/b// prod/better//`"), "{told}");
    let moved = ok(&place, &["state", "mv", "prod/b//", "prod/better//"]);
    assert!(moved.contains("Moved [prod/b] terraform_data.y to [prod/better] terraform_data.y"), "{moved}");
    let after = ok(&place, &["plan"]);
    assert!(after.contains("No changes") && !after.contains("State without a unit"), "{after}");
    assert_eq!(ok(&place, &["state", "list"]), "[prod/a] terraform_data.x [prod/better] terraform_data.y");
}

#[test]
fn objects_move_between_units_in_both_states_or_in_none() {
    let place = company();
    let dir = place.path();
    ok(&place, &["apply", "--auto-approve"]);
    let id = |unit: &str| {
        let text = std::fs::read_to_string(dir.join(".state").join(unit).join("terraform.tfstate")).unwrap();
        let state: serde_json::Value = serde_json::from_str(&text).unwrap();
        state["resources"][0]["instances"][0]["attributes"]["id"].as_str().map(str::to_owned)
    };
    let before = id("prod/b");
    // What b had becomes part of c.
    std::fs::write(dir.join("two/main.tf"), "variable \"i\" {}\n").unwrap();
    std::fs::create_dir(dir.join("three")).unwrap();
    let module =
        "variable \"i\" {}\nresource \"terraform_data\" \"z\" {\n  for_each = toset([\"k\"])\n  input    = var.i\n}\n";
    std::fs::write(dir.join("three/main.tf"), module).unwrap();
    let more = "dependency \"a\" { config_path = \"../a\" }\ninputs = { i = dependency.a.outputs.o }\n";
    unit(dir, "prod/c", "three", more);
    let write = |from: &str| {
        let text = format!("moved {{\n  from = \"{from}\"\n  to   = \"prod/c//terraform_data.z[\\\"k\\\"]\"\n}}\n");
        std::fs::write(dir.join("moved.hcl"), text).unwrap();
    };
    write("terraform_data.y");
    assert!(refused(&place, &["plan"]).contains("Move without a unit"));
    write("prod/c//terraform_data.y");
    assert!(refused(&place, &["plan"]).contains("Move within one unit"));
    write("prod/a//terraform_data.x");
    std::fs::write(dir.join("moved.hcl"), "moved {\n  from = \"prod/b//terraform_data.y\"\n}\n").unwrap();
    assert!(refused(&place, &["plan"]).contains("moved.hcl"));
    write("prod/b//terraform_data.y");
    for one in ["prod/b", "prod/c"] {
        let refusal = refused(&place, &["plan", "--units", one]);
        assert!(
            refusal.contains("Move between units with one of them") && refusal.contains("moved.hcl:1"),
            "{refusal}"
        );
    }
    let plan = ok(&place, &["plan", "--out", "plan"]);
    assert!(plan.contains("# prod/b//terraform_data.y has moved to prod/c//terraform_data.z[\"k\"]"), "{plan}");
    assert!(plan.contains("No changes"), "{plan}");
    ok(&place, &["apply", "plan"]);
    assert_eq!(id("prod/c"), before, "the same object");
    assert_eq!(id("prod/b"), None);
    // Done once, the statement says nothing any more, whatever is worked on.
    let after = ok(&place, &["plan"]);
    assert!(after.contains("No changes") && !after.contains("has moved"), "{after}");
    ok(&place, &["plan", "--units", "prod/c"]);
    // Something is at the destination already.
    let refusal = {
        write("prod/a//terraform_data.x");
        refused(&place, &["plan"])
    };
    assert!(refusal.contains("the state has something there already"), "{refusal}");
}
