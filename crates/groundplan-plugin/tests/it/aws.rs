//! The HashiCorp AWS provider itself, offline. Runs where a package of it lies in a mirror under `/opt`, and says so where
//! it does not.

use std::path::Path;
use std::sync::Arc;

use expect_test::expect;
use groundplan_address::ProviderAddr;
use groundplan_plugin::install::{
    InstallSettings, InstalledPackage, Installer, LockFile, PackageRequest, VersionConstraints,
};
use groundplan_plugin::{LaunchSettings, Plugin, SchemaCache};
use groundplan_provider::{Block, ObjectState, PlanRequest, Provider};
use groundplan_value::{Map, Type, Value};

/// The package, if this machine has one. What is remembered of it — hashes and schema — is shared by the tests and runs.
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
