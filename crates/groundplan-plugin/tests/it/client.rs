//! Calls: what is sent and what is made of the answers, in both versions of the protocol.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use groundplan_plugin::{KnownAnswers, Plugin, SchemaCache, schemas_of};
use groundplan_provider::{AttributeType, Nesting, Provider};
use groundplan_value::{Type, Value};

use crate::fake::{Fake, entries, plan};

#[tokio::test]
async fn both_versions_of_the_protocol_give_schemas_and_plans() {
    for version in ["5", "6"] {
        let plugin = Fake::new().with("FAKE_PROTOCOL", version).launch().await;
        let planned = plan(&plugin, "fake_thing").await.unwrap().value.planned.value;
        assert_eq!(planned, Value::object([("name", Value::string("a"))]));
        let schema = plugin.schemas().resource("fake_more").unwrap();
        assert_eq!(schema.version, 3);
        assert!(schema.block.has_write_only());
        let nested = schema.block.attributes.get("nested").map(|nested| nested.ty.clone());
        match nested {
            None => assert_eq!(version, "5"),
            Some(AttributeType::Nested(nesting, attributes)) => {
                assert_eq!((version, nesting), ("6", Nesting::Map));
                assert_eq!(attributes["secret"].value_type(), Type::String);
            }
            Some(plain) => panic!("{plain:?}"),
        }
        assert_eq!(plugin.schemas().resource("fake_none"), None);
        assert!(plugin.schemas().resource_names().contains(&"fake_more".into()));
    }
}

#[tokio::test]
async fn a_diagnostic_has_the_path_of_its_attribute() {
    let plugin = Fake::new().launch().await;
    let config = Value::object([("name", Value::string("a"))]);
    let answer = plugin.validate_resource("fake_thing", config).await.unwrap();
    assert!(answer.has_errors());
    let [message] = answer.diagnostics.as_slice() else { panic!("{:?}", answer.diagnostics) };
    assert_eq!((&*message.summary, &*message.detail), ("Wrong size", "It must be smaller."));
    assert_eq!(message.attribute.as_ref().unwrap().to_string(), ".part[1].sizes[\"large\"]");
}

#[tokio::test]
async fn values_may_come_as_json() {
    let plugin = Fake::new().launch().await;
    let planned = plan(&plugin, "fake_json").await.unwrap().value.planned.value;
    assert_eq!(planned, Value::object([("name", Value::string("from json"))]));
}

#[tokio::test]
async fn functions_are_called_by_their_signature() {
    let plugin = Fake::new().launch().await;
    let function = plugin.schemas().function("last").unwrap();
    assert_eq!((function.parameters.len(), function.variadic.is_some(), &function.returns), (1, true, &Type::String));
    let call = async |arguments: &[&str]| {
        plugin.call_function("last", arguments.iter().map(Value::string).collect()).await.unwrap()
    };
    assert_eq!(call(&["a", "b"]).await, Ok(Value::string("b")));
    assert_eq!(call(&["a", "", "c"]).await, Err(("must not be empty".into(), Some(1))));
}

