//! States that Terraform 1.11.4 wrote (see `test_data/record.sh`) and texts that are no states.

use std::fs;
use std::path::PathBuf;

use expect_test::{Expect, expect};
use groundplan_address::{InstanceAddr, ResourceAddr};
use groundplan_state::{AttributeStep, CheckStatus, DecodeError, ObjectStatus, State};

use crate::random::Random;

fn recorded() -> Vec<(PathBuf, String)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("test_data/ok");
    let mut states: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.clone(), fs::read_to_string(path).unwrap()))
        .collect();
    states.sort();
    states
}

fn recorded_state(name: &str) -> State {
    let (_, text) = recorded().into_iter().find(|(path, _)| path.ends_with(format!("{name}.v4.json"))).unwrap();
    decode(&text).unwrap()
}

fn decode(text: &str) -> Result<State, DecodeError> {
    State::decode(text.as_bytes())
}

#[test]
fn what_terraform_wrote_is_written_back_byte_for_byte() {
    let states = recorded();
    assert!(states.len() >= 8);
    for (path, text) in states {
        assert_eq!(decode(&text).unwrap().encode(), text, "{}", path.display());
    }
}

#[test]
fn what_terraform_wrote_is_found_by_address() {
    let state = recorded_state("deposed");
    let instance = state.instance(&InstanceAddr::parse("aws_s3_bucket.replaced[1]").unwrap()).unwrap();
    let current = instance.current.as_ref().unwrap();
    assert!(current.create_before_destroy);
    assert!(current.private.starts_with(b"{"));
    let (key, _) = instance.deposed.iter().next().unwrap();
    assert_eq!(key.as_str().len(), 8);
    assert!(state.instance(&InstanceAddr::parse("aws_s3_bucket.replaced[2]").unwrap()).is_none());

    let state = recorded_state("tainted");
    let tainted = state.object(&InstanceAddr::parse("terraform_data.tainted").unwrap(), None).unwrap();
    assert_eq!(tainted.status, ObjectStatus::Tainted);

    let state = recorded_state("sensitive");
    let map = state.object(&InstanceAddr::parse("terraform_data.map").unwrap(), None).unwrap();
    assert_eq!(map.sensitive_paths[0].0, [AttributeStep::attr("input"), AttributeStep::key("a.b")]);
    let list = state.object(&InstanceAddr::parse("terraform_data.list").unwrap(), None).unwrap();
    assert_eq!(list.sensitive_paths[0].0, [AttributeStep::attr("input"), AttributeStep::position(1)]);
    assert!(state.outputs["secret"].sensitive);

    let state = recorded_state("aws");
    let bucket = state.resource(&ResourceAddr::parse("module.other.aws_s3_bucket.this").unwrap()).unwrap();
    assert_eq!(bucket.provider.alias.as_deref(), Some("other"));

    let state = recorded_state("checks");
    let checks = state.check_results.as_ref().unwrap();
    let failing = checks.iter().find(|check| check.config_addr == "check.failing").unwrap();
    assert_eq!(failing.status, CheckStatus::Fail);
    assert_eq!(failing.objects[0].failure_messages, ["output is not <4>"]);
}

#[test]
fn what_is_unknown_is_kept() {
    let text = r#"{
  "version": 4,
  "terraform_version": "1.99.0",
  "serial": 1,
  "lineage": "l",
  "outputs": {
    "o": {
      "value": 1.0,
      "type": "number",
      "note": "of the future"
    }
  },
  "resources": [
    {
      "mode": "managed",
      "type": "t",
      "name": "n",
      "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
      "instances": [
        {
          "schema_version": 0,
          "attributes": {},
          "sensitive_attributes": [],
          "identity_schema_version": 0,
          "identity": {
            "id": 1
          },
          "later": [
            {}
          ]
        }
      ],
      "more": 1e5
    }
  ],
  "check_results": null,
  "signature": "s"
}
"#;
    assert_eq!(decode(text).unwrap().encode(), text);
}

