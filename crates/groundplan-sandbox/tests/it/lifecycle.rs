//! Starting, asking, ending; what a dead or a foreign process does to it.

use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;

use groundplan_sandbox::client::Credentials;
use groundplan_sandbox::{Error, Overlay, Port, Progress, Status, down, external, reset, status, up};
use tempfile::TempDir;

use crate::support::{Sandbox, end, is_running, settings};

#[tokio::test]
async fn up_is_idempotent_and_down_leaves_nothing() {
    let sandbox = Sandbox::start().await;
    let running = &sandbox.running;
    let state_dir = &sandbox.settings.state_dir;
    assert_eq!(status(state_dir).await, Status::Running(running.clone()));
    assert!(is_running(running.gateway_pid) && is_running(running.emulator_pid));
    let mode = fs::metadata(state_dir.join("record.json")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);

    let mut steps = Vec::new();
    let again = up(&sandbox.settings, &mut |step| steps.push(step)).await.unwrap();
    assert_eq!(&again, running);
    assert_eq!(steps, []);

    assert!(down(state_dir).await.unwrap());
    assert!(!is_running(running.gateway_pid) && !is_running(running.emulator_pid));
    assert_eq!(status(state_dir).await, Status::Stopped);
    assert!(!down(state_dir).await.unwrap());
    assert!(matches!(reset(state_dir).await, Err(Error::NotRunning)));
}

#[tokio::test]
async fn two_starters_get_one_sandbox() {
    let folder = TempDir::new().unwrap();
    let settings = settings(&folder);
    let (mut quiet, mut also_quiet) = (|_| {}, |_| {});
    let (one, two) = tokio::join!(up(&settings, &mut quiet), up(&settings, &mut also_quiet));
    end(settings.state_dir.clone());
    assert_eq!(one.unwrap(), two.unwrap());
}

#[tokio::test]
async fn reset_empties_and_keeps_the_address() {
    let sandbox = Sandbox::start().await;
    let first = Credentials::first_account();
    let client = sandbox.client();
    let in_dev = sandbox.account("222222222222").await;
    assert_eq!(client.caller_identity(&in_dev).await.unwrap().account, "222222222222");
    assert!(!client.calls().await.unwrap().is_empty());

    assert_eq!(reset(&sandbox.settings.state_dir).await.unwrap(), sandbox.running);
    assert_eq!(client.calls().await.unwrap(), []);
    // The role's credentials are gone with everything else, and so is what was known about them.
    assert_eq!(client.caller_identity(&in_dev).await.unwrap().account, "123456789012");
    assert_eq!(client.caller_identity(&first).await.unwrap().account, "123456789012");
}

#[tokio::test]
async fn a_dead_process_is_noticed_and_replaced() {
    let sandbox = Sandbox::start().await;
    let (state_dir, dead) = (&sandbox.settings.state_dir, sandbox.running.emulator_pid);
    kill(dead);
    let Status::Dead { reason } = status(state_dir).await else { panic!("not noticed") };
    assert_eq!(reason, format!("its emulator, process {dead}, is gone"));
    // Whoever asks the gateway in the meantime is told, and does not wait.
    let error = sandbox.client().caller_identity(&Credentials::first_account()).await.unwrap_err().to_string();
    assert!(error.contains("SandboxEmulatorGone"), "{error}");

    let mut steps = Vec::new();
    let renewed = up(&sandbox.settings, &mut |step| steps.push(step)).await.unwrap();
    assert_eq!(steps, [Progress::CleaningUp { reason }, Progress::Starting]);
    assert!(!is_running(sandbox.running.gateway_pid), "the old gateway is ended");
    assert!(is_running(renewed.emulator_pid));
}

