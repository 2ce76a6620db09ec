//! Packages on disk, and the lock file.

use expect_test::expect;
use groundplan_fetch::CliConfig;
use groundplan_plugin::install::LockFile;

use super::workspace::{Workspace, run};

const NULL: &str = "registry.terraform.io/hashicorp/null";

#[test]
fn the_newest_version_that_meets_the_constraints_is_taken_and_locked() {
    let mut work = Workspace::new();
    for version in ["1.9.0", "2.0.0", "2.1.0", "2.2.0-rc1", "3.0.0"] {
        work.add_unpacked("mirror", NULL, version);
    }
    let (version, place) = work.installed("null", "~> 2.0");
    assert_eq!((&*version, &*place), ("2.1.0", "mirror/registry.terraform.io/hashicorp/null/2.1.0/linux_amd64"));
    expect![[r##"
        # This file is maintained automatically by "terraform init".
        # Manual edits may be lost in future updates.

        provider "registry.terraform.io/hashicorp/null" {
          version     = "2.1.0"
          constraints = "~> 2.0"
          hashes = [
            "h1:PsqpNMOJzCJU69KkI9Js4eyyrF1zjL+tXha9KPpzkvg=",
          ]
        }
    "##]]
    .assert_eq(&work.lock.to_string());

    // What is locked stays, whatever comes.
    work.add_unpacked("mirror", NULL, "2.9.0");
    assert_eq!(work.installed("null", ">= 2.0").0, "2.1.0");
}

#[test]
fn a_packed_mirror_is_unpacked_once() {
    let mut work = Workspace::new();
    work.add_packed("mirror", NULL, "2.0.0");
    let package = work.install("null", "").unwrap();
    assert!(package.folder.starts_with(work.path("cache/providers")));
    assert_eq!(run(&package.program), "null 2.0.0\n");
    let unpacked = std::fs::metadata(&package.folder).unwrap().created().unwrap();
    // By itself, without a lock file that names it.
    work.lock = LockFile::default();
    assert_eq!(work.install("null", "").unwrap(), package);
    assert_eq!(std::fs::metadata(&package.folder).unwrap().created().unwrap(), unpacked);
}

#[test]
fn a_mirror_is_found_one_level_under_a_search_root() {
    let mut work = Workspace::new();
    work.add_unpacked("opt/plugins", NULL, "2.0.0");
    std::fs::create_dir(work.path("opt/other")).unwrap();
    work.settings.search_roots.push(work.path("opt"));
    assert_eq!(work.installed("null", "").1, "opt/plugins/registry.terraform.io/hashicorp/null/2.0.0/linux_amd64");
    // A folder that is named goes before one that is found, and for equal versions only.
    work.add_unpacked("mirror", NULL, "2.0.0");
    work.add_unpacked("opt/plugins", NULL, "2.1.0");
    assert_eq!(work.installed("null", "2.0.0").1, "mirror/registry.terraform.io/hashicorp/null/2.0.0/linux_amd64");
    work.lock = LockFile::default();
    assert_eq!(work.installed("null", "").0, "2.1.0");
}

#[test]
fn the_cli_configuration_says_where_to_look() {
    let mut work = Workspace::new();
    work.add_unpacked("mirror", NULL, "3.0.0");
    work.add_unpacked("named", NULL, "2.0.0");
    let config = |text: &str| CliConfig::parse("rc".as_ref(), text, &|_| None).unwrap();
    let named = work.path("named").display().to_string();
    work.settings.cli_config =
        config(&format!("provider_installation {{ filesystem_mirror {{ path = \"{named}\" }} }}"));
    assert_eq!(work.installed("null", "").0, "2.0.0");
    work.lock = LockFile::default();
    work.settings.cli_config = config(&format!(
        "provider_installation {{ filesystem_mirror {{ path = \"{named}\" exclude = [\"hashicorp/*\"] }} }}"
    ));
    expect![[r#"
        Provider not found: There is no provider hashicorp/null. The CLI configuration's provider_installation block has no method for it.
        Check the provider's source address in required_providers."#]].assert_eq(&work.error("null", ""));
}

#[test]
fn a_development_override_goes_before_everything_and_is_not_locked() {
    let mut work = Workspace::new();
    let folder = work.add_unpacked("dev", NULL, "0.0.1");
    let text = format!("provider_installation {{ dev_overrides {{ \"hashicorp/null\" = {folder:?} }} }}");
    work.settings.cli_config = CliConfig::parse("rc".as_ref(), &text, &|_| None).unwrap();
    let package = work.install("null", "~> 9.0").unwrap();
    assert_eq!((package.label(), package.folder), ("hashicorp/null (development override)".into(), folder));
    assert_eq!(work.lock, LockFile::default());
}

#[test]
fn what_was_installed_before_is_used_when_it_has_a_locked_hash() {
    let mut work = Workspace::new();
    work.add_unpacked("mirror", NULL, "2.0.0");
    work.install("null", "").unwrap();
    std::fs::remove_dir_all(work.path("mirror")).unwrap();
    for place in ["installed", "shared"] {
        work.add_unpacked(place, NULL, "2.0.0");
        work.settings.plugin_cache_dir = Some(work.path("shared"));
        assert_eq!(work.installed("null", "").1, format!("{place}/{NULL}/2.0.0/linux_amd64"));
        // Changed, it is no longer what was locked.
        std::fs::write(work.path(&format!("{place}/{NULL}/2.0.0/linux_amd64/more")), "").unwrap();
    }
    expect![[r#"
        Provider cannot be downloaded: Looking for hashicorp/null: the host registry.terraform.io has no registry of providers.
        Check the host in the provider's source address in required_providers."#]].assert_eq(&work.error("null", ""));
}

#[test]
fn errors_name_what_is_there_and_what_to_do() {
    let mut work = Workspace::new();
    let mut errors = vec![work.error("hashicorp/null", "")];
    work.add_unpacked("mirror", NULL, "2.0.0");
    work.add_unpacked("mirror", NULL, "2.1.0");
    errors.push(work.error("null", "> 3.0"));
    work.install("null", "2.0.0").unwrap();
    errors.push(work.error("null", "> 2.0"));
    std::fs::write(work.path(&format!("mirror/{NULL}/2.0.0/linux_amd64/more")), "").unwrap();
    errors.push(work.error("null", ""));
    std::fs::remove_dir_all(work.path(&format!("mirror/{NULL}/2.0.0"))).unwrap();
    errors.push(work.error("null", ""));
    work.lock = LockFile::default();
    let program = work.path(&format!("mirror/{NULL}/2.1.0/linux_amd64/terraform-provider-null_v2.1.0"));
    std::fs::remove_file(program).unwrap();
    errors.push(work.error("null", ""));
    errors.push(work.error("terraform.io/builtin/terraform", ""));
    expect![[r#"
        Provider cannot be downloaded: Looking for hashicorp/null: the host registry.terraform.io has no registry of providers.
        Check the host in the provider's source address in required_providers.

        No matching provider version: No version of hashicorp/null meets the constraints "> 3.0.0". There are: 2.1.0, 2.0.0. Looked in: /mirror.
        Change the constraints in required_providers.

        Locked provider version does not meet the constraints: The lock file .terraform.lock.hcl settles on hashicorp/null 2.0.0, which does not meet the constraints "> 2.0.0".
        To have a version chosen anew, remove the provider's block from the lock file.
        To keep the version, change the constraints in required_providers.

        Provider package does not match the lock file: The package of hashicorp/null 2.0.0 in /mirror/registry.terraform.io/hashicorp/null/2.0.0/linux_amd64 has the hash h1:7fFxRfViLqoS5MJqYNlQEN/ON9RDWWg9UJ/q2sCPCCI=, which is not one of those in .terraform.lock.hcl.
        If the lock file was written on another platform, add this one's hash with `terraform providers lock -platform=OS_ARCH`.
        If this package is the right one, remove the provider's block from the lock file to have it locked anew.
        Else remove the package's folder and install it from where it can be trusted.

        Locked provider version not found: hashicorp/null 2.0.0 is settled on in .terraform.lock.hcl but cannot be had. There are: 2.1.0. Looked in: /mirror.
        To have a version chosen anew, remove the provider's block from the lock file.

        Provider package not complete: The folder /mirror/registry.terraform.io/hashicorp/null/2.1.0/linux_amd64 holds no file terraform-provider-null_…
        Remove the folder and have the provider installed again.

        Provider is built in: terraform.io/builtin/terraform is part of the program and has no package."#]].assert_eq(&errors.join("\n\n"));
}

#[test]
fn an_archive_that_leads_out_of_its_folder_is_refused() {
    use std::io::{Cursor, Write};
    let mut work = Workspace::new();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("../../out", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"x").unwrap();
    let archive = work.add_packed("mirror", NULL, "2.0.0");
    std::fs::write(archive, zip.finish().unwrap().into_inner()).unwrap();
    expect![[r#"Provider package not accessible: Unpacking /mirror/registry.terraform.io/hashicorp/null/terraform-provider-null_2.0.0_linux_amd64.zip failed: the entry "../../out" leads out of the archive."#]].assert_eq(&work.error("null", ""));
}

#[test]
fn the_lock_file_is_written_only_when_it_changes() {
    let mut work = Workspace::new();
    let file = work.path(LockFile::NAME);
    assert!(!work.lock.write(&file).unwrap());
    assert!(!file.exists());
    work.add_unpacked("mirror", NULL, "2.0.0");
    work.install("null", "").unwrap();
    assert!(work.lock.write(&file).unwrap());
    assert!(!work.lock.write(&file).unwrap());
    assert_eq!(LockFile::read(&file).unwrap(), work.lock);
    std::fs::write(&file, "provider {").unwrap();
    let error = LockFile::read(&file).unwrap_err().to_string();
    assert!(error.contains(".terraform.lock.hcl is not valid: line 1: "), "{error}");
}
