//! The catalog in a repository is brought up to date, and what the company changed in it is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use groundplan_diag::{Diags, SourceMap};
use groundplan_init::catalog::{Comparison, Kind, MANIFEST, Manifest, UpdateOptions, Updated, compare, find, update};
use groundplan_init::{Given, create, render};
use sha2::{Digest as _, Sha256};
use tempfile::TempDir;

const VPC: &str = "modules/networking/vpc/main.tf";
const README: &str = "modules/networking/vpc/README.md";
const GONE: &str = "modules/networking/old/main.tf";

/// A repository whose catalog an earlier program wrote: one file was otherwise, one is no more, and one is new since.
struct Repository {
    place: TempDir,
    catalog: PathBuf,
}

impl Repository {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let dir = place.path().join("acme");
        let answers = Given { company: Some("acme".to_owned()), ..Given::default() }.complete().unwrap();
        create(&dir, &render(&answers).unwrap()).unwrap();
        let repository = Self { place, catalog: dir.join("catalog") };
        let mut manifest = repository.manifest();
        manifest.version = "0.0.1".parse().unwrap();
        let before = repository.read(VPC).replacen("  _tiers = ", "  _layers = ", 1);
        manifest.files.insert(VPC.to_owned(), sha256(&before));
        repository.write(VPC, &before);
        manifest.files.insert(GONE.to_owned(), sha256("# old\n"));
        repository.write(GONE, "# old\n");
        manifest.files.remove(README).unwrap();
        fs::remove_file(repository.catalog.join(README)).unwrap();
        repository.write(MANIFEST, &manifest.text());
        repository
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.catalog.join(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.catalog.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn manifest(&self) -> Manifest {
        Manifest::read(&self.catalog, &SourceMap::new()).unwrap()
    }

    fn compare(&self) -> Comparison {
        compare(&self.catalog, self.manifest()).unwrap()
    }

    fn update(&self, options: &UpdateOptions) -> Result<Updated, Diags> {
        update(&self.catalog, self.compare(), options)
    }

    fn commit(&self) {
        for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "x"]] {
            let git = Command::new("git")
                .args(["-c", "user.name=x", "-c", "user.email=x@acme.example"])
                .args(arguments)
                .current_dir(self.place.path().join("acme"))
                .status();
            assert!(git.unwrap().success());
        }
    }
}

