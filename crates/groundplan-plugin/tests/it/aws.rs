//! The HashiCorp AWS provider itself, offline. Runs where a package of it lies in a mirror under `/opt`, and says so
//! where it does not.

use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use groundplan_address::ProviderAddr;
use groundplan_plugin::install::{
    InstallSettings, InstalledPackage, Installer, LockFile, PackageRequest, VersionConstraints,
};
use groundplan_plugin::{LaunchSettings, Plugin, SchemaCache, schemas_of};
use groundplan_provider::{Block, ObjectState, PlanRequest, Provider};
use groundplan_value::{Map, Type, Value};

/// The package, if this machine has one. What is remembered of it — hashes and schema — is shared by the tests and
/// runs.
fn package() -> Option<InstalledPackage> {
    let mut settings = InstallSettings::new(cache_dir());
    settings.search_roots.push("/opt".into());
    // Nothing else is to be asked: the tests are offline.
    settings.cli_config.services.insert(ProviderAddr::DEFAULT_HOST.into(), Default::default());
    let request = PackageRequest {
        provider: ProviderAddr::implied("aws"),
        constraints: VersionConstraints::parse("~> 5.100").unwrap(),
        installed_in: None,
    };
    let package = Installer::new(settings).install(&request, &mut LockFile::default());
    package.inspect_err(|error| println!("skipped: {error}")).ok()
}

fn cache_dir() -> std::path::PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("aws-cache")
}

fn settings() -> LaunchSettings {
    let schemas = SchemaCache::in_folder(cache_dir().join("schemas"));
    LaunchSettings::new(std::env::temp_dir(), Arc::new(schemas))
}

/// A value of a block in which only some attributes are set.
fn object(block: &Block, set: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let Type::Object(ty) = block.value_type() else { panic!("a block is an object") };
    let mut map: Map = ty
        .attributes
        .iter()
        .map(|(name, ty)| {
            let empty = match ty {
                Type::List(element) if block.blocks.contains_key(name) => Value::list((**element).clone(), []),
                Type::Set(element) if block.blocks.contains_key(name) => Value::set((**element).clone(), []),
                ty => Value::null(ty.clone()),
            };
            (name.clone(), empty)
        })
        .collect();
    for (name, value) in set {
        assert!(map.insert(name.into(), value).is_some(), "{name} is not in the schema");
    }
    Value::object(map)
}

/// Configures a provider so that it makes no call.
async fn configure(aws: &Plugin) {
    let offline = [
        ("region", Value::string("us-west-2")),
        ("access_key", Value::string("placeholder")),
        ("secret_key", Value::string("placeholder")),
        ("skip_credentials_validation", Value::TRUE),
        ("skip_requesting_account_id", Value::TRUE),
        ("skip_metadata_api_check", Value::string("true")),
    ];
    let config = object(&aws.schemas().provider().block, offline);
    let checked = aws.validate_provider(config.clone()).await.unwrap();
    assert_eq!(checked.diagnostics, []);
    let answer = aws.configure(config).await.unwrap();
    assert_eq!(answer.diagnostics, []);
}

