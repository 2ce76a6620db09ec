//! Taking turns with Terraform on one state. Runs where `terraform` is on the path.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use groundplan_backend::LocalStore;
use groundplan_state::{LockError, StateStore};
use tempfile::TempDir;

use crate::support::{info, names, with_object};

/// A folder with a module in which Terraform has made one object, or `None` where there is no Terraform.
fn applied() -> Option<TempDir> {
    Command::new("terraform").arg("version").stdout(Stdio::null()).stderr(Stdio::null()).status().ok()?;
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("main.tf"), "resource \"terraform_data\" \"a\" {}\n").unwrap();
    assert!(terraform(folder.path(), &["init"]).output().unwrap().status.success());
    let output = terraform(folder.path(), &["apply", "-auto-approve"]).output().unwrap();
    assert!(output.status.success(), "{}", text(&output));
    Some(folder)
}

fn terraform(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("terraform");
    command.current_dir(folder).args(arguments).args(["-no-color"]).env_remove("TF_CLI_CONFIG_FILE");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn store(folder: &TempDir) -> LocalStore {
    LocalStore::new(folder.path().join("terraform.tfstate"))
}

/// Terraform in the middle of an apply that lasts until it is killed.
fn busy(folder: &TempDir) -> Child {
    let slow = "resource \"terraform_data\" \"slow\" {\n  provisioner \"local-exec\" { command = \"touch started && while test -e started; do sleep 0.1; done\" }\n}\n";
    fs::write(folder.path().join("slow.tf"), slow).unwrap();
    let child = terraform(folder.path(), &["apply", "-auto-approve"]).spawn().unwrap();
    wait_for(|| folder.path().join("started").exists());
    child
}

fn wait_for(condition: impl Fn() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_secs(120), "it does not happen");
        sleep(Duration::from_millis(20));
    }
}

#[tokio::test]
async fn terraform_goes_on_where_we_stopped() {
    let Some(folder) = applied() else { return };
    let store = store(&folder);
    let lock = store.lock(&info("apply")).await.unwrap();
    assert_eq!(lock.abandoned, None);
    let state = store.read().await.unwrap().unwrap();
    store.write(&with_object(&state, "terraform_data.b", "00000000-0000-0000-0000-000000000000")).await.unwrap();
    store.unlock(&lock.id).await.unwrap();

    fs::write(folder.path().join("b.tf"), "resource \"terraform_data\" \"b\" {}\n").unwrap();
    let output = terraform(folder.path(), &["plan", "-detailed-exitcode"]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("No changes."), "{}", text(&output));
}

#[tokio::test]
async fn terraform_honours_our_lock() {
    let Some(folder) = applied() else { return };
    let store = store(&folder);
    let ours = info("apply");
    let lock = store.lock(&ours).await.unwrap();
    let state = store.read().await.unwrap().unwrap();
    for written in [false, true] {
        if written {
            store.write(&with_object(&state, "terraform_data.b", "2")).await.unwrap();
        }
        let output = terraform(folder.path(), &["apply", "-auto-approve"]).output().unwrap();
        let text = text(&output);
        assert!(!output.status.success());
        for part in ["Error acquiring the state lock", ours.id.as_str(), "alice@laptop", "groundplan 0.1.0"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }
    store.unlock(&lock.id).await.unwrap();
    assert!(terraform(folder.path(), &["plan"]).output().unwrap().status.success());
}

/// A Terraform that waits has opened the file that we replace. It must not write where nobody will look.
#[tokio::test]
async fn a_waiting_terraform_does_not_lose_our_state() {
    let Some(folder) = applied() else { return };
    let store = store(&folder);
    let lock = store.lock(&info("apply")).await.unwrap();
    let state = store.read().await.unwrap().unwrap();
    fs::write(folder.path().join("c.tf"), "resource \"terraform_data\" \"c\" {}\n").unwrap();
    let log = folder.path().join("log");
    let waiting = terraform(folder.path(), &["apply", "-auto-approve", "-lock-timeout=120s"])
        .env("TF_LOG", "TRACE")
        .env("TF_LOG_PATH", &log)
        .spawn()
        .unwrap();
    wait_for(|| fs::read_to_string(&log).is_ok_and(|log| log.contains("locking terraform.tfstate using fcntl")));
    let ours = with_object(&state, "terraform_data.b", "2");
    store.write(&ours).await.unwrap();
    store.unlock(&lock.id).await.unwrap();

    let output = waiting.wait_with_output().unwrap();
    assert!(!output.status.success(), "{}", text(&output));
    assert!(text(&output).contains("Unsupported state file format"), "{}", text(&output));
    assert_eq!(store.read().await.unwrap().unwrap(), ours);
    assert!(!names(folder.path()).contains(&".terraform.tfstate.lock.info".to_owned()));
}

#[tokio::test]
async fn we_honour_terraforms_lock_and_outlive_its_death() {
    let Some(folder) = applied() else { return };
    let mut terraform = busy(&folder);
    let store = store(&folder);
    let Err(LockError::Held { holder: Some(holder), .. }) = store.lock(&info("apply")).await else {
        panic!("locked although Terraform is at work")
    };
    assert_eq!(holder.operation, "OperationTypeApply");
    assert!(!holder.who.is_empty() && !holder.version.is_empty());

    terraform.kill().unwrap();
    terraform.wait().unwrap();
    let lock = store.lock(&info("apply")).await.unwrap();
    assert_eq!(lock.abandoned.unwrap().id, holder.id);
    assert!(store.read().await.unwrap().is_some());
    store.unlock(&lock.id).await.unwrap();
    assert!(!names(folder.path()).contains(&".terraform.tfstate.lock.info".to_owned()));
}
