//! Where a repository is written, and where not.

use std::fs;
use std::path::Path;

use groundplan_init::catalog::{MANIFEST, Manifest};
use groundplan_init::{Given, RenderedFile, create, render};

fn files() -> Vec<RenderedFile> {
    render(&Given { company: Some("acme".to_owned()), ..Given::default() }.complete().unwrap()).unwrap()
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const ALL: [&str; 11] = [
    ".github",
    ".gitignore",
    "README.md",
    "account.hcl",
    "answers.toml",
    "catalog",
    "company.hcl",
    "dev",
    "prod",
    "root.hcl",
    "stage",
];

#[test]
fn a_new_folder_gets_all_files_and_nothing_stays_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("companies/acme");
    create(&dir, &files()).unwrap();
    assert_eq!(names(&dir)[..ALL.len()], ALL);
    assert_eq!(names(&place.path().join("companies")), ["acme"]);
    let manifest = fs::read_to_string(dir.join("catalog").join(MANIFEST)).unwrap();
    assert_eq!(manifest, Manifest::of_program().text());
    let module = Path::new("catalog/modules/networking/vpc/main.tf");
    let ours = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(module)).unwrap();
    assert_eq!(fs::read(dir.join(module)).unwrap(), ours);
}

#[test]
fn an_empty_repository_of_git_is_filled() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir(place.path().join(".git")).unwrap();
    create(place.path(), &files()).unwrap();
    let names = names(place.path());
    assert!(names.contains(&".git".to_owned()) && names.contains(&"root.hcl".to_owned()), "{names:?}");
}

#[test]
fn other_content_is_left_alone() {
    let place = tempfile::tempdir().unwrap();
    let dir = place.path().join("mine");
    fs::create_dir(&dir).unwrap();
    fs::write(dir.join("thesis.txt"), "years of work").unwrap();
    let error = create(&dir, &files()).unwrap_err();
    assert!(error.detail.contains("thesis.txt"), "{}", error.detail);
    assert_eq!((names(place.path()), names(&dir)), (vec!["mine".to_owned()], vec!["thesis.txt".to_owned()]));
}

#[test]
fn a_file_in_the_way_of_the_folder_is_no_panic() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("file"), "").unwrap();
    let error = create(&place.path().join("file/acme"), &files()).unwrap_err();
    assert_eq!(error.summary, "Repository cannot be written");
    assert_eq!(names(place.path()), ["file"]);
}
