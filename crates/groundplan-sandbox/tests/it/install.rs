//! Installing the emulator where something is missing or broken. Interpreters with a fault are small scripts around the
//! real one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use groundplan_sandbox::{Error, Progress, Settings, status, up};
use tempfile::TempDir;

use crate::support::{Sandbox, end, settings, shared_cache};

/// Settings with a cache folder of their own, so that everything is installed, and with that interpreter.
fn fresh(folder: &TempDir, python: PathBuf) -> Settings {
    let mut settings = settings(folder);
    settings.cache_dir = folder.path().join("cache");
    settings.python = Some(python);
    settings
}

/// An interpreter that is a shell script; `python3` in it is the real one.
fn script(folder: &TempDir, text: &str) -> PathBuf {
    let path = folder.path().join("python3");
    fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

async fn failure(settings: &Settings) -> Error {
    let error = up(settings, &mut |_| {}).await.expect_err("the sandbox starts");
    assert_eq!(status(&settings.state_dir).await, groundplan_sandbox::Status::Stopped);
    error
}

/// The name of the environment's folder, which says what is installed.
async fn environment_name() -> String {
    drop(Sandbox::start().await);
    let newest = fs::read_dir(shared_cache())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().join("complete").exists())
        .max_by_key(|entry| entry.metadata().unwrap().modified().unwrap());
    newest.unwrap().file_name().into_string().unwrap()
}

#[tokio::test]
async fn without_python_it_says_what_to_install() {
    let folder = TempDir::new().unwrap();
    let error = failure(&fresh(&folder, folder.path().join("nothing"))).await;
    assert!(matches!(error, Error::NoPython { .. }), "{error}");
    assert!(error.to_string().contains("nothing: not found"), "{error}");
    assert!(error.help().unwrap().contains("apt-get install python3 python3-venv"));
}

#[tokio::test]
async fn an_old_python_is_named_with_its_version() {
    let folder = TempDir::new().unwrap();
    let error = failure(&fresh(&folder, script(&folder, "echo 3 8"))).await;
    assert!(matches!(error, Error::NoPython { .. }), "{error}");
    assert!(error.to_string().contains("python3 is 3.8"), "{error}");
}

#[tokio::test]
async fn without_venv_and_virtualenv_it_says_what_to_install() {
    let folder = TempDir::new().unwrap();
    let text = r#"[ "$1" = -c ] && exec python3 "$@"
        echo "ensurepip is not available" >&2; exit 1"#;
    let error = failure(&fresh(&folder, script(&folder, text))).await;
    assert!(matches!(error, Error::NoVenv { .. }), "{error}");
    assert!(error.to_string().contains("ensurepip is not available"), "{error}");
    assert!(error.help().unwrap().contains("apt-get install python3-venv"));
}

#[tokio::test]
async fn without_network_it_shows_what_pip_says() {
    let folder = TempDir::new().unwrap();
    // The environment gets a configuration in which the package index is a port where nobody listens.
    let text = r#"python3 "$@" || exit 1
        if [ "$2" = venv ]; then
            printf '[global]\nindex-url = http://127.0.0.1:9/simple\nno-index = false\n' > "$3/pip.conf"
        fi"#;
    let error = failure(&fresh(&folder, script(&folder, text))).await;
    assert!(matches!(error, Error::Install { .. }), "{error}");
    assert!(error.to_string().contains("No matching distribution found"), "{error}");
    assert!(error.help().unwrap().contains("HTTPS_PROXY"));
    // Nothing that looks like an environment is left to be taken for one.
    let complete = fs::read_dir(folder.path().join("cache")).unwrap().flatten();
    assert!(!complete.map(|entry| entry.path().join("complete")).any(|marker| marker.exists()));
}

#[tokio::test]
async fn a_half_made_environment_is_made_again_even_without_ensurepip() {
    let name = environment_name().await;
    let folder = TempDir::new().unwrap();
    // Debian's Python without python3-venv: environments come without pip.
    let text = r#"if [ "$1 $2" = "-m venv" ] && [ "$3" != --without-pip ]; then
            echo "ensurepip is not available" >&2; exit 1
        fi
        exec python3 "$@""#;
    let settings = fresh(&folder, script(&folder, text));
    let environment = settings.cache_dir.join(name);
    fs::create_dir_all(environment.join("bin")).unwrap();
    fs::write(environment.join("bin").join("python"), "half").unwrap();

    let mut steps = Vec::new();
    let started = up(&settings, &mut |step| steps.push(step)).await;
    end(settings.state_dir.clone());
    started.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(steps.first(), Some(&Progress::CreatingEnvironment));
    assert!(steps.iter().any(|step| matches!(step, Progress::Installing { package, .. } if package == "moto")));
    assert!(steps.iter().all(|step| match step {
        Progress::Installing { number, of, .. } => (1..=*of).contains(number),
        _ => true,
    }));
    assert_eq!(steps.last(), Some(&Progress::Starting));
    assert!(environment.join("complete").exists());
}

#[tokio::test]
async fn a_broken_environment_is_made_again() {
    let name = environment_name().await;
    let folder = TempDir::new().unwrap();
    let settings = fresh(&folder, PathBuf::from("python3"));
    let environment = settings.cache_dir.join(name);
    // As when the interpreter that it was made with was removed.
    fs::create_dir_all(environment.join("bin")).unwrap();
    std::os::unix::fs::symlink("/nowhere/python3", environment.join("bin").join("python")).unwrap();
    fs::write(environment.join("complete"), "").unwrap();

    let mut steps = Vec::new();
    let started = up(&settings, &mut |step| steps.push(step)).await;
    end(settings.state_dir.clone());
    started.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(steps.get(..2), Some(&[Progress::Starting, Progress::CreatingEnvironment][..]));

    // A module that is gone is noticed, too; this time there is no interpreter to make it anew.
    let moto = find(&environment, "moto").unwrap();
    fs::remove_dir_all(moto).unwrap();
    let settings = Settings { python: Some(PathBuf::from("/nowhere/python3")), ..settings };
    let error = failure(&settings).await;
    assert!(matches!(error, Error::NoPython { .. }), "{error}");
}

/// The folder of a Python package inside an environment.
fn find(environment: &Path, package: &str) -> Option<PathBuf> {
    let versions = fs::read_dir(environment.join("lib")).ok()?.flatten();
    versions.map(|version| version.path().join("site-packages").join(package)).find(|path| path.is_dir())
}
