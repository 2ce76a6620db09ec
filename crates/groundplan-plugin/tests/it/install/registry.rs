//! Packages from a registry: a server that speaks its protocol, with signatures.

use std::net::TcpListener;
use std::sync::{Arc, Mutex, OnceLock};

use expect_test::expect;
use groundplan_address::ProviderAddr;
use groundplan_fetch::{InstallationMethod, Source, Token};
use groundplan_plugin::install::{Installer, LockFile, PackageRequest, VersionConstraints};
use pgp::composed::{
    ArmorOptions, DetachedSignature, EncryptionCaps, KeyType, SecretKeyParamsBuilder, SignedPublicKey, SignedSecretKey,
};
use pgp::crypto::hash::HashAlgorithm;
use pgp::ser::Serialize;
use pgp::types::Password;
use rand::thread_rng;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::server::Server;
use super::workspace::{Workspace, run, zip};

const HOST: &str = "registry.example.com";
const FAKE: &str = "registry.example.com/acme/fake";

/// A registry that has one provider, and a workspace that knows where it is.
struct Registry {
    server: Server,
    work: Workspace,
}

impl Registry {
    fn new() -> Self {
        let (server, mut work) = (Server::start(), Workspace::new());
        let services = [("providers.v1".to_owned(), format!("{}/v1/providers", server.base))];
        work.settings.cli_config.services.insert(HOST.into(), services.into());
        let registry = Self { server, work };
        registry.publish("1.0.0", key());
        registry
    }

    fn publish(&self, version: &str, key: &SignedSecretKey) {
        let package = zip("fake", version);
        let sum = zip_sum(version);
        let file = |platform: &str| format!("terraform-provider-fake_{version}_{platform}.zip");
        let other = "0".repeat(64);
        let sums = format!("{other}  {}\n{sum}  {}\n", file("darwin_arm64"), file("linux_amd64"));
        let signature = DetachedSignature::sign_binary_data(
            thread_rng(),
            &key.primary_key,
            &Password::empty(),
            HashAlgorithm::Sha256,
            sums.as_bytes(),
        );
        let armored = SignedPublicKey::from(self::key().clone()).to_armored_string(ArmorOptions::default()).unwrap();
        let versions = json!({"versions": [{"version": "0.9.0"}, {"version": version}, {"version": "junk"}]});
        let download = json!({
            "protocols": ["4.0", "5.0"],
            "os": "linux", "arch": "amd64",
            "filename": file("linux_amd64"),
            "download_url": format!("/files/{}", file("linux_amd64")),
            "shasums_url": "/files/SHA256SUMS",
            "shasums_signature_url": format!("{}/files/SHA256SUMS.sig", self.server.base),
            "shasum": sum,
            "signing_keys": {"gpg_public_keys": [{"key_id": "X", "ascii_armor": armored}]},
        });
        self.server.set("/v1/providers/acme/fake/versions", 200, versions.to_string());
        self.server.set(&format!("/v1/providers/acme/fake/{version}/download/linux/amd64"), 200, download.to_string());
        self.server.set("/files/SHA256SUMS", 200, sums);
        self.server.set("/files/SHA256SUMS.sig", 200, signature.unwrap().to_bytes().unwrap());
        self.server.set(&format!("/files/{}", file("linux_amd64")), 200, package);
    }

    fn error(&mut self) -> String {
        self.work.error(FAKE, "").replace(&self.server.base, "BASE").replace(&zip_sum("6.6.6"), "ANOTHER SUM")
    }
}

fn zip_sum(version: &str) -> String {
    format!("{:x}", Sha256::digest(zip("fake", version)))
}

/// A signing key, one for all tests: making one takes a moment.
fn key() -> &'static SignedSecretKey {
    static KEY: OnceLock<SignedSecretKey> = OnceLock::new();
    KEY.get_or_init(new_key)
}

fn new_key() -> SignedSecretKey {
    let params = SecretKeyParamsBuilder::default()
        .key_type(KeyType::Ed25519Legacy)
        .can_certify(true)
        .can_sign(true)
        .can_encrypt(EncryptionCaps::None)
        .primary_user_id("Test <test@example.com>".into())
        .build();
    params.unwrap().generate(thread_rng()).unwrap()
}