#[tokio::test]
async fn a_number_that_was_given_to_another_program_is_left_alone() {
    let folder = TempDir::new().unwrap();
    let settings = settings(&folder);
    fs::create_dir_all(&settings.state_dir).unwrap();
    let mut stranger = std::process::Command::new("sleep").arg("600").spawn().unwrap();
    let part = format!(r#"{{"process":{{"pid":{},"started":"long ago"}},"port":1,"version":"1"}}"#, stranger.id());
    let record = format!(r#"{{"format":1,"started_at":1,"ready":true,"emulator":{part},"gateway":{part}}}"#);
    fs::write(settings.state_dir.join("record.json"), record).unwrap();

    let found = status(&settings.state_dir).await;
    let ended = down(&settings.state_dir).await.unwrap();
    let alive = is_running(stranger.id());
    stranger.kill().unwrap();
    stranger.wait().unwrap();
    assert!(matches!(found, Status::Dead { .. }), "{found:?}");
    assert!(ended && alive);
    assert_eq!(status(&settings.state_dir).await, Status::Stopped);
}

#[tokio::test]
async fn a_record_that_cannot_be_read_is_cleaned_up() {
    let folder = TempDir::new().unwrap();
    let settings = settings(&folder);
    fs::create_dir_all(&settings.state_dir).unwrap();
    fs::write(settings.state_dir.join("record.json"), "{\"format\":1,").unwrap();
    let mut steps = Vec::new();
    let started = up(&settings, &mut |step| steps.push(step)).await;
    end(settings.state_dir.clone());
    started.unwrap();
    assert!(matches!(&steps[..], [Progress::CleaningUp { .. }, Progress::Starting]), "{steps:?}");
}

#[tokio::test]
async fn a_taken_port_is_an_error_only_if_it_was_asked_for() {
    let folder = TempDir::new().unwrap();
    let mut settings = settings(&folder);
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();

    settings.port = Port::Fixed(port);
    let error = up(&settings, &mut |_| {}).await.unwrap_err();
    assert!(matches!(error, Error::PortTaken { port: named } if named == port), "{error}");
    assert_eq!(status(&settings.state_dir).await, Status::Stopped);

    settings.port = Port::Prefer(port);
    let mut steps = Vec::new();
    let started = up(&settings, &mut |step| steps.push(step)).await;
    settings.port = Port::Fixed(port);
    let other = up(&settings, &mut |_| {}).await;
    end(settings.state_dir.clone());
    let started = started.unwrap();
    assert_ne!(started.port, port);
    assert_eq!(steps, [Progress::Starting, Progress::PortChanged { port: started.port }]);
    assert!(matches!(other, Err(Error::OtherPort { running, asked }) if running == started.port && asked == port));
}

#[tokio::test]
async fn a_gateway_that_does_not_start_is_an_error_and_leaves_nothing() {
    let folder = TempDir::new().unwrap();
    let mut settings = settings(&folder);
    settings.gateway_command = ["sh", "-c", "read line; echo no luck >&2; exit 7"].map(Into::into).to_vec();
    let error = up(&settings, &mut |_| {}).await.unwrap_err();
    let text = error.to_string();
    assert!(text.contains("gateway did not start") && text.contains("no luck"), "{text}");
    assert!(error.help().unwrap().contains("gateway.log"));
    assert_eq!(status(&settings.state_dir).await, Status::Stopped);

    settings.gateway_command = vec!["/nowhere/groundplan".into()];
    let text = up(&settings, &mut |_| {}).await.unwrap_err().to_string();
    assert!(text.contains("/nowhere/groundplan"), "{text}");
    assert_eq!(status(&settings.state_dir).await, Status::Stopped);
}

#[tokio::test]
async fn another_endpoint_is_asked_before_it_is_used() {
    let sandbox = Sandbox::start().await;
    let endpoint = &sandbox.running.endpoint;
    assert_eq!(external(endpoint).await.unwrap(), Overlay::endpoint(endpoint));

    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let error = external(&format!("http://{closed}")).await.unwrap_err().to_string();
    assert!(error.contains(&closed.to_string()) && error.contains("refused"), "{error}");
    let error = external("localhost").await.unwrap_err().to_string();
    assert!(error.contains("localhost does not answer as AWS does: it is not an http:// address"), "{error}");
}

fn kill(pid: u32) {
    assert!(std::process::Command::new("kill").args(["-9", &pid.to_string()]).status().unwrap().success());
    while is_running(pid) {
        std::thread::yield_now();
    }
}
