use expect_test::expect;
use groundplan_modules::Layout;

use crate::workspace::{Workspace, module};

fn two_versions(work: &Workspace) -> String {
    let files = [("main.tf", &*module("one")), ("modules/part/main.tf", &*module("part"))];
    let url = work.repository("repo", &files, "v1");
    work.commit("repo", &[("main.tf", &module("two"))], "v2");
    work.git("repo", &["branch", "side", "v1"]);
    url
}

#[test]
fn branches_tags_commits_and_folders() {
    let work = Workspace::new();
    let url = two_versions(&work);
    let commit = work.git("repo", &["rev-parse", "v1^{commit}"]);
    work.calls(&[
        ("main", &url, ""),
        ("tag", &format!("{url}?ref=v1"), ""),
        ("branch", &format!("{url}?ref=side&depth=1"), ""),
        ("commit", &format!("{url}?ref={commit}"), ""),
        ("short", &format!("{url}?ref={}", &commit[..8]), ""),
        ("part", &format!("{url}//modules/part?ref=v2"), ""),
    ]);
    expect![[r#"
        branch .terraform/modules/branch one
        commit .terraform/modules/commit one
        main .terraform/modules/main two
        part .terraform/modules/part/modules/part part
        short .terraform/modules/short one
        tag .terraform/modules/tag one
    "#]]
    .assert_eq(&work.load());
    // Two commits; that of a beginning of an id is only known when all of the repository is there.
    assert_eq!(work.fetched().matches("Fetching").count(), 3);
    assert!(!work.path("root/.terraform/modules/main/.git").exists());
    let manifest = work.read("root/.terraform/modules/modules.json");
    let entry =
        format!(r#""Key":"part","Source":"{url}//modules/part?ref=v2","Dir":".terraform/modules/part/modules/part""#);
    assert!(manifest.contains(&entry), "{manifest}");

    // A second run asks nobody, wherever the repository is by then.
    let locked = work.read("root/.groundplan.lock.hcl");
    std::fs::rename(work.path("repo"), work.path("gone")).unwrap();
    let again = work.load();
    assert!(again.contains("tag .terraform/modules/tag one"), "{again}");
    // Nor does a fresh checkout on this machine: the lock file names what is in the cache.
    std::fs::remove_dir_all(work.path("root/.terraform")).unwrap();
    assert_eq!(work.load(), again);
    assert_eq!((work.fetched(), work.read("root/.groundplan.lock.hcl")), (String::new(), locked));
}

#[test]
fn a_branch_stays_where_it_was_locked_until_an_update() {
    let mut work = Workspace::new();
    let url = two_versions(&work);
    work.calls(&[("m", &format!("{url}?ref=side"), "")]);
    assert_eq!(work.load(), "m .terraform/modules/m one\n");
    work.git("repo", &["branch", "--force", "side", "v2"]);
    for folder in ["root/.terraform", "cache"] {
        std::fs::remove_dir_all(work.path(folder)).unwrap();
    }
    assert_eq!(work.load(), "m .terraform/modules/m one\n");
    work.update = true;
    assert_eq!(work.load(), "m .terraform/modules/m two\n");
    work.update = false;
    assert_eq!(work.load(), "m .terraform/modules/m two\n");
    assert!(work.read("root/.groundplan.lock.hcl").contains(&work.git("repo", &["rev-parse", "v2^{commit}"])));
}

#[test]
fn what_cannot_be_fetched_is_said_at_the_call() {
    let work = Workspace::new();
    let url = two_versions(&work);
    let secret = work.path("nowhere").display().to_string();
    work.calls(&[
        ("reference", &format!("{url}?ref=v3"), ""),
        ("folder", &format!("{url}//modules/absent"), ""),
        ("depth", &format!("{url}?depth=deep"), ""),
        ("option", &format!("{url}?ref=--upload-pack=x"), ""),
        ("key", &format!("{url}?sshkey=%%%"), ""),
        ("nowhere", &format!("git::file://{secret}"), ""),
    ]);
    expect![[r#"
        main.tf:10:12: Module cannot be fetched: Fetching file://WORK/repo: "depth" must be a number.
        main.tf:6:12: Module not found: The package git::file://WORK/repo has no folder modules/absent.
          help: check what stands after "//" in the source address
        main.tf:18:12: Module cannot be fetched: Fetching file://WORK/repo: "sshkey" must be a private key in base64.
        main.tf:22:12: Module cannot be fetched: Fetching file://WORK/nowhere: git says: fatal: 'WORK/nowhere' does not appear to be a git repository / fatal: Could not read from remote repository. / Please make sure you have the correct access rights / and the repository exists.
          help: see what `git ls-remote file://WORK/nowhere` says
        main.tf:14:12: Module cannot be fetched: Fetching file://WORK/repo: a "ref" does not begin with "-".
        main.tf:2:12: Module version not found: The repository file://WORK/repo has no branch, tag or commit "v3".
          help: there are: v2, v1, side, main
    "#]]
    .assert_eq(&work.load());
}

#[test]
fn modules_within_packages() {
    let work = Workspace::new();
    let inner = work.repository("inner", &[("main.tf", &module("inner"))], "v1");
    let calls = |source: &str| format!("module \"x\" {{\n  source = \"{source}\"\n}}\n");
    let outer = work.repository(
        "outer",
        &[("main.tf", &calls("./sub")), ("sub/main.tf", &calls(&inner)), ("out/main.tf", &calls("../../elsewhere"))],
        "v1",
    );
    work.write("root/elsewhere/main.tf", "");
    work.calls(&[("a", &outer, ""), ("b", &outer, "")]);
    // As in Terraform, each call has a folder of its own.
    expect![[r#"
        a .terraform/modules/a 
        a.x .terraform/modules/a/sub 
        a.x.x .terraform/modules/a.x.x inner
        b .terraform/modules/b 
        b.x .terraform/modules/b/sub 
        b.x.x .terraform/modules/b.x.x inner
    "#]]
    .assert_eq(&work.load());
    assert_eq!(work.fetched(), "Fetching git::file://WORK/outer; Fetching git::file://WORK/inner");

    work.calls(&[("a", &format!("{outer}//out"), "")]);
    let escaped = work.load();
    assert!(
        escaped.starts_with(".terraform/modules/a/out/main.tf:2:12: Local module path escapes module package"),
        "{escaped}"
    );
}

#[test]
fn a_live_repository_has_one_copy_for_all() {
    let work = Workspace::new();
    let url = two_versions(&work);
    work.calls(&[("a", &format!("{url}?ref=v1"), ""), ("b", &format!("{url}?ref=v1"), "")]);
    let text = work.load_with(Layout::Live { root: work.path("root") });
    let folders: Vec<&str> = text.lines().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(folders.len(), 2, "{text}");
    assert!(folders[0].starts_with(".groundplan/modules/repo-") && folders[0] == folders[1], "{text}");
}

#[test]
fn what_terraform_installed_is_used() {
    let work = Workspace::new();
    let url = two_versions(&work);
    work.calls(&[("m", &format!("{url}?ref=v1"), "")]);
    work.write("root/.terraform/modules/m/main.tf", &module("by_terraform"));
    let manifest = |source: &str| {
        format!(
            r#"{{"Modules":[{{"Key":"","Source":"","Dir":"."}},{{"Key":"m","Source":"{source}","Dir":".terraform/modules/m"}}]}}"#
        )
    };
    work.write("root/.terraform/modules/modules.json", &manifest(&format!("{url}?ref=v1")));
    assert_eq!(work.load(), "m .terraform/modules/m by_terraform\n");
    // For another source it is of no use.
    work.write("root/.terraform/modules/modules.json", &manifest(&format!("{url}?ref=v2")));
    assert_eq!(work.load(), "m .terraform/modules/m one\n");
}

#[test]
fn a_damaged_cache_is_mended_and_another_content_refused() {
    let work = Workspace::new();
    let url = two_versions(&work);
    work.calls(&[("m", &format!("{url}?ref=v1"), "")]);
    work.load();
    let package = std::fs::read_dir(work.path("cache/modules/packages")).unwrap().next().unwrap().unwrap().path();
    std::fs::write(package.join("main.tf"), module("bad")).unwrap();
    std::fs::remove_dir_all(work.path("root/.terraform")).unwrap();
    assert_eq!(work.load(), "m .terraform/modules/m one\n");

    let lock = work.read("root/.groundplan.lock.hcl");
    let at = lock.find("h1:").unwrap() + 3;
    work.write("root/.groundplan.lock.hcl", &format!("{}{}{}", &lock[..at], "AAAA", &lock[at + 4..]));
    std::fs::remove_dir_all(work.path("root/.terraform")).unwrap();
    let refused = work.load();
    assert!(
        refused.starts_with("main.tf:2:12: Module package does not verify: What git::file://WORK/repo?ref=v1 gives"),
        "{refused}"
    );
}