#[test]
fn a_package_is_downloaded_once_verified_and_locked() {
    let mut registry = Registry::new();
    let downloads = Arc::new(Mutex::new(Vec::new()));
    let seen = downloads.clone();
    registry.work.settings.on_download =
        Arc::new(move |download| seen.lock().unwrap().push(format!("{} {}", download.provider, download.version)));
    registry.work.settings.cli_config.credentials.insert(HOST.into(), Token::new("secret"));
    registry.work.settings.plugin_cache_dir = Some(registry.work.path("shared"));

    let package = registry.work.install(FAKE, "~> 1.0").unwrap();
    assert_eq!(run(&package.program), "fake 1.0.0\n");
    assert_eq!(*downloads.lock().unwrap(), ["registry.example.com/acme/fake 1.0.0"]);
    expect![[r##"
        # This file is maintained automatically by "terraform init".
        # Manual edits may be lost in future updates.

        provider "registry.example.com/acme/fake" {
          version     = "1.0.0"
          constraints = "~> 1.0"
          hashes = [
            "h1:9r7LEUSBK38MJ1AGRwOzvgrkvM3OnVAAGczH3o9k4Z0=",
            "zh:0000000000000000000000000000000000000000000000000000000000000000",
            "zh:SUM OF THE ZIP FILE",
          ]
        }
    "##]]
    .assert_eq(&registry.work.lock.to_string().replace(&zip_sum("1.0.0"), "SUM OF THE ZIP FILE"));
    // The token is for the registry, not for where it says the files are.
    expect![[r#"
        /v1/providers/acme/fake/versions (bearer secret)
        /v1/providers/acme/fake/1.0.0/download/linux/amd64 (bearer secret)
        /files/SHA256SUMS
        /files/SHA256SUMS.sig
        /files/terraform-provider-fake_1.0.0_linux_amd64.zip"#]]
    .assert_eq(&registry.server.asked().join("\n"));
    let shared = format!("shared/{FAKE}/1.0.0/linux_amd64/terraform-provider-fake_v1.0.0");
    assert_eq!(run(&registry.work.path(&shared)), "fake 1.0.0\n");

    // Locked, nothing is asked any more.
    registry.work.settings.plugin_cache_dir = None;
    assert_eq!(registry.work.install(FAKE, "").unwrap(), package);
    assert_eq!(registry.server.asked(), Vec::<String>::new());
    // Not locked, versions and checksums are asked for, and the package is not.
    registry.work.lock = LockFile::default();
    assert_eq!(registry.work.install(FAKE, "").unwrap(), package);
    assert_eq!(registry.server.asked().len(), 4);
    assert_eq!(downloads.lock().unwrap().len(), 1);
}

#[test]
fn those_who_want_the_same_package_at_the_same_time_share_one_download() {
    let mut registry = Registry::new();
    let downloads = Arc::new(Mutex::new(0));
    let seen = downloads.clone();
    registry.work.settings.on_download = Arc::new(move |_| *seen.lock().unwrap() += 1);
    let request = PackageRequest {
        provider: ProviderAddr::parse(FAKE).unwrap(),
        constraints: VersionConstraints::default(),
        installed_in: None,
    };
    // Installers of their own stand for processes of their own: they share the disk only.
    let install =
        || Installer::new(registry.work.settings.clone()).install(&request, &mut LockFile::default()).unwrap();
    let packages: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(install)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(packages.iter().all(|package| *package == packages[0]));
    assert_eq!(*downloads.lock().unwrap(), 1);
}

#[test]
fn a_network_mirror_is_asked_as_its_protocol_says() {
    let mut registry = Registry::new();
    let base = format!("{}/mirror/", registry.server.base);
    let method = InstallationMethod { source: Source::NetworkMirror(base), include: vec![], exclude: vec![] };
    registry.work.settings.cli_config.methods = Some(vec![method]);
    let archives = |hash: &str| {
        let archive = json!({"url": "fake.zip", "hashes": [hash]});
        json!({"archives": {"linux_amd64": archive}}).to_string()
    };
    let folder = format!("/mirror/{FAKE}");
    registry.server.set(&format!("{folder}/index.json"), 200, r#"{"versions": {"1.0.0": {}, "2.0.0": {}}}"#);
    registry.server.set(&format!("{folder}/2.0.0.json"), 200, r#"{"archives": {"darwin_arm64": {"url": "x"}}}"#);
    registry.server.set(&format!("{folder}/fake.zip"), 200, zip("fake", "1.0.0"));
    let mut errors = vec![registry.error()];
    registry.server.set(&format!("{folder}/index.json"), 200, r#"{"versions": {"1.0.0": {}}}"#);
    for wrong in ["h1:wrong", "zh:wrong"] {
        registry.server.set(&format!("{folder}/1.0.0.json"), 200, archives(wrong));
        errors.push(registry.error());
    }
    expect![[r#"
        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: the mirror BASE/mirror/ has no package of version 2.0.0 for linux_amd64.

        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: what BASE/mirror/registry.example.com/acme/fake/fake.zip gives has the hash h1:9r7LEUSBK38MJ1AGRwOzvgrkvM3OnVAAGczH3o9k4Z0=, which is not one of those announced.
        Nothing was installed. If it stays so, tell those who run the registry or mirror.

        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: what BASE/mirror/registry.example.com/acme/fake/fake.zip gives has the checksum zh:SUM, which is not the one announced.
        Nothing was installed. If it stays so, tell those who run the registry or mirror."#]].assert_eq(&errors.join("\n\n").replace(&zip_sum("1.0.0"), "SUM"));
    registry.server.asked();

    registry.server.set(&format!("{folder}/1.0.0.json"), 200, archives(&format!("zh:{}", zip_sum("1.0.0"))));
    let package = registry.work.install(FAKE, "").unwrap();
    assert_eq!(run(&package.program), "fake 1.0.0\n");
    let asked = ["index.json", "1.0.0.json", "fake.zip"].map(|file| format!("{folder}/{file}"));
    assert_eq!(registry.server.asked(), asked);
    // The mirror vouches for what it gave, and for no package of another platform.
    assert_eq!(registry.work.lock.providers.values().next().unwrap().hashes.len(), 1);
}

#[test]
fn what_does_not_verify_is_refused_and_not_kept() {
    let mut errors = Vec::new();
    let archive = "/files/terraform-provider-fake_1.0.0_linux_amd64.zip";

    let mut registry = Registry::new();
    registry.server.set(archive, 200, zip("fake", "6.6.6"));
    errors.push(registry.error());
    registry.server.set("/files/SHA256SUMS", 200, "tampered with");
    errors.push(registry.error());
    registry.publish("1.0.0", &new_key());
    errors.push(registry.error());
    registry.server.set("/files/SHA256SUMS.sig", 200, "no signature");
    errors.push(registry.error());
    expect![[r#"
        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: what BASE/files/terraform-provider-fake_1.0.0_linux_amd64.zip gives has the checksum zh:ANOTHER SUM, which is not the one announced.
        Nothing was installed. If it stays so, tell those who run the registry or mirror.

        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: the signature of its checksums was not made with the key that the registry gives.
        Nothing was installed. If it stays so, tell those who run the registry or mirror.

        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: the signature of its checksums was not made with the key that the registry gives.
        Nothing was installed. If it stays so, tell those who run the registry or mirror.

        Provider package does not verify: The package of registry.example.com/acme/fake is not to be trusted: the signature of its checksums cannot be read: IO error: unknown packet header version 1101110.
        Nothing was installed. If it stays so, tell those who run the registry or mirror."#]].assert_eq(&errors.join("\n\n"));
    let kept = registry.work.path(&format!("cache/providers/{FAKE}/1.0.0/linux_amd64"));
    let kept: Vec<_> = std::fs::read_dir(kept).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(kept, ["lock"]);

    // With the signed package back, nothing stands in the way.
    registry.publish("1.0.0", key());
    registry.work.install(FAKE, "").unwrap();
}

#[test]
fn what_a_registry_lacks_is_said() {
    let mut registry = Registry::new();
    let download = "/v1/providers/acme/fake/1.0.0/download/linux/amd64";
    let mut errors = Vec::new();
    registry.server.set(download, 404, "");
    errors.push(registry.error());
    registry.server.set(download, 500, "");
    errors.push(registry.error());
    registry.server.set(download, 401, "");
    errors.push(registry.error());
    registry.server.set(download, 200, "<html>");
    errors.push(registry.error());
    registry.server.set("/v1/providers/acme/fake/versions", 404, "");
    errors.push(registry.error());
    registry.work.settings.cli_config.services.get_mut(HOST).unwrap().clear();
    errors.push(registry.error());
    expect![[r#"
        Provider not available for this platform: registry.example.com/acme/fake 1.0.0 is not made for linux_amd64.
        Choose another version in required_providers, or run on a platform that it is made for.

        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: BASE/v1/providers/acme/fake/1.0.0/download/linux/amd64 answers 500 Internal Server Error.

        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: BASE/v1/providers/acme/fake/1.0.0/download/linux/amd64 is only for those who are known to the server (401 Unauthorized).
        Set the environment variable TF_TOKEN_registry_example_com, or a credentials block in the CLI configuration file.

        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: BASE/v1/providers/acme/fake/1.0.0/download/linux/amd64 gives an answer that cannot be read: expected value at line 1 column 1.

        Provider not found: There is no provider registry.example.com/acme/fake. Looked in: the registry registry.example.com.
        Check the provider's source address in required_providers.

        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: the host registry.example.com has no registry of providers.
        Check the host in the provider's source address in required_providers."#]].assert_eq(&errors.join("\n\n"));
}

#[test]
fn a_registry_out_of_reach_is_an_error_with_the_ways_out() {
    let mut registry = Registry::new();
    let unused = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let services = registry.work.settings.cli_config.services.get_mut(HOST).unwrap();
    services.insert("providers.v1".into(), format!("http://{unused}/"));
    let error = registry.error().replace(&unused.to_string(), "UNUSED");
    expect![[r#"
        Provider cannot be downloaded: Looking for registry.example.com/acme/fake: http://UNUSED/acme/fake/versions cannot be reached: io: Connection refused (os error 111).
        Behind a proxy, set HTTPS_PROXY and NO_PROXY; with a certificate authority of your own, SSL_CERT_FILE.
        Without a network, put the unpacked package into the folder registry.example.com/acme/fake/VERSION/OS_ARCH under ~/.terraform.d/plugins, or into a mirror that TF_CLI_CONFIG_FILE names; `terraform providers mirror DIR` makes one."#]].assert_eq(&error);
}