fn sha256(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn kinds(comparison: &Comparison) -> Vec<(&str, Kind)> {
    comparison.changes.iter().map(|change| (change.path.as_str(), change.kind)).collect()
}

fn settled(path: &str) -> UpdateOptions {
    UpdateOptions { settled: [path.to_owned()].into(), ..UpdateOptions::default() }
}

#[test]
fn what_the_company_left_alone_becomes_the_programs() {
    let repository = Repository::new();
    repository.write("modules/own/main.tf", "# ours\n");
    let comparison = repository.compare();
    assert_eq!(kinds(&comparison), [(GONE, Kind::Removed), (README, Kind::Added), (VPC, Kind::Updated)]);
    assert_eq!(comparison.own, ["modules/own/main.tf"]);

    let updated = repository.update(&UpdateOptions::default()).unwrap();
    assert!(updated.is_settled());
    assert!(repository.read(VPC).contains("  _tiers = ") && repository.read(README).starts_with("# networking/vpc"));
    assert!(!repository.catalog.join("modules/networking/old").exists());
    assert_eq!(repository.read("modules/own/main.tf"), "# ours\n");
    assert_eq!(repository.manifest(), Manifest::of_program());
    assert_eq!(kinds(&repository.compare()), []);
}

#[test]
fn what_both_changed_is_kept_until_a_person_says_so() {
    let repository = Repository::new();
    let ours = format!("# ours\n{}", repository.read(VPC));
    repository.write(VPC, &ours);
    repository.write(GONE, "# ours\n");
    repository.write(README, "# ours\n");
    let conflicts = [(GONE, Kind::RemovedThere), (README, Kind::Both), (VPC, Kind::Both)];
    assert_eq!(kinds(&repository.compare()), conflicts);
    for _ in 0..2 {
        let updated = repository.update(&UpdateOptions::default()).unwrap();
        assert!(!updated.is_settled());
        assert_eq!(kinds(&repository.compare()), conflicts, "it is told again the next time");
    }
    assert_eq!((repository.read(VPC), repository.read(GONE)), (ours.clone(), "# ours\n".to_owned()));

    repository.update(&settled(VPC)).unwrap();
    assert_eq!(kinds(&repository.compare()), [(GONE, Kind::RemovedThere), (README, Kind::Both)]);
    assert_eq!(repository.read(VPC), ours);
    let error = repository.update(&settled("modules/networking/vpc/routes.tf")).unwrap_err();
    assert!(error.iter().all(|diag| diag.detail.contains("routes.tf")), "{error:?}");
}

#[test]
fn a_file_that_the_company_took_away_stays_away() {
    let repository = Repository::new();
    fs::remove_file(repository.catalog.join(VPC)).unwrap();
    let updated = repository.update(&UpdateOptions { merge: true, ..UpdateOptions::default() }).unwrap();
    assert_eq!(updated.kept, [(VPC.to_owned(), Kind::RemovedHere)]);
    assert!(!repository.catalog.join(VPC).exists());
}

#[test]
fn changes_in_different_places_are_put_together() {
    let repository = Repository::new();
    repository.commit();
    repository.write(VPC, &format!("# ours\n{}", repository.read(VPC)));
    let updated = repository.update(&UpdateOptions { merge: true, ..UpdateOptions::default() }).unwrap();
    assert_eq!((updated.merged.as_slice(), updated.marked.len()), (&[VPC.to_owned()][..], 0));
    assert!(updated.is_settled());
    let merged = repository.read(VPC);
    assert!(merged.starts_with("# ours\n") && merged.contains("  _tiers = ") && !merged.contains("<<<<"), "{merged}");
    assert_eq!(kinds(&repository.compare()), []);
}

#[test]
fn changes_in_one_place_get_markers_with_what_was_there_before() {
    let repository = Repository::new();
    repository.commit();
    repository.write(VPC, &repository.read(VPC).replacen("  _layers = ", "  _ours = ", 1));
    let updated = repository.update(&UpdateOptions { merge: true, ..UpdateOptions::default() }).unwrap();
    assert_eq!(updated.marked, [VPC]);
    let merged = repository.read(VPC);
    for part in ["<<<<<<<", "  _ours = ", "|||||||", "  _layers = ", "=======", "  _tiers = ", ">>>>>>>"] {
        assert!(merged.contains(part), "{part}\n{merged}");
    }
}

#[test]
fn without_a_history_nothing_is_merged() {
    let repository = Repository::new();
    let ours = format!("# ours\n{}", repository.read(VPC));
    repository.write(VPC, &ours);
    let updated = repository.update(&UpdateOptions { merge: true, ..UpdateOptions::default() }).unwrap();
    assert_eq!(updated.unmergeable.len(), 1, "{updated:?}");
    assert_eq!(repository.read(VPC), ours);
}

#[test]
fn an_update_that_was_interrupted_is_finished() {
    let repository = Repository::new();
    let manifest = repository.read(MANIFEST);
    repository.update(&UpdateOptions::default()).unwrap();
    // The manifest is written last.
    repository.write(MANIFEST, &manifest);
    let comparison = repository.compare();
    assert!(comparison.changes.iter().all(|change| change.kind == Kind::Same), "{:?}", kinds(&comparison));
    assert!(repository.update(&UpdateOptions::default()).unwrap().is_settled());
    assert_eq!(repository.manifest(), Manifest::of_program());
}

#[test]
fn the_catalog_is_found_from_any_folder_of_the_repository() {
    let repository = Repository::new();
    let unit = repository.place.path().join("acme/dev/us-west-2");
    assert_eq!(find(&unit).unwrap(), repository.catalog);
    assert_eq!(find(&repository.catalog.join("modules")).unwrap(), repository.catalog);
    fs::remove_file(repository.catalog.join(MANIFEST)).unwrap();
    assert!(find(&unit).unwrap_err().detail.contains(MANIFEST));
    assert!(find(Path::new("/")).unwrap_err().detail.contains("no folder"));
}

#[test]
fn manifests_that_cannot_be_believed_are_refused() {
    let repository = Repository::new();
    let refused = |text: &str| {
        repository.write(MANIFEST, text);
        let diags = Manifest::read(&repository.catalog, &SourceMap::new()).unwrap_err();
        diags.iter().map(|diag| diag.summary.clone()).collect::<Vec<_>>()
    };
    assert_eq!(refused("{"), ["Manifest of the catalog not understood"]);
    assert_eq!(refused("{\n  \"version\": \"one\",\n  \"files\": {}\n}"), ["Manifest of the catalog not understood"]);
    let outside = "{\"version\": \"0.0.1\", \"files\": {\"../root.hcl\": \"00\"}}";
    assert_eq!(refused(outside), ["Manifest of the catalog not understood"]);
    assert_eq!(refused("{\"version\": \"999.0.0\", \"files\": {}}"), ["Catalog of a newer program"]);
}