#[test]
fn an_old_state_of_format_4_is_read() {
    let text = r#"{"version":4,"terraform_version":"0.12.31","serial":3,"lineage":"l","outputs":{},"resources":[
        {"mode":"managed","type":"t","name":"n","each":"list","provider":"provider[\"registry.terraform.io/hashicorp/aws\"]","instances":[
            {"index_key":1.0,"schema_version":0,"attributes_flat":{"b":"2","a":"1"}}]}]}"#;
    let error = decode(text).unwrap_err();
    assert_eq!(error.to_string(), "line 3, column 26: t.n: expected a whole number from 0 to 18446744073709551615");

    let state = decode(&text.replace("1.0", "1")).unwrap();
    let resources = state.encode();
    let resources = resources.split_once("\"resources\"").unwrap().1;
    expect![[r#"
        : [
            {
              "mode": "managed",
              "type": "t",
              "name": "n",
              "each": "list",
              "provider": "provider[\"registry.terraform.io/hashicorp/aws\"]",
              "instances": [
                {
                  "index_key": 1,
                  "schema_version": 0,
                  "attributes_flat": {
                    "a": "1",
                    "b": "2"
                  },
                  "sensitive_attributes": []
                }
              ]
            }
          ],
          "check_results": null
        }
    "#]]
    .assert_eq(resources);
}

fn check_error(text: &str, expected: &Expect) {
    let error = decode(text).unwrap_err();
    expected.assert_eq(&format!("{error}\n{}\n", error.help()));
}

