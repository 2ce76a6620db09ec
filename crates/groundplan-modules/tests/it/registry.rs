use expect_test::expect;
use groundplan_fetch::Token;

use crate::server::Server;
use crate::workspace::{Workspace, gzip, module, tar};

const HOST: &str = "registry.example.com";
const NET: &str = "registry.example.com/acme/net/aws";

/// A registry with a module of three versions, and a workspace that knows where it is.
fn registry() -> (Workspace, Server) {
    let (mut work, server) = (Workspace::new(), Server::start());
    let services = [("modules.v1".to_owned(), format!("{}/v1/modules", server.base))];
    work.cli_config.services.insert(HOST.into(), services.into());
    work.cli_config.credentials.insert(HOST.into(), Token::new("s3cret"));
    let versions = r#"{"modules":[{"versions":[{"version":"1.0.0"},{"version":"1.2.0"},{"version":"2.0.0-rc1"},{"version":"junk"}]}]}"#;
    server.set("/v1/modules/acme/net/aws/versions", versions);
    for version in ["1.0.0", "1.2.0", "2.0.0-rc1"] {
        let output = format!("v{}", version.replace(['.', '-'], "_"));
        let files = [("net/main.tf", &*module(&output)), ("net/modules/sub/main.tf", &*module("sub"))];
        server.set(&format!("/files/{version}.tar.gz"), gzip(&tar(&files)));
        let location = format!("X-Terraform-Get: /files/{version}.tar.gz//*?archive=tar.gz");
        server.set_with(&format!("/v1/modules/acme/net/aws/{version}/download"), &[&location], "");
    }
    (work, server)
}

