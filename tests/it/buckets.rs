//! Modules that lie in S3 buckets. Terraform is not asked: what it fetches modules with goes
//! to AWS unless keys stand in the address, which are refused here.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;

use crate::support::Sandbox;

const REGION: &str = "us-west-2";

/// Puts something into S3 of the sandbox.
fn put(sandbox: &Sandbox, path: &str, body: &[u8]) {
    let host = sandbox.endpoint.trim_start_matches("http://");
    let mut stream = TcpStream::connect(host).unwrap();
    let scope = format!("20260101/{REGION}/s3/aws4_request");
    write!(
        stream,
        "PUT {path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: AWS4-HMAC-SHA256 Credential=test/{scope}, \
         SignedHeaders=host, Signature=0\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    )
    .unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
}

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn calls(sources: &[(&str, &str)]) -> String {
    let call = |(name, source): &(&str, &str)| {
        format!(
            "module \"{name}\" {{\n  source = \"{source}\"\n}}\noutput \"{name}\" {{\n  value = module.{name}.says\n}}\n"
        )
    };
    sources.iter().map(call).collect()
}

fn archive(folder: &Path) -> Vec<u8> {
    let packed = Command::new("tar").arg("-C").arg(folder).args(["-czf", "-", "."]).output().unwrap();
    assert!(packed.status.success(), "{packed:?}");
    packed.stdout
}

#[test]
#[ignore = "starts a sandbox; run by .ci/run"]
fn modules_come_out_of_buckets_in_every_form_of_address() {
    let sandbox = Sandbox::up();
    let module = tempfile::tempdir().unwrap();
    write(module.path(), "main.tf", "output \"says\" {\n  value = \"root\"\n}\n");
    write(module.path(), "sub/main.tf", "output \"says\" {\n  value = \"sub\"\n}\n");
    let location = format!(
        "<CreateBucketConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><LocationConstraint>{REGION}\
         </LocationConstraint></CreateBucketConfiguration>"
    );
    put(&sandbox, "/acme-modules", location.as_bytes());
    put(&sandbox, "/acme-modules/v1/net.tar.gz", &archive(module.path()));
    for file in ["main.tf", "sub/main.tf"] {
        put(&sandbox, &format!("/acme-modules/v1/net/{file}"), &std::fs::read(module.path().join(file)).unwrap());
    }

    let work = tempfile::tempdir().unwrap();
    let elsewhere = format!("s3::{}/acme-modules/v1/net.tar.gz?region={REGION}", sandbox.endpoint);
    let below = format!("s3::{}/acme-modules/v1/net//sub?region={REGION}", sandbox.endpoint);
    let forms = [
        ("path", "s3::https://s3-us-west-2.amazonaws.com/acme-modules/v1/net.tar.gz"),
        ("host", "s3::https://acme-modules.s3-us-west-2.amazonaws.com/v1/net.tar.gz//sub"),
        ("dots", "s3::https://acme-modules.s3.us-west-2.amazonaws.com/v1/net.tar.gz"),
        ("bare", "acme-modules.s3.us-west-2.amazonaws.com/v1/net.tar.gz//sub"),
        ("prefix", "s3::https://s3-us-west-2.amazonaws.com/acme-modules/v1/net"),
        ("elsewhere", elsewhere.as_str()),
        ("below", below.as_str()),
    ];
    write(work.path(), "main.tf", &calls(&forms));
    sandbox.run(work.path(), &["apply", "--auto-approve"]).ok();
    let told = sandbox.run(work.path(), &["output", "--json"]).ok().stdout;
    let outputs: serde_json::Value = serde_json::from_str(&told).unwrap();
    for (name, source) in forms {
        let expected = if source.contains("//sub") { "sub" } else { "root" };
        assert_eq!(outputs[name]["value"], expected, "{name}: {source}");
    }
    let lock = std::fs::read_to_string(work.path().join(".groundplan.lock.hcl")).unwrap();
    assert!(lock.contains("s3::https://s3-us-west-2.amazonaws.com/acme-modules/v1/net.tar.gz"), "{lock}");

    for (source, why) in [
        (
            "s3::https://s3-us-west-2.amazonaws.com/acme-modules/v2/net.zip",
            "there is neither an object nor a prefix of that name",
        ),
        ("s3::https://s3-us-west-2.amazonaws.com/no-such-modules/net.zip", "NoSuchBucket"),
        ("s3::https://s3-us-west-2.amazonaws.com/acme-modules", "it has none of the forms of addresses of S3"),
        (
            "s3::https://s3.amazonaws.com/acme-modules/a.zip?aws_access_key_id=AKIA&aws_access_key_secret=hidden",
            "keys do not belong into an address",
        ),
    ] {
        let wrong = tempfile::tempdir().unwrap();
        write(wrong.path(), "main.tf", &calls(&[("wrong", source)]));
        let ran = sandbox.run(wrong.path(), &["plan"]);
        let told = ran.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(ran.code, Some(1), "{ran:?}");
        assert!(told.contains("Module cannot be fetched") && told.contains(why), "{told}");
        assert!(told.contains("main.tf:2:"), "{told}");
    }
}