#[test]
fn an_empty_file_is_said_to_be_empty() {
    check_error(
        "",
        &expect![[r#"
            line 1, column 1: the state is empty
            Remove the empty file, or restore the state from its backup.
        "#]],
    );
}

#[test]
fn a_truncated_state_is_said_to_be_cut_off() {
    check_error(
        "{\n  \"version\": 4,\n  \"resources\": [\n    {\"mode\": \"mana",
        &expect![[r#"
            line 4, column 18: the state ends in the middle: it was cut off
            Nothing was changed. Restore the state from its backup (terraform.tfstate.backup, or an earlier version of the object in the bucket).
        "#]],
    );
}

#[test]
fn garbage_is_said_to_be_no_json() {
    check_error(
        "{\n  \"version\": 4,\n  oops\n}",
        &expect![[r#"
            line 3, column 3: the state is not JSON: key must be a string
            Nothing was changed. Restore the state from its backup (terraform.tfstate.backup, or an earlier version of the object in the bucket).
        "#]],
    );
    let error = State::decode(b"{\n \"version\": \xff4}").unwrap_err();
    assert_eq!(error.to_string(), "line 2, column 13: the state is not UTF-8 text");
}

#[test]
fn other_formats_are_named() {
    check_error(
        r#"{"version": 3, "modules": []}"#,
        &expect![[r#"
            line 1, column 1: this is state format 3, and only format 4 (Terraform 0.12 and later) is read
            Upgrade the state first: run `terraform apply` (or `terraform refresh`) with Terraform 0.13 or later on it, which rewrites it in format 4.
        "#]],
    );
    check_error(
        r#"{"version": 5, "terraform_version": "2.1.0"}"#,
        &expect![[r#"
            line 1, column 1: this is state format 5, written by Terraform 2.1.0, and only format 4 is read
            Use a newer version of groundplan, or restore an older state from its backup.
        "#]],
    );
    check_error(
        r#"{"format_version": "1.0"}"#,
        &expect![[r#"
            line 1, column 1: there is no "version" number, so this is not a Terraform state
            Check that the path names a state file.
        "#]],
    );
}

#[test]
fn wrong_shapes_say_where() {
    let cases = [
        ("[]", "line 1, column 1: the state: expected an object, found a list"),
        (r#"{"version":"4"}"#, "line 1, column 12: the state: expected a whole number, found a string"),
        (
            r#"{"version":4,"serial":-1}"#,
            "line 1, column 23: the state: expected a whole number from 0 to 18446744073709551615",
        ),
        (r#"{"version":4,"version":4}"#, "line 1, column 24: the state: the key \"version\" is given twice"),
        (
            r#"{"version":4,"outputs":{"a":{"value":1}}}"#,
            "line 1, column 29: output \"a\": the key \"type\" is missing",
        ),
        (
            r#"{"version":4,"resources":[{"mode":"managed","type":"t"}]}"#,
            "line 1, column 27: the state: the key \"name\" is missing",
        ),
        (
            r#"{"version":4,"resources":[{"mode":"dream","type":"t","name":"n"}]}"#,
            "line 1, column 35: the state: the resource mode \"dream\" is not known",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(decode(text).unwrap_err().to_string(), expected, "{text}");
    }
    let instance_cases = [
        ("{\"status\":\"odd\"}", "line 2, column 11: t.n: the status \"odd\" is not known"),
        ("{\"deposed\":\"short\"}", "line 2, column 12: t.n: a deposed key has eight characters, like \"00f2c8d1\""),
        ("{\"private\":\"?secret?\"}", "line 2, column 12: t.n: the private bytes are not base64"),
        ("{\"dependencies\":[1]}", "line 2, column 18: t.n: expected a string, found a number"),
        ("{\"index_key\":true}", "line 2, column 14: t.n: expected a whole number, found a bool"),
        (
            "{\"sensitive_attributes\":[[{\"type\":\"x\",\"value\":\"hunter2\"}]]}",
            "line 2, column 35: t.n: the path step \"x\" is not known",
        ),
        ("{},\n{}", "line 3, column 1: t.n: the instance t.n is given twice"),
        (
            "{\"deposed\":\"12345678\"},\n{\"deposed\":\"12345678\"}",
            "line 3, column 1: t.n: the instance t.n (deposed 12345678) is given twice",
        ),
    ];
    for (instances, expected) in instance_cases {
        let text = format!(
            r#"{{"version":4,"resources":[{{"mode":"managed","type":"t","name":"n","provider":"provider[\"a/b\"]","instances":[
{instances}]}}]}}"#
        );
        assert_eq!(decode(&text).unwrap_err().to_string(), expected, "{text}");
    }
}

#[test]
fn a_provider_of_terraform_0_12_is_explained() {
    let text = r#"{"version":4,"resources":[{"mode":"managed","type":"t","name":"n","provider":"provider.aws"}]}"#;
    assert_eq!(
        decode(text).unwrap_err().to_string(),
        "line 1, column 78: t.n: the provider \"provider.aws\" is named as Terraform 0.12 named it; upgrade the state with `terraform 0.13upgrade` and an apply of Terraform 0.13"
    );
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let nested = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    for text in [nested.clone(), format!(r#"{{"version":4,"outputs":{{"o":{{"value":{nested},"type":"string"}}}}}}"#)] {
        assert!(decode(&text).is_err());
    }
}

/// Every prefix, and thousands of small damages, are read or refused: no panic. What is read is written and read again alike.
#[test]
fn damaged_states_never_panic() {
    let mut random = Random::new(1);
    for (_, text) in recorded() {
        for end in (0..text.len()).step_by(37) {
            let _ = State::decode(&text.as_bytes()[..end]);
        }
        for _ in 0..300 {
            let mut bytes = text.clone().into_bytes();
            for _ in 0..=random.below(3) {
                let at = random.below(bytes.len());
                match random.below(4) {
                    0 => bytes[at] = random.byte(),
                    1 => bytes[at] = b"{}[]\",:0-.eE\\unf \n"[random.below(18)],
                    2 => drop(bytes.drain(at..(at + random.below(50)).min(bytes.len()))),
                    _ => bytes.insert(at, random.byte()),
                }
            }
            if let Ok(state) = State::decode(&bytes) {
                let again = decode(&state.encode()).unwrap();
                assert!(state.content_eq(&again));
                assert_eq!(again.encode(), state.encode());
            }
        }
    }
}

#[test]
fn random_bytes_never_panic() {
    let mut random = Random::new(2);
    for _ in 0..2000 {
        let bytes: Vec<u8> = (0..random.below(200)).map(|_| random.byte()).collect();
        assert!(State::decode(&bytes).is_err());
    }
}
