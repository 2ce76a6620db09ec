//! Commands on states.

use std::fs;

use expect_test::{Expect, expect};

use crate::support::Place;

const STATE: &str = r#"{
  "version": 4,
  "terraform_version": "1.11.4",
  "serial": 3,
  "lineage": "6d3a4a3e-8f5e-4a53-a9a7-1b2c3d4e5f60",
  "outputs": {},
  "resources": [
    {
      "mode": "managed",
      "type": "acme_disk",
      "name": "data",
      "provider": "provider[\"registry.terraform.io/acme/acme\"]",
      "instances": [
        {
          "index_key": 0,
          "schema_version": 0,
          "attributes": { "id": "d-0", "key": "secret", "size": 10 },
          "sensitive_attributes": [[{ "type": "get_attr", "value": "key" }]]
        },
        {
          "index_key": 1,
          "schema_version": 0,
          "attributes": { "id": "d-1", "key": null, "size": 20 },
          "sensitive_attributes": []
        }
      ]
    },
    {
      "module": "module.web",
      "mode": "managed",
      "type": "acme_host",
      "name": "main",
      "provider": "provider[\"registry.terraform.io/acme/acme\"]",
      "instances": [
        {
          "schema_version": 0,
          "attributes": { "id": "h-1", "disk": "d-0" },
          "sensitive_attributes": [],
          "dependencies": ["acme_disk.data"]
        }
      ]
    }
  ],
  "check_results": null
}
"#;

fn place() -> Place {
    Place::with(&[("main.tf", "# Nothing is declared.\n"), ("terraform.tfstate", STATE)])
}

#[track_caller]
fn check(place: &Place, arguments: &[&str], expected: &Expect) {
    expected.assert_eq(&place.run(arguments).to_string());
}

/// The names of the files beside the state, with moments left out.
fn files(place: &Place) -> String {
    let mut names: Vec<String> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.contains("tfstate"))
        .map(|name| {
            name.split('.')
                .map(|part| if part.parse::<u64>().is_ok() { "MOMENT" } else { part })
                .collect::<Vec<_>>()
                .join(".")
        })
        .collect();
    names.sort();
    names.join("\n")
}

