use std::io::Write as _;
use std::process::{Command, Stdio};

use expect_test::expect;

use crate::support::Place;

const UGLY: &str = "variable \"a\" {\ntype=string\ndefault = \"x\"\n}\n";

fn place() -> Place {
    Place::with(&[
        ("main.tf", UGLY),
        ("good.tf", "locals {\n  a = 1\n}\n"),
        ("x.tfvars", "a=1\n"),
        ("readme.md", "a=1\n"),
        ("terragrunt.hcl", "inputs = {\na=1\n}\n"),
        ("sub/deep/main.tf", "locals { a=1 }\n"),
        (".terraform/modules/m/main.tf", "locals { a=1 }\n"),
    ])
}

#[test]
fn files_are_named_and_changed() {
    let place = place();
    expect![[r#"
        exit 0
        --- out
        main.tf
        x.tfvars
    "#]]
    .assert_eq(&place.run(&["fmt"]).to_string());
    assert_eq!(place.run(&["fmt"]).to_string(), "exit 0\n");
    expect![[r#"
        exit 0
        --- out
        sub/deep/main.tf
        terragrunt.hcl
    "#]]
    .assert_eq(&place.run(&["fmt", "-recursive"]).to_string());
    let text = std::fs::read_to_string(place.path().join("main.tf")).unwrap();
    assert_eq!(text, "variable \"a\" {\n  type    = string\n  default = \"x\"\n}\n");
    assert_eq!(std::fs::read_to_string(place.path().join(".terraform/modules/m/main.tf")).unwrap(), "locals { a=1 }\n");
}

#[test]
fn a_check_changes_nothing() {
    let place = place();
    expect![[r#"
        exit 3
        --- out
        main.tf
        --- old/main.tf
        +++ new/main.tf
        @@ -1,4 +1,4 @@
         variable "a" {
        -type=string
        -default = "x"
        +  type    = string
        +  default = "x"
         }
    "#]]
    .assert_eq(&place.run(&["fmt", "-check", "-diff", "main.tf", "good.tf"]).to_string());
    assert_eq!(place.run(&["fmt", "-check", "good.tf"]).to_string(), "exit 0\n");
    assert_eq!(place.run(&["fmt", "-write=false", "-list=false"]).to_string(), "exit 0\n");
    assert_eq!(std::fs::read_to_string(place.path().join("main.tf")).unwrap(), UGLY);
}

#[test]
fn what_cannot_be_formatted_is_said() {
    let place = Place::with(&[("bad.tf", "locals {\n  a = \n}\n"), ("other.tf", "locals { a=1 }\n"), ("x.md", "")]);
    expect![[r#"
        exit 1
        --- out
        other.tf
        --- err
        error: Invalid expression
         --> bad.tf:2:7
          |
        2 |   a =
          |       ^ an expression is missing here
          |
          = The line ends where an expression must stand.
        help: an expression can go on in the next line only inside parentheses or brackets

        error: Unsupported file
         |
         = x.md is none of the files that can be formatted: .tf, .tfvars, .tftest.hcl and .hcl.

        error: File not found
         |
         = There is no file or folder absent.tf.

        3 errors
    "#]]
    .assert_eq(&place.run(&["fmt", ".", "x.md", "absent.tf"]).to_string());
}

fn with_input(command: &mut Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    format!("exit {}\n{}{}", output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let place = Place::with(&[]);
    assert_eq!(with_input(&mut place.command(&["fmt", "-"]), "a=1\n"), "exit 0\na = 1\n");
    assert_eq!(with_input(&mut place.command(&["fmt", "-check", "-"]), "a=1\n"), "exit 3\n");
    assert!(with_input(&mut place.command(&["fmt", "-"]), "a=").starts_with("exit 1\nerror: "));
}

#[test]
fn the_console_answers_by_configuration_and_state() {
    let place = Place::with(&[
        (
            "main.tf",
            "variable \"n\" {\n  type = number\n}\nlocals {\n  double = var.n * 2\n}\noutput \"kept\" {\n  value = local.double\n}\n",
        ),
        ("m.tf", "variable \"secret\" {\n  default   = \"s3cret\"\n  sensitive = true\n}\n"),
    ]);
    let mut command = place.command(&["console", "-var", "n=4"]);
    let input = "local.double\n{\n  a = [\n    1]\n}\nvar.secret\ntype(var.n)\n<<E\n[\nE\n\nexit\nvar.absent\n";
    expect![[r#"
        exit 0
        8
        {
          "a" = [
            1,
          ]
        }
        (sensitive value)
        number
        <<EOT
        [

        EOT
    "#]]
    .assert_eq(&with_input(&mut command, input));
    let unset = with_input(&mut place.command(&["console"]), "var.n\nlocal.double\n");
    assert_eq!(unset, "exit 0\n(known after apply)\n(known after apply)\n");
    expect![[r#"
        exit 1
        error: Reference to undeclared local value
         |
         = A local value with the name "doubel" has not been declared.
        help: one with a similar name exists: `double`

    "#]]
    .assert_eq(&with_input(&mut place.command(&["console", "-var=n=1"]), "local.doubel\n1\n"));
    // Texts on which the YAML parser panics are errors like others.
    expect![[r#"
        exit 1
        error: Error in function call
         |
         = Call to function "yamldecode" failed: the parser cannot read this.

    "#]]
    .assert_eq(&with_input(&mut place.command(&["console", "-var=n=1"]), "yamldecode(\"{a: !x, b: 1}\")\n1\n"));
}

#[test]
fn workspaces_have_states_of_their_own() {
    let main = "resource \"terraform_data\" \"a\" {\n  input = terraform.workspace\n}\noutput \"w\" {\n  value = terraform_data.a.output\n}\n";
    let place = Place::with(&[("main.tf", main)]);
    let dev = [("TF_WORKSPACE", "dev")];
    let apply = ["apply", "--auto-approve"];
    assert_eq!(place.run_with(&apply, &dev).code, Some(0));
    assert!(place.path().join("terraform.tfstate.d/dev/terraform.tfstate").is_file());
    assert!(!place.path().join("terraform.tfstate").exists());
    assert_eq!(place.run_with(&apply, &[("TF_WORKSPACE", "default")]).code, Some(0));
    assert!(place.path().join("terraform.tfstate").is_file());
    // As `terraform workspace select` leaves it.
    std::fs::create_dir(place.path().join(".terraform")).unwrap();
    std::fs::write(place.path().join(".terraform/environment"), "dev").unwrap();
    assert_eq!(place.run(&["output", "--raw", "w"]).out, "dev");
    assert_eq!(place.run_with(&["output", "--raw", "w"], &[("TF_WORKSPACE", "default")]).out, "default");
    expect![[r#"
        exit 1
        --- err
        error: Invalid workspace name
         |
         = The workspace "a/b" is selected by the environment variable TF_WORKSPACE. A name becomes a part of paths and URLs.
        help: use letters, digits, `-`, `_` and `.`
    "#]]
    .assert_eq(&place.run_with(&["plan"], &[("TF_WORKSPACE", "a/b")]).to_string());
}

#[test]
fn what_one_workspace_left_unfinished_is_not_taken_for_anothers() {
    let main = "resource \"terraform_data\" \"a\" {\n  input = terraform.workspace\n}\n";
    let place = Place::with(&[("main.tf", main)]);
    // A run of this workspace that is under way keeps none of another one waiting.
    let folder = place.path().join(".groundplan/workspaces/dev");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("journal"), "no journal").unwrap();
    assert_eq!(place.run(&["apply", "--auto-approve"]).code, Some(0));
    let ran = place.run_with(&["plan"], &[("TF_WORKSPACE", "dev")]);
    assert_eq!(ran.code, Some(1), "{ran}");
    assert!(ran.err.contains(".groundplan/workspaces/dev/journal"), "{ran}");
}

#[test]
fn versions_are_told() {
    let lock = "provider \"registry.terraform.io/hashicorp/aws\" {\n  version = \"5.100.0\"\n}\n";
    let place = Place::with(&[(".terraform.lock.hcl", lock)]);
    let text = place.run(&["version"]).to_string();
    assert!(text.starts_with("exit 0\n--- out\nGroundplan v"), "{text}");
    assert!(text.ends_with("+ provider registry.terraform.io/hashicorp/aws v5.100.0\n"), "{text}");
    let json: serde_json::Value = serde_json::from_str(&place.run(&["version", "-json"]).out).unwrap();
    assert_eq!(json["provider_selections"]["registry.terraform.io/hashicorp/aws"], "5.100.0");
    assert_eq!(json["terraform_version"], "1.11.4");
}

#[test]
fn modules_are_fetched_and_named() {
    let place = Place::with(&[
        ("elsewhere/main.tf", "module \"in\" {\n  source = \"./in\"\n}\n"),
        ("elsewhere/in/main.tf", ""),
        ("root/x", ""),
    ]);
    let source = place.path().canonicalize().unwrap().join("elsewhere");
    let text = format!("module \"a\" {{\n  source = \"{}\"\n}}\n", source.display());
    std::fs::write(place.path().join("root/main.tf"), text).unwrap();
    expect![[r#"
        exit 0
        --- out
        a (PLACE/elsewhere) in .terraform/modules/a
        a.in (./in) in .terraform/modules/a/in
    "#]]
    .assert_eq(&place.run(&["-C", "root", "get"]).to_string());
}
