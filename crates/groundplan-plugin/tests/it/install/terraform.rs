//! Against Terraform itself, where it is installed: the same choice of versions, the same lock file.

use std::process::Command;

use super::workspace::Workspace;

const NULL: &str = "registry.terraform.io/hashicorp/null";

/// What `terraform init` writes into the lock file, or its error.
fn terraform_init(work: &Workspace, constraints: &str) -> Option<Result<String, String>> {
    let folder = work.path("module");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir(&folder).unwrap();
    let mirror = work.path("mirror").display().to_string();
    let rc = format!("provider_installation {{ filesystem_mirror {{ path = {mirror:?} }} }}");
    std::fs::write(work.path("rc"), rc).unwrap();
    let version = if constraints.is_empty() { String::new() } else { format!("version = {constraints:?}") };
    let module = format!(
        "terraform {{\n  required_providers {{\n    null = {{\n source = \"hashicorp/null\"\n {version}\n }}\n  }}\n}}\n"
    );
    std::fs::write(folder.join("main.tf"), module).unwrap();
    let init = Command::new("terraform")
        .args(["init", "-no-color", "-input=false"])
        .current_dir(&folder)
        .env("TF_CLI_CONFIG_FILE", work.path("rc"))
        .env("CHECKPOINT_DISABLE", "1")
        .env_remove("TF_PLUGIN_CACHE_DIR")
        .output();
    let Ok(output) = init else {
        println!("skipped: there is no terraform on this machine");
        return None;
    };
    Some(match std::fs::read_to_string(folder.join(".terraform.lock.hcl")) {
        Ok(lock) if output.status.success() => Ok(lock),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    })
}

#[test]
fn the_same_version_is_chosen_and_the_lock_file_is_the_same_byte_for_byte() {
    let mut work = Workspace::new();
    for version in ["0.9.0", "1.0.0", "1.0.5", "1.2.0", "1.10.0", "2.0.0-beta1", "0.9.1+build", "2.0.0", "2.1.0-rc.2"] {
        work.add_unpacked("mirror", NULL, version);
    }
    work.add_packed("mirror", NULL, "1.0.7");
    work.settings.platform = groundplan_plugin::install::Platform::current();
    for constraints in [
        "",
        "1.0.0",
        "= 1.0",
        "~> 1.0.0",
        "~> 1.0, != 1.10.0",
        "~> 1",
        ">= 1.0.5, < 1.2.0",
        ">1.0.5,<=1.2",
        "<= 2.0.0-beta1",
        "2.0.0-beta1",
        ">= 2.0.0-beta1",
        "> 2.0",
        "= 2.0.0-beta1, != 1.0.0",
        "0.9.1+build",
        "0.9.1",
        "!= 0.9.1+build, < 1.0.0",
        "!= 2.0.0",
        "=> 1.0",
        "1.0.*",
        ">=  1.0",
    ] {
        let Some(theirs) = terraform_init(&work, constraints) else { return };
        work.lock = Default::default();
        let ours = match groundplan_plugin::install::VersionConstraints::parse(constraints) {
            Ok(_) => work.install("null", constraints).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match (ours, theirs) {
            (Ok(_), Ok(theirs)) => assert_eq!(work.lock.to_string(), theirs, "{constraints}"),
            (Err(_), Err(_)) => {}
            (ours, theirs) => panic!("{constraints:?}: ours {ours:?}, Terraform's {theirs:?}"),
        }
    }
}