#[test]
fn the_newest_version_that_fits_is_fetched_once() {
    let (work, server) = registry();
    work.calls(&[
        ("any", NET, ""),
        ("old", NET, "version = \"~> 1.0, < 1.2\""),
        ("next", NET, "version = \"2.0.0-rc1\""),
        ("sub", &format!("{NET}//modules/sub"), ""),
    ]);
    expect![[r#"
        any .terraform/modules/any/net v1_2_0
        next .terraform/modules/next/net v2_0_0_rc1
        old .terraform/modules/old/net v1_0_0
        sub .terraform/modules/sub/net/modules/sub sub
    "#]]
    .assert_eq(&work.load());
    let asked = server.asked();
    assert!(asked.contains(&"/v1/modules/acme/net/aws/versions (Bearer s3cret)".to_owned()), "{asked:?}");
    // What the registry points to is no business of its credentials.
    assert!(asked.iter().filter(|path| path.starts_with("/files")).all(|path| !path.contains("Bearer")), "{asked:?}");
    expect![[r#"
        Fetching registry.example.com/acme/net/aws 1.2.0; Fetching registry.example.com/acme/net/aws 2.0.0-rc1; Fetching registry.example.com/acme/net/aws 1.0.0"#]]
    .assert_eq(&work.fetched());
    let manifest = work.read("root/.terraform/modules/modules.json");
    let entry = r#""Key":"sub","Source":"registry.example.com/acme/net/aws//modules/sub","Version":"1.2.0","Dir":".terraform/modules/sub/net/modules/sub""#;
    assert!(manifest.contains(entry), "{manifest}");

    // Neither a second run nor a fresh checkout on this machine asks anybody.
    work.load();
    std::fs::remove_dir_all(work.path("root/.terraform")).unwrap();
    work.load();
    assert_eq!(server.asked(), Vec::<String>::new());
    // A version that is named and cached needs no registry without a lock file, either.
    std::fs::remove_dir_all(work.path("root")).unwrap();
    work.calls(&[("old", NET, "version = \"= 1.0.0\"")]);
    assert_eq!(work.load(), "old .terraform/modules/old/net v1_0_0\n");
    assert_eq!(server.asked(), Vec::<String>::new());
}

#[test]
fn a_locked_version_stays_while_it_fits() {
    let (mut work, server) = registry();
    work.calls(&[("m", NET, "version = \"~> 1.0, < 1.2\"")]);
    work.load();
    let fresh = |work: &Workspace| std::fs::remove_dir_all(work.path("root/.terraform")).unwrap();
    work.calls(&[("m", NET, "version = \"~> 1.0\"")]);
    fresh(&work);
    assert_eq!(work.load(), "m .terraform/modules/m/net v1_0_0\n");
    work.update = true;
    assert_eq!(work.load(), "m .terraform/modules/m/net v1_2_0\n");
    work.update = false;
    work.calls(&[("m", NET, "version = \"1.0.0\"")]);
    assert_eq!(work.load(), "m .terraform/modules/m/net v1_0_0\n");
    // A package that was replaced behind a version is refused.
    server.set("/files/1.2.0.tar.gz", gzip(&tar(&[("net/main.tf", "")])));
    std::fs::remove_dir_all(work.path("cache")).unwrap();
    work.write(
        "root/.groundplan.lock.hcl",
        "module \"registry.example.com/acme/net/aws\" \"1.2.0\" {\n  folder = \"net\"\n  hash = \"h1:AAAA\"\n}\n",
    );
    work.calls(&[("m", NET, "version = \"1.2.0\"")]);
    let text = work.load();
    assert!(
        text.starts_with("main.tf:2:12: Module package does not verify: What registry.example.com/acme/net/aws gives"),
        "{text}"
    );
}

#[test]
fn what_a_registry_lacks_is_said_at_the_call() {
    let (mut work, server) = registry();
    work.cli_config.services.insert("empty.example.com".into(), [].into());
    let dead = [("modules.v1".to_owned(), "http://127.0.0.1:1/".to_owned())];
    work.cli_config.services.insert("dead.example.com".into(), dead.into());
    server.set("/v1/modules/acme/mute/aws/versions", r#"{"modules":[{"versions":[{"version":"1.0.0"}]}]}"#);
    server.set_with("/v1/modules/acme/mute/aws/1.0.0/download", &[], "");
    work.calls(&[
        ("a", NET, "version = \"> 3\""),
        ("b", "registry.example.com/acme/absent/aws", ""),
        ("c", "empty.example.com/acme/net/aws", ""),
        ("d", "dead.example.com/acme/net/aws", ""),
        ("e", "registry.example.com/acme/mute/aws", ""),
        ("f", &format!("{NET}//modules/absent"), ""),
    ]);
    expect![[r#"
        main.tf:2:12: No matching module version: No version of registry.example.com/acme/net/aws meets the constraints "> 3". There are: 2.0.0-rc1, 1.2.0, 1.0.0.
          help: change the argument "version"
        main.tf:6:12: Module not found: The registry registry.example.com has no module registry.example.com/acme/absent/aws.
          help: check the module's source address
        main.tf:10:12: Module cannot be fetched: Fetching empty.example.com/acme/net/aws: the host empty.example.com has no registry of modules.
          help: check the host in the module's source address
        main.tf:14:12: Module cannot be fetched: Fetching dead.example.com/acme/net/aws: http://127.0.0.1:1/acme/net/aws/versions cannot be reached: io: Connection refused (os error 111).
          help: behind a proxy, set HTTPS_PROXY and NO_PROXY; with a certificate authority of your own, SSL_CERT_FILE
          help: without a network, modules are taken from the cache if the lock file names their versions
        main.tf:18:12: Module cannot be fetched: Fetching registry.example.com/acme/mute/aws: BASE/v1/modules/acme/mute/aws/1.0.0/download does not say where version 1.0.0 is.
        main.tf:22:12: Module not found: The package registry.example.com/acme/net/aws has no folder net/modules/absent.
          help: check what stands after "//" in the source address
    "#]]
    .assert_eq(&work.load().replace(&server.base, "BASE"));
}
