use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use expect_test::expect;

use crate::support::Place;

/// The files below a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().display().to_string();
                files.insert(name, fs::read(path).unwrap());
            }
        }
    }
    files
}

#[test]
fn a_folder_is_enough() {
    let place = Place::with(&[]);
    expect![[r#"
        exit 0
        --- err
        The repository of acme is in acme: 11 files, and the catalog in acme/catalog. Its answers are in acme/answers.toml.
        Try it on a local AWS, without any account:
            groundplan -C acme sandbox up
            groundplan -C acme plan --sandbox

        Mail to acme.example reaches nobody. Before the first apply on AWS, give a domain of the company's own.
    "#]].assert_eq(&place.run(&["init", "acme"]).to_string());
    let company = fs::read_to_string(place.path().join("acme/company.hcl")).unwrap();
    assert!(company.contains("state_bucket = \"acme-us-west-2-tf-state\""), "{company}");
    expect![[r#"
        exit 1
        --- err
        error: Folder not empty
         |
         = A new repository is to be written to PLACE/acme, but that folder has other content: catalog.
        help: name another folder, which is new or empty: `groundplan init DIR`
    "#]]
    .assert_eq(&place.run(&["init", "acme"]).to_string());
    let listed = place.run(&["-C", "acme", "list"]);
    assert!(listed.code == Some(0) && listed.out.contains("dev/us-west-2/dev/networking/vpc"), "{listed}");
    assert_eq!(place.run(&["-C", "acme", "fmt", "--check", "--recursive"]).to_string(), "exit 0\n");
}

#[test]
fn the_answers_make_the_same_repository_again() {
    let place = Place::with(&[]);
    let options = [
        "init",
        "one",
        "--company",
        "globex",
        "--domain",
        "globex.com",
        "--region",
        "eu-central-1",
        "--states",
        "local",
        "--environments",
        "test,live",
        "--production",
        "live",
        "--size",
        "live=large",
        "--cidr-block",
        "test=172.20.0.0/16",
        "--cluster",
        "eks",
        "--cache",
        "none",
        "--vpn-allow",
        "203.0.113.7/32",
        "--github-organization",
        "globex-corp",
    ];
    let made = place.run(&options);
    assert_eq!(made.code, Some(0), "{made}");
    let again = place.run(&["init", "two", "--answers", "one/answers.toml"]);
    assert_eq!(again.code, Some(0), "{again}");
    let (one, two) = (files(&place.path().join("one")), files(&place.path().join("two")));
    assert!(one == two && one.len() > 100, "{:?}", one.keys().collect::<Vec<_>>());
    let live = String::from_utf8(one["live/eu-central-1/terragrunt.stack.hcl"].clone()).unwrap();
    assert!(live.contains("= \"large\""), "{live}");
}

#[test]
fn all_that_is_wrong_is_said_and_nothing_written() {
    let place = Place::with(&[(
        "answers.toml",
        "company = \"acme\"\ndomain = \"acme\"\n\n[environments.dev]\naccount = \"logs\"\n",
    )]);
    expect![[r#"
        exit 1
        --- err
        error: Answer not usable
         --> answers.toml:2:10
          |
        2 | domain = "acme"
          |          ^^^^^^
          |
          = domain is "acme", which must be the name of a domain in lowercase, such as "acme.com".

        error: Answer not usable
         |
         = email is "aws+{account}@acme", which must be an e-mail address, such as "jane@acme.com".
        help: give another one with `--email`

        error: Answer not usable
         |
         = vpn_allow is "0.0.0.0/0", which must be networks that you know, /8 or smaller: a server open to all the internet is attacked by all of it.
        help: give another one with `--vpn-allow`

        error: Answer not usable
         |
         = administrator.email is "jane.doe@acme", which must be an e-mail address, such as "jane@acme.com".
        help: write it into a file for `--answers`: `[administrator] email = …`

        error: Answer not usable
         --> answers.toml:5:11
          |
        5 | account = "logs"
          |           ^^^^^^
          |
          = environments.dev.account is "logs", which is an account that every company has, for other things than environments.

        5 errors
    "#]]
        .assert_eq(&place.run(&["init", "new", "--answers", "answers.toml", "--vpn-allow", "0.0.0.0/0"]).to_string());
    expect![[r#"
        exit 1
        --- err
        error: Company not named
         |
         = There is no terminal to ask on, and the folder's name is none for a company.
        help: name it with `--company NAME`
    "#]]
    .assert_eq(&place.run(&["init", "Not-A-Name"]).to_string());
    expect![[r#"
        exit 1
        --- err
        error: Environment not found
         |
         = --size names "qa", and the environments are dev, stage, prod.
        help: name all of them with `--environments`
    "#]]
    .assert_eq(&place.run(&["init", "acme", "--size", "qa=small"]).to_string());
    assert!(!place.path().join("new").exists() && !place.path().join("acme").exists());
}

/// On a terminal each question has an answer on Enter.
#[test]
fn a_person_is_asked() {
    let place = Place::with(&[]);
    let program = place.command(&[]);
    let words = format!("{} --no-color init --states local", program.get_program().to_string_lossy());
    let variables = program.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let mut typed = std::process::Command::new("script");
    typed.args(["-qec", &words, "/dev/null"]).current_dir(place.path()).env_clear().envs(variables);
    let path = std::env::var_os("PATH").unwrap();
    let mut child =
        typed.env("PATH", path).env("TERM", "xterm").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The company's name, then Enter for all else: the folder is this one, which has other content.
    input.write_all(b"umbrella\r").unwrap();
    input.write_all(&[b'\r'; 24]).unwrap();
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    for part in ["Company", "umbrella.example", "Home region", "Environments", "Size of prod", "Services run on"] {
        assert!(told.contains(part), "{part} is not asked for: {told}");
    }
    assert!(told.contains("Folder not empty"), "{told}");
}

#[test]
fn the_catalog_is_compared_and_brought_up_to_date() {
    let place = Place::with(&[]);
    place.run(&["init", "acme"]);
    assert_eq!(
        place.run(&["-C", "acme", "catalog", "diff"]).to_string(),
        "exit 0\n--- err\nThe catalog is up to date.\n"
    );
    // An earlier program had another README, which the company changed.
    let manifest = place.path().join("acme/catalog/.groundplan-catalog.json");
    let text = fs::read_to_string(&manifest).unwrap();
    let line = text.lines().find(|line| line.contains("\"GOTCHAS.md\"")).unwrap();
    fs::write(&manifest, text.replace(line, &format!("    \"GOTCHAS.md\": \"{}\",", "0".repeat(64)))).unwrap();
    let file = place.path().join("acme/catalog/GOTCHAS.md");
    fs::write(&file, "ours\n").unwrap();
    expect![[r#"
        exit 3
        --- out
        ! GOTCHAS.md
        --- err

        From version 0.1.0 to 0.1.0: 1 files, 1 of which the company changed, too.
        A new, M changed, D gone, = there already, ! changed by both, ? changed on one side and gone on the other.
        Bring them with:
            groundplan -C acme catalog update
    "#]]
    .assert_eq(&place.run(&["-C", "acme", "catalog", "diff", "--name-only"]).to_string());
    expect![[r#"
        exit 3
        --- out
        ! GOTCHAS.md (kept: cannot be merged: what it was before is not in the history of git)
        --- err

        Or settle a file by hand, and say so:
            groundplan -C acme catalog update --keep GOTCHAS.md
    "#]]
    .assert_eq(&place.run(&["-C", "acme", "catalog", "update", "--merge"]).to_string());
    assert_eq!(fs::read_to_string(&file).unwrap(), "ours\n");
    expect![[r#"
        exit 0
        --- err
        The catalog is up to date.
    "#]]
    .assert_eq(&place.run(&["-C", "acme", "catalog", "update", "--keep", "GOTCHAS.md"]).to_string());
    assert_eq!(place.run(&["-C", "acme", "catalog", "diff"]).code, Some(0));
    expect![[r#"
        exit 1
        --- err
        error: No catalog found
         |
         = There is no folder "catalog" in PLACE or above it.
        help: go to a repository that `groundplan init` wrote, or name one with `-C DIR`
    "#]]
    .assert_eq(&place.run(&["catalog", "diff"]).to_string());
}