#[tokio::test]
async fn what_cannot_be_asked_or_understood_is_an_error() {
    let plugin = Fake::new().launch().await;
    let mut errors = vec![plan(&plugin, "fake_lie").await.unwrap_err()];
    errors.push(plan(&plugin, "fake_none").await.unwrap_err());
    errors.push(plan(&plugin, "fake_more").await.unwrap_err());
    errors.push(plugin.import("fake_thing", "1").await.unwrap_err());
    errors.push(plugin.call_function("first", vec![]).await.unwrap_err());
    let errors: Vec<String> = errors.into_iter().map(|error| error.message).collect();
    expect![[r#"
        The provider hashicorp/fake 1.0.0 gave an answer that does not fit its own schema while planning fake_lie: object required, but the bytes hold FixPos(1). This is a fault of the provider.

        The provider hashicorp/fake 1.0.0 has no resource type fake_none.

        A value does not fit the schema of the provider hashicorp/fake 1.0.0 while planning fake_more: object required, but have object.

        The provider hashicorp/fake 1.0.0 cannot do this: importing fake_thing. A newer version of it may.

        The provider hashicorp/fake 1.0.0 has no function first."#]].assert_eq(&errors.join("\n\n"));
}

#[tokio::test]
async fn a_schema_that_is_none_is_explained() {
    let mut errors = Vec::new();
    for how in ["has no schema", "has a broken schema"] {
        errors.push(Fake::that(how).launch_error().await);
    }
    expect![[r#"
        the schema of hashicorp/fake 1.0.0: Wrong size: It must be smaller.

        the schema of hashicorp/fake 1.0.0: fake_crash: name: not a type: "text""#]]
    .assert_eq(&errors.join("\n\n"));
}

/// How often the provider was asked by then.
fn calls(file: &Path) -> usize {
    std::fs::read(file).map_or(0, |calls| calls.len())
}

#[tokio::test]
async fn the_schema_is_asked_for_once_and_then_known() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("calls");
    let fake = |how: &str| {
        let mut fake = Fake::that(how).with("FAKE_SCHEMA_CALLS", &file);
        fake.settings.schemas = Arc::new(SchemaCache::in_folder(folder.path().join("schemas")));
        fake.package.program_sha256 = format!("sum of one that {how}");
        fake
    };
    // All processes of one program share what the first was asked for, also those that start at the same time.
    let first = fake("");
    let (a, b) = tokio::join!(first.launch(), first.launch());
    assert!(Arc::ptr_eq(&a.schemas(), &b.schemas()));
    assert_eq!(calls(&file), 1);
    // A later run finds it on disk, and needs no process for it at all.
    let later = fake("");
    let schemas = schemas_of(&later.package, &later.settings).await.unwrap();
    assert_eq!(schemas.resource("fake_thing"), a.schemas().resource("fake_thing"));
    assert_eq!(later.launch().await.schemas().resource_names(), a.schemas().resource_names());
    assert_eq!(calls(&file), 1);
    // A file that is damaged is made anew.
    let damaged_file = folder.path().join("schemas").join(&entries(&folder.path().join("schemas"))[0]);
    let mut bytes = std::fs::read(&damaged_file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&damaged_file, bytes).unwrap();
    let damaged = fake("");
    assert_eq!(damaged.launch().await.schemas().resource("fake_thing"), a.schemas().resource("fake_thing"));
    assert_eq!(calls(&file), 2);
    // Some providers must be asked in each process.
    for (at, expected) in [3, 4].into_iter().enumerate() {
        fake("needs to be asked").launch().await;
        assert_eq!(calls(&file), expected, "launch {at}");
    }
}

#[tokio::test]
async fn what_was_checked_is_not_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let (asked, kept) = (folder.path().join("calls"), folder.path().join("kept"));
    let launch = async |program: &str| {
        let mut fake = Fake::new().with("FAKE_CHECKS", &asked);
        fake.settings.known = Arc::new(KnownAnswers::in_folder(&kept));
        fake.package.program_sha256 = program.into();
        (fake.launch().await, fake)
    };
    let check = async |plugin: &Plugin, kind: &str, name: &str| {
        let answer = plugin.validate_resource(kind, Value::object([("name", Value::string(name))])).await.unwrap();
        (answer.has_errors(), calls(&asked))
    };
    let (plugin, _fake) = launch("one").await;
    assert_eq!(check(&plugin, "fake_json", "a").await, (false, 1));
    assert_eq!(check(&plugin, "fake_json", "a").await, (false, 1));
    assert_eq!(check(&plugin, "fake_json", "b").await, (false, 2));
    assert_eq!(check(&plugin, "fake_lie", "b").await, (false, 3), "another type");
    // What the provider has something to say about it says each time.
    assert_eq!(check(&plugin, "fake_thing", "a").await, (true, 4));
    assert_eq!(check(&plugin, "fake_thing", "a").await, (true, 5));
    // A later run of the same program knows it; another program is asked.
    let (later, _fake) = launch("one").await;
    assert_eq!(check(&later, "fake_json", "a").await, (false, 5));
    let (other, _fake) = launch("another").await;
    assert_eq!(check(&other, "fake_json", "a").await, (false, 6));
    // Nobody else reads what is kept, and a broken file is begun anew.
    let file = kept.join("one.answers");
    assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    let length = std::fs::metadata(&file).unwrap().len();
    std::fs::File::options().write(true).open(&file).unwrap().set_len(length - 1).unwrap();
    let (broken, _fake) = launch("one").await;
    assert_eq!(check(&broken, "fake_json", "a").await, (false, 7));
    assert_eq!(std::fs::metadata(&file).unwrap().len(), 32);
}

#[tokio::test]
async fn a_stored_object_that_is_left_as_it_is_is_not_asked_about_again() {
    let folder = tempfile::tempdir().unwrap();
    let asked = folder.path().join("calls");
    let plugin = Fake::new().with("FAKE_UPGRADES", &asked).launch().await;
    let upgrade = async |version: u64, json: &str| {
        let answer = plugin.upgrade_state("fake_thing", version, json.as_bytes()).await.unwrap();
        let name = answer.value.as_map().and_then(|map| map["name"].as_str().map(ToString::to_string));
        (name.unwrap(), calls(&asked))
    };
    assert_eq!(upgrade(3, r#"{"name": "a"}"#).await, ("a".into(), 1));
    assert_eq!(upgrade(3, r#"{"name": "a"}"#).await, ("a".into(), 1));
    assert_eq!(upgrade(3, r#"{"name": "b"}"#).await, ("b".into(), 2));
    // What the provider makes something else of, and what is of an older version, is asked about each time.
    for times in 0..2 {
        assert_eq!(upgrade(3, r#"{"name": "old"}"#).await, ("new".into(), 3 + times));
    }
    for times in 0..2 {
        assert_eq!(upgrade(2, r#"{"name": "a"}"#).await, ("a".into(), 5 + times));
    }
}

#[tokio::test]
async fn schemas_alone_leave_no_process_behind() {
    let fake = Fake::new();
    let schemas = schemas_of(&fake.package, &fake.settings).await.unwrap();
    assert!(schemas.data_source("fake_process").is_some());
    assert_eq!(entries(fake.temp.path()).len(), 0);
}
