use expect_test::expect;

use crate::server::Server;
use crate::workspace::{Workspace, gzip, module, tar, zip};

const SHA256_OF_ZIP: &str = "checksum=sha256:";

#[test]
fn archives_of_each_format() {
    let (work, server) = (Workspace::new(), Server::start());
    let files = [("main.tf", &*module("m")), ("sub/main.tf", &*module("sub"))];
    server.set("/x.zip", zip(&files));
    server.set("/x.tar.gz", gzip(&tar(&files)));
    server.set("/plain?token=t", gzip(&tar(&files)));
    let base = &server.base;
    work.calls(&[
        ("zip", &format!("{base}/x.zip"), ""),
        ("sub", &format!("{base}/x.zip//sub"), ""),
        ("targz", &format!("{base}/x.tar.gz//sub"), ""),
        ("named", &format!("{base}/plain?archive=tgz&token=t"), ""),
    ]);
    expect![[r#"
        named .terraform/modules/named m
        sub .terraform/modules/sub/sub sub
        targz .terraform/modules/targz/sub sub
        zip .terraform/modules/zip m
    "#]]
    .assert_eq(&work.load());
    assert_eq!(server.asked(), ["/plain?token=t", "/x.zip", "/x.tar.gz"]);
    // What all of them hold is the same, so it is kept once.
    assert_eq!(std::fs::read_dir(work.path("cache/modules/packages")).unwrap().count(), 1);
    // The token is in no file of ours but the manifest, which Terraform reads.
    assert!(work.read("root/.groundplan.lock.hcl").contains("archive=tgz&token=***"));
}

#[test]
fn a_server_may_say_where_the_module_is() {
    let (work, server) = (Workspace::new(), Server::start());
    let files = [("repo-1.0/main.tf", &*module("m")), ("repo-1.0/sub/main.tf", &*module("sub"))];
    server.set("/files/x.tar.gz", gzip(&tar(&files)));
    server.set_with("/vanity?terraform-get=1", &["X-Terraform-Get: ./files/x.tar.gz//*"], "");
    let meta = format!("<meta name=\"terraform-get\" content=\"{}/vanity\">", server.base);
    server.set("/page?terraform-get=1", meta);
    server.set("/circle?terraform-get=1", format!("<meta name='terraform-get' content='{}/circle'>", server.base));
    server.set("/nothing?terraform-get=1", "<html>");
    server.set("/file?terraform-get=1", "<meta name='terraform-get' content='file:///etc'>");
    let base = &server.base;
    work.calls(&[("vanity", &format!("{base}/vanity//sub"), ""), ("page", &format!("{base}/page"), "")]);
    expect![[r#"
        page .terraform/modules/page/repo-1.0 m
        vanity .terraform/modules/vanity/repo-1.0/sub sub
    "#]]
    .assert_eq(&work.load());
    work.calls(&[
        ("a", &format!("{base}/circle"), ""),
        ("b", &format!("{base}/nothing"), ""),
        ("c", &format!("{base}/file"), ""),
        ("d", &format!("{base}/absent"), ""),
    ]);
    expect![[r#"
        main.tf:2:12: Module cannot be fetched: Fetching BASE/circle: it names the address BASE/circle: addresses lead to addresses without end.
        main.tf:6:12: Module cannot be fetched: Fetching BASE/nothing?terraform-get=1: it is no archive, and it does not say where the module is.
          help: if it is an archive, say of which kind: `?archive=zip`
          help: if it is a git repository, write "git::" before the address
        main.tf:10:12: Module cannot be fetched: Fetching BASE/file: it names the address file:///etc: that is none of a package elsewhere.
        main.tf:14:12: Module cannot be fetched: Fetching BASE/absent?terraform-get=1: there is nothing (404).
    "#]]
    .assert_eq(&work.load().replace(base.as_str(), "BASE"));
}

#[test]
fn archives_that_are_refused() {
    let (work, server) = (Workspace::new(), Server::start());
    server.set("/good.zip", zip(&[("main.tf", "")]));
    server.set("/out.zip", zip(&[("../out", "")]));
    server.set("/link.tar.gz", gzip(&tar(&[("main.tf", ""), ("l", "-> ../../etc")])));
    server.set("/x.gz", gzip(b"x"));
    server.set("/junk.zip", "junk");
    let base = &server.base;
    work.calls(&[
        ("a", &format!("{base}/good.zip?{SHA256_OF_ZIP}{}", "0".repeat(64)), ""),
        ("b", &format!("{base}/good.zip?checksum=crc:1"), ""),
        ("c", &format!("{base}/out.zip"), ""),
        ("d", &format!("{base}/link.tar.gz"), ""),
        ("e", &format!("{base}/x.gz"), ""),
        ("f", &format!("{base}/junk.zip"), ""),
    ]);
    let text = work.load().replace(base.as_str(), "BASE");
    let found = text.split("has the checksum sha256:").nth(1).map(|rest| rest[..64].to_owned()).unwrap();
    expect![[r#"
        main.tf:2:12: Module package does not verify: What BASE/good.zip?checksum=sha256:ZEROES gives has the checksum sha256:FOUND, which is not the one in the address.
          help: if the package was replaced with good reason, change the checksum
        main.tf:6:12: Module cannot be fetched: Fetching BASE/good.zip?checksum=crc:1: "crc:1" is not a checksum of MD5, SHA-1, SHA-256 or SHA-512.
        main.tf:10:12: Module cannot be fetched: Fetching BASE/out.zip: the archive cannot be unpacked: the entry "../out" leads out of the archive.
        main.tf:14:12: Module package not usable: What was fetched is refused: the link l leads out of the package.
        main.tf:18:12: Module cannot be fetched: Fetching BASE/x.gz: the archive cannot be unpacked: it is one compressed file, and a module is a folder.
        main.tf:22:12: Module cannot be fetched: Fetching BASE/junk.zip: the archive cannot be unpacked: invalid Zip archive: Could not find EOCD.
    "#]]
    .assert_eq(&text.replace(&found, "FOUND").replace(&"0".repeat(64), "ZEROES"));
    work.calls(&[("a", &format!("{base}/good.zip?{SHA256_OF_ZIP}{found}"), "")]);
    assert_eq!(work.load(), "a .terraform/modules/a \n");
}

#[test]
fn logins_come_from_the_address_or_the_netrc_file() {
    let (work, server) = (Workspace::new(), Server::start());
    server.set("/x.zip", zip(&[("main.tf", "")]));
    let host = server.base.trim_start_matches("http://");
    work.calls(&[("a", &format!("http://me:secret@{host}/x.zip"), "")]);
    work.load();
    assert_eq!(server.asked(), ["/x.zip (Basic bWU6c2VjcmV0)"]);
    assert!(!work.read("root/.groundplan.lock.hcl").contains("secret"));
    work.write("home/.netrc", "machine 127.0.0.1 login me password secret");
    work.calls(&[("b", &format!("http://{host}/x.zip"), "")]);
    work.load();
    assert_eq!(server.asked(), ["/x.zip (Basic bWU6c2VjcmV0)"]);
    // A message about it does not tell.
    work.calls(&[("c", &format!("http://me:secret@{host}/absent.zip"), "")]);
    let text = work.load();
    assert!(text.contains("/absent.zip: there is nothing (404)") && !text.contains("secret"), "{text}");
}

#[test]
fn a_folder_of_this_machine_is_used_where_it_lies() {
    let work = Workspace::new();
    work.write("elsewhere/sub/main.tf", &module("one"));
    work.calls(&[("a", &format!("{}//sub", work.path("elsewhere").display()), "")]);
    assert_eq!(work.load(), "a .terraform/modules/a/sub one\n");
    work.write("elsewhere/sub/main.tf", &module("two"));
    assert_eq!(work.load(), "a .terraform/modules/a/sub two\n");
    work.calls(&[("a", "/nowhere/at/all", "")]);
    assert_eq!(work.load(), "main.tf:2:12: Module not found: There is no folder /nowhere/at/all.\n");
}