#[tokio::test]
async fn plans_a_vpc_offline() {
    let Some(package) = package() else { return };
    let aws = Plugin::launch(&package, &settings()).await.unwrap();
    configure(&aws).await;
    let schema = aws.schemas().resource("aws_vpc").unwrap();
    let config = object(&schema.block, [("cidr_block", Value::string("10.0.0.0/16"))]);
    let ty = schema.block.value_type();
    let unknown = |name: &str| Value::unknown(ty.attributes().unwrap()[name].clone());
    let proposed = {
        let computed = ["id", "arn", "main_route_table_id", "default_security_group_id"];
        object(
            &schema.block,
            computed
                .map(|name| (name, unknown(name)))
                .into_iter()
                .chain([("cidr_block", Value::string("10.0.0.0/16"))]),
        )
    };
    let request = PlanRequest {
        kind: "aws_vpc".into(),
        prior: ObjectState { value: Value::null(ty.clone()), private: [].into() },
        proposed,
        config,
    };
    let answer = aws.plan(request).await.unwrap();
    assert_eq!(answer.diagnostics, []);
    let planned = answer.value.planned.value;
    let shown: Vec<String> = ["cidr_block", "instance_tenancy", "id", "arn"]
        .map(|name| format!("{:?}", planned.get_attr(name).unwrap()))
        .into();
    expect![[r#"
        "10.0.0.0/16"
        "default"
        unknown(string)
        unknown(string)"#]]
    .assert_eq(&shown.join("\n"));
    aws.end().await;
}

#[tokio::test]
async fn the_schema_is_that_of_the_provider() {
    let Some(package) = package() else { return };
    let schemas = schemas_of(&package, &settings()).await.unwrap();
    assert!(schemas.resource_names().len() > 1400, "{}", schemas.resource_names().len());
    assert!(schemas.data_source_names().iter().any(|name| &**name == "aws_caller_identity"));
    let vpc = schemas.resource("aws_vpc").unwrap();
    assert_eq!(vpc.version, 1);
    let cidr = &vpc.block.attributes["cidr_block"];
    assert!(cidr.optional && cidr.computed && !cidr.required);
    assert_eq!(vpc.block.attributes["tags"].value_type(), Type::map(Type::String));
    let rule = &schemas.resource("aws_security_group").unwrap().block.attributes["ingress"];
    assert!(matches!(rule.value_type(), Type::Set(element) if matches!(*element, Type::Object(_))));
    let secret = &schemas.resource("aws_db_instance").unwrap().block.attributes;
    assert!(secret["password"].sensitive && secret["password_wo"].write_only);
    assert!(schemas.ephemeral("aws_secretsmanager_secret_version").is_some());
    // Sorted, as suggestions want them.
    assert_eq!(
        schemas.function_names().iter().map(|name| &**name).collect::<Vec<_>>(),
        ["arn_build", "arn_parse", "trim_iam_role_path"]
    );
}

#[tokio::test]
async fn answers_before_it_is_configured() {
    let Some(package) = package() else { return };
    let aws = Plugin::launch(&package, &settings()).await.unwrap();

    let schema = aws.schemas().resource("aws_vpc").unwrap();
    let config = object(&schema.block, [("cidr_block", Value::string("10.0.0.0/33"))]);
    let answer = aws.validate_resource("aws_vpc", config).await.unwrap();
    let [message] = answer.diagnostics.as_slice() else { panic!("{:?}", answer.diagnostics) };
    assert_eq!(message.attribute.as_ref().unwrap().to_string(), ".cidr_block");
    expect![
        "expected cidr_block to contain a valid Value, got: 10.0.0.0/33 with err: invalid CIDR address: 10.0.0.0/33"
    ]
    .assert_eq(&message.summary);

    let arn = Value::string("arn:aws:iam::444455556666:role/example");
    let parsed = aws.call_function("arn_parse", vec![arn]).await.unwrap().unwrap();
    assert_eq!(parsed.get_attr("account_id"), Some(Value::string("444455556666")));
    let wrong = aws.call_function("arn_parse", vec![Value::string("no arn")]).await.unwrap();
    assert!(wrong.unwrap_err().0.contains("arn: invalid prefix"));
}

#[tokio::test]
async fn a_state_of_an_older_schema_is_upgraded() {
    let Some(package) = package() else { return };
    let aws = Plugin::launch(&package, &settings()).await.unwrap();
    configure(&aws).await;
    // Version 0 had no ids of its own for IPv6 blocks and an attribute that has been removed since.
    let old = br#"{"id": "vpc-1", "cidr_block": "10.0.0.0/16", "enable_classiclink": "false", "tags": {"Name": "a"}}"#;
    let answer = aws.upgrade_state("aws_vpc", 0, old).await.unwrap();
    assert_eq!(answer.diagnostics, []);
    assert_eq!(answer.value.get_attr("id"), Some(Value::string("vpc-1")));
    assert_eq!(answer.value.ty(), aws.schemas().resource("aws_vpc").unwrap().block.value_type());
    let wrong = aws.upgrade_state("aws_vpc", 1, b"{\"tags\": 1}").await.unwrap();
    assert!(wrong.has_errors());
}

#[tokio::test]
async fn many_plans_at_once_share_one_process() {
    let Some(package) = package() else { return };
    let aws = Plugin::launch(&package, &settings()).await.unwrap();
    configure(&aws).await;
    let schema = aws.schemas().resource("aws_sqs_queue").unwrap();
    let plans = (0..50).map(|at| {
        let config = object(&schema.block, [("name", Value::string(format!("queue-{at}")))]);
        let prior = ObjectState { value: Value::null(config.ty()), private: [].into() };
        aws.plan(PlanRequest { kind: "aws_sqs_queue".into(), prior, proposed: config.clone(), config })
    });
    for (at, answer) in futures::future::join_all(plans).await.into_iter().enumerate() {
        let planned = answer.unwrap().value.planned.value;
        assert_eq!(planned.get_attr("name"), Some(Value::string(format!("queue-{at}"))));
    }
}