#[test]
fn a_state_is_looked_into() {
    let place = place();
    check(
        &place,
        &["state", "list"],
        &expect![[r#"
        exit 0
        --- out
        acme_disk.data[0]
        acme_disk.data[1]
        module.web.acme_host.main
    "#]],
    );
    check(
        &place,
        &["state", "list", "module.web", "-id=h-1"],
        &expect![[r#"
        exit 0
        --- out
        module.web.acme_host.main
    "#]],
    );
    check(
        &place,
        &["state", "list", "-id", "d-1"],
        &expect![[r#"
        exit 0
        --- out
        acme_disk.data[1]
    "#]],
    );
    check(
        &place,
        &["state", "show", "acme_disk.data[0]"],
        &expect![[r#"
        exit 0
        --- out
        # acme_disk.data[0]:
        resource "acme_disk" "data" {
            id   = "d-0"
            key  = (sensitive value)
            size = 10
        }
    "#]],
    );
    check(
        &place,
        &["state", "show", "acme_disk.data"],
        &expect![[r#"
        exit 1
        --- err
        error: No instance found for the given address
         |
         = No state here has a resource instance acme_disk.data.
        help: name one of its instances: acme_disk.data[0], acme_disk.data[1]
    "#]],
    );
    let pulled = place.run(&["state", "pull"]);
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
    assert_eq!((pulled.code, json(&pulled.out)), (Some(0), json(STATE)));
}

#[test]
fn things_move_within_a_state() {
    let place = place();
    check(
        &place,
        &["state", "mv", "-dry-run", "acme_disk.data[1]", "acme_disk.other"],
        &expect![[r#"
        exit 0
        --- out
        Would move acme_disk.data[1] to acme_disk.other
    "#]],
    );
    assert_eq!(fs::read_to_string(place.path().join("terraform.tfstate")).unwrap(), STATE);
    check(
        &place,
        &["state", "mv", "acme_disk.data[1]", "acme_disk.other"],
        &expect![[r#"
        exit 0
        --- out
        Moved acme_disk.data[1] to acme_disk.other
        Successfully moved 1 object(s).
    "#]],
    );
    check(
        &place,
        &["state", "mv", "module.web", "module.site[0]"],
        &expect![[r#"
        exit 0
        --- out
        Moved module.web.acme_host.main to module.site[0].acme_host.main
        Successfully moved 1 object(s).
    "#]],
    );
    check(
        &place,
        &["state", "list"],
        &expect![[r#"
        exit 0
        --- out
        acme_disk.data[0]
        acme_disk.other
        module.site[0].acme_host.main
    "#]],
    );
    expect![[r#"
        terraform.tfstate
        terraform.tfstate.MOMENT.backup
        terraform.tfstate.MOMENT.backup"#]]
    .assert_eq(&files(&place));
    check(
        &place,
        &["state", "mv", "acme_disk.data[0]", "acme_disk.other"],
        &expect![[r#"
        exit 1
        --- err
        error: State cannot be changed so
         |
         = Cannot move to acme_disk.other: the state has something there already.
        help: Move or remove what is there first.
    "#]],
    );
    check(
        &place,
        &["state", "mv", "acme_disk.none", "acme_disk.x"],
        &expect![[r#"
        exit 1
        --- err
        error: Nothing of that address
         |
         = There is nothing at acme_disk.none in any state here.
        help: `groundplan state list` shows what there is
    "#]],
    );
    check(
        &place,
        &["state", "mv", "acme_disk.other", "acme_host.other"],
        &expect![[r#"
        exit 1
        --- err
        error: State cannot be changed so
         |
         = Cannot move acme_disk.other to acme_host.other: they are of different resource types.
        help: Nothing was changed.
    "#]],
    );
    check(
        &place,
        &["state", "mv", "acme_disk", "acme_disk.x"],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid address
         |
         = "acme_disk" is not a valid address: a resource's address is written [module.NAME.][data.]TYPE.NAME.
        help: `groundplan state list` prints addresses; of a live repository they are written UNIT//ADDR
    "#]],
    );
}

#[test]
fn things_are_taken_out_of_a_state() {
    let place = place();
    check(
        &place,
        &["state", "rm", "--dry-run", "module.web"],
        &expect![[r#"
        exit 0
        --- out
        Would remove module.web.acme_host.main
    "#]],
    );
    check(
        &place,
        &["state", "rm", "module.web", "acme_disk.data[0]"],
        &expect![[r#"
        exit 0
        --- out
        Removed acme_disk.data[0]
        Removed module.web.acme_host.main
        Successfully removed 2 resource instance(s).
    "#]],
    );
    check(
        &place,
        &["state", "list"],
        &expect![[r#"
        exit 0
        --- out
        acme_disk.data[1]
    "#]],
    );
    check(
        &place,
        &["state", "rm", "module.web"],
        &expect![[r#"
        exit 1
        --- err
        error: State cannot be changed so
         |
         = None of these addresses selects anything in the state.
        help: `groundplan state list` shows what there is.
    "#]],
    );
    let before: Vec<_> = fs::read_dir(place.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "backup"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    assert_eq!(before, [STATE]);
}

#[test]
fn a_state_is_pushed() {
    let place = place();
    let older = STATE.replace("\"serial\": 3", "\"serial\": 2");
    let newer = STATE.replace("\"serial\": 3", "\"serial\": 9").replace("\"size\": 20", "\"size\": 21");
    let other = newer.replace("6d3a4a3e", "00000000");
    for (name, text) in [("older", &older), ("newer", &newer), ("other", &other), ("broken", &"{".to_owned())] {
        fs::write(place.path().join(name), text).unwrap();
    }
    check(
        &place,
        &["state", "push", "older"],
        &expect![[r#"
            exit 1
            --- err
            error: State refused
             |
             = This state may not take the place of the stored one: it is newer (serial 3, not before 2). Nothing was changed.
            help: if the stored state is to be given up all the same, push with `--force`
        "#]],
    );
    check(
        &place,
        &["state", "push", "other"],
        &expect![[r#"
            exit 1
            --- err
            error: State refused
             |
             = This state may not take the place of the stored one: it belongs to another history (lineage 6d3a4a3e-8f5e-4a53-a9a7-1b2c3d4e5f60, not 00000000-8f5e-4a53-a9a7-1b2c3d4e5f60). Nothing was changed.
            help: if the stored state is to be given up all the same, push with `--force`
        "#]],
    );
    check(
        &place,
        &["state", "push", "broken"],
        &expect![[r#"
        exit 1
        --- err
        error: State cannot be read
         |
         = PLACE/broken: line 1, column 1: the state ends in the middle: it was cut off.
        help: Nothing was changed. Restore the state from its backup (terraform.tfstate.backup, or an earlier version of the object in the bucket).
    "#]],
    );
    check(
        &place,
        &["state", "push", "newer"],
        &expect![[r#"
        exit 0
        --- err
        The state is stored.
    "#]],
    );
    check(
        &place,
        &["state", "push", "-force", "other"],
        &expect![[r#"
        exit 0
        --- err
        The state is stored.
    "#]],
    );
    let stored = fs::read_to_string(place.path().join("terraform.tfstate")).unwrap();
    assert!(stored.contains("00000000") && stored.contains("\"serial\": 9"), "{stored}");
}

#[test]
fn resources_get_another_provider() {
    let place = place();
    check(
        &place,
        &["state", "replace-provider", "acme/acme", "example.com/new/acme"],
        &expect![[r#"
            exit 1
            --- err
            error: Approval not possible
             |
             = Approval is asked for on a terminal, and standard input is none. Nothing was done.
            help: approve beforehand with `--auto-approve`
        "#]],
    );
    check(
        &place,
        &["state", "replace-provider", "-auto-approve", "acme/acme", "example.com/new/acme"],
        &expect![[r#"
            exit 0
            --- out
            The states will say of 2 resources that their provider is
              - registry.terraform.io/acme/acme
              + example.com/new/acme

              acme_disk.data
              module.web.acme_host.main

            Successfully replaced provider for 2 resources.
        "#]],
    );
    check(
        &place,
        &["state", "replace-provider", "-auto-approve", "acme/acme", "example.com/new/acme"],
        &expect![[r#"
            exit 0
            --- out
            No matching resources found.
        "#]],
    );
    let stored = fs::read_to_string(place.path().join("terraform.tfstate")).unwrap();
    assert_eq!(stored.matches("example.com/new/acme").count(), 2, "{stored}");
}

#[test]
fn units_of_a_live_repository() {
    let place = Place::with(&[
        ("root.hcl", ""),
        ("one/terragrunt.hcl", "terraform {\n  source = \"../module\"\n}\n"),
        ("two/terragrunt.hcl", "terraform {\n  source = \"../module\"\n}\n"),
        ("module/main.tf", "# Nothing is declared.\n"),
    ]);
    let where_it_is = place.run(&["state", "list"]);
    assert_eq!(where_it_is.to_string(), "exit 0\n");
    check(
        &place,
        &["state", "pull"],
        &expect![[r#"
        exit 1
        --- err
        error: Unit not named
         |
         = There are several units here, each with a state of its own.
        help: name one with `--unit PATH`: one, two
    "#]],
    );
    fs::write(place.path().join("state"), STATE).unwrap();
    check(
        &place,
        &["state", "push", "--unit", "one", "state"],
        &expect![[r#"
        exit 0
        --- err
        The state is stored.
    "#]],
    );
    check(
        &place,
        &["state", "list", "one//acme_disk.data"],
        &expect![[r#"
        exit 0
        --- out
        [one] acme_disk.data[0]
        [one] acme_disk.data[1]
    "#]],
    );
    check(
        &place,
        &["state", "list", "three//acme_disk.data"],
        &expect![[r#"
        exit 1
        --- err
        error: Unit not found
         |
         = There is no unit three here.
        help: there are: one, two
    "#]],
    );
    check(
        &place,
        &["state", "mv", "one//module.web", "two//module.web"],
        &expect![[r#"
        exit 0
        --- out
        Moved [one] module.web.acme_host.main to [two] module.web.acme_host.main
        Successfully moved 1 object(s).
    "#]],
    );
    check(
        &place,
        &["state", "list"],
        &expect![[r#"
        exit 0
        --- out
        [one] acme_disk.data[0]
        [one] acme_disk.data[1]
        [two] module.web.acme_host.main
    "#]],
    );
    check(
        &place,
        &["-C", "two", "state", "rm", "module.web.acme_host.main"],
        &expect![[r#"
        exit 0
        --- out
        Removed [two] module.web.acme_host.main
        Successfully removed 1 resource instance(s).
    "#]],
    );
    check(
        &place,
        &["state", "list"],
        &expect![[r#"
        exit 0
        --- out
        [one] acme_disk.data[0]
        [one] acme_disk.data[1]
    "#]],
    );
}

#[test]
fn options_for_parts_are_checked_early() {
    let place = place();
    check(
        &place,
        &["plan", "-target=acme_disk"],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid address
         |
         = "acme_disk" is not a valid address: a resource's address is written [module.NAME.][data.]TYPE.NAME.
        help: `groundplan state list` prints addresses; of a live repository they are written UNIT//ADDR
    "#]],
    );
    check(
        &place,
        &["plan", "-replace=module.web"],
        &expect![[r#"
        exit 1
        --- err
        error: Invalid address
         |
         = "module.web" is not a valid address: a resource's address is written [module.NAME.][data.]TYPE.NAME.
        help: `groundplan state list` prints addresses; of a live repository they are written UNIT//ADDR
    "#]],
    );
    check(
        &place,
        &["plan", "-target=a.b", "-exclude=c.d"],
        &expect![[r#"
        exit 1
        --- err
        error: the argument '--target <ADDR>' cannot be used with '--exclude <ADDR>'

        Usage: groundplan plan --target <ADDR>

        For more information, try '--help'.
    "#]],
    );
    check(
        &place,
        &["plan", "-refresh-only", "-destroy"],
        &expect![[r#"
        exit 1
        --- err
        error: the argument '--refresh-only' cannot be used with '--destroy'

        Usage: groundplan plan --refresh-only

        For more information, try '--help'.
    "#]],
    );
    check(
        &place,
        &["plan", "-target=dev//a.b"],
        &expect![[r#"
            exit 1
            --- err
            error: Unit not found
             |
             = This is a root module by itself, so there is no unit dev.
            help: leave out `dev//`
        "#]],
    );
    check(
        &place,
        &["import", "acme_disk.new", "d-9"],
        &expect![[r#"
            exit 1
            --- err
            error: Configuration for import target does not exist
             |
             = The configuration for the given import target acme_disk.new does not exist. All target instances must have an associated configuration to be imported.
            help: declare it: `resource "acme_disk" "new" { ... }`
        "#]],
    );
    check(
        &place,
        &["import", "acme_disk.data[0]", "d-9"],
        &expect![[r#"
        exit 1
        --- err
        error: Resource already managed
         |
         = The state has an object for acme_disk.data[0] already. To import another to this address, the existing one must be taken out of the state first.
        help: take it out of the state with `groundplan state rm 'acme_disk.data[0]'`
    "#]],
    );
}
