//! Processes: that they start, that they end, and what is said when they do not as they should.

use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};
use std::time::Duration;

use expect_test::expect;
use groundplan_plugin::{LogLevel, Plugin};
use groundplan_provider::Provider;
use groundplan_value::{Type, Value};
use rustix::process::{Pid, getpgid};

use crate::fake::{Fake, entries, plan, program, runs, wait_until};

#[tokio::test]
async fn a_provider_that_does_not_get_ready_is_explained() {
    let mut errors = Vec::new();
    for how in ["exits", "panics", "chats", "is too old", "is deaf"] {
        errors.push(Fake::that(how).launch_error().await);
    }
    let mut fake = Fake::that("hangs");
    fake.settings.start_timeout = Duration::from_secs(1);
    errors.push(fake.launch_error().await);
    assert_eq!(entries(fake.temp.path()).len(), 0, "the private folder is gone");
    expect![[r#"
        fake_provider ended (exit status: 3) before it was ready.
        It wrote last:
          this provider has no license

        fake_provider ended (exit status: 2) before it was ready.
        It crashed; this is a fault of the provider:
          panic: assignment to entry in nil map
          goroutine 1 [running]:
          main.main()

        fake_provider is not a provider, or a broken one: it said "Hello, I am no plugin." where a plugin says how it is to be reached

        fake_provider speaks version 4 of the plugin protocol; versions 5 and 6 are supported. Use another version of the provider

        fake_provider does not answer at its socket: transport error: No such file or directory (os error 2)

        fake_provider was not ready after 1 s and was ended"#]].assert_eq(&errors.join("\n\n"));
}

#[tokio::test]
async fn a_program_that_cannot_be_run_is_explained() {
    let mut fake = Fake::new();
    let mut errors = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    fake.package.folder = folder.path().to_owned();
    fake.package.program = folder.path().join("terraform-provider-fake");
    errors.push(fake.launch_error().await);
    std::fs::write(&fake.package.program, b"MZ, as programs for Windows start").unwrap();
    errors.push(fake.launch_error().await);
    std::fs::set_permissions(&fake.package.program, PermissionsExt::from_mode(0o755)).unwrap();
    errors.push(fake.launch_error().await);
    std::fs::write(&fake.package.program, "exit 5").unwrap();
    errors.push(fake.launch_error().await);
    fake.settings.temp_dir = fake.temp.path().join("nowhere");
    errors.push(fake.launch_error().await);
    fake.settings.temp_dir = fake.temp.path().join("a".repeat(80));
    std::fs::create_dir(&fake.settings.temp_dir).unwrap();
    errors.push(fake.launch_error().await);
    expect![[r#"
        terraform-provider-fake cannot be run: No such file or directory (os error 2). The provider's package is not complete: remove its folder to have it installed again

        terraform-provider-fake was built for windows and cannot be run here. Install the provider's package for this platform

        terraform-provider-fake was built for windows and cannot be run here. Install the provider's package for this platform

        terraform-provider-fake ended (exit status: 5) before it was ready

        the folder for the provider's socket cannot be made in TEMP/nowhere: entity not found. Set TMPDIR to a folder that can be written to

        the path of TEMP/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa is too long for a provider's socket in it. Set TMPDIR to a folder with a shorter path, such as /tmp"#]].assert_eq(&errors.join("\n\n"));
}

#[tokio::test]
async fn a_crash_is_told_with_its_trace_and_later_calls_fail_too() {
    let fake = Fake::new();
    let plugin = fake.launch().await;
    let error = plan(&plugin, "fake_crash").await.unwrap_err();
    expect![[r#"
        The process of the provider hashicorp/fake 1.0.0 ended (exit status: 2) while planning fake_crash.
        It crashed; this is a fault of the provider:
          panic: runtime error: index out of range
          goroutine 7 [running]:
          main.plan()"#]]
    .assert_eq(&error.message);
    let error = plan(&plugin, "fake_thing").await.unwrap_err();
    expect![[r#"
        The process of the provider hashicorp/fake 1.0.0 ended (exit status: 2) while planning fake_thing.
        It crashed; this is a fault of the provider:
          panic: runtime error: index out of range
          goroutine 7 [running]:
          main.plan()"#]]
    .assert_eq(&error.message);
}

#[tokio::test]
async fn a_killed_provider_fails_the_call_that_is_under_way() {
    let fake = Fake::new();
    let plugin = fake.launch().await;
    let pid = Pid::from_raw(plugin.process_id().cast_signed()).unwrap();
    let hanging = plan(&plugin, "fake_hang");
    let kill = async {
        // Whether the call has arrived by then or not, the error is the same.
        tokio::time::sleep(Duration::from_millis(200)).await;
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).unwrap();
    };
    let (error, ()) = tokio::join!(hanging, kill);
    expect![[r#"
        The process of the provider hashicorp/fake 1.0.0 ended (signal: 9 (SIGKILL)) while planning fake_hang.
        It wrote last:
          configured"#]]
    .assert_eq(&error.unwrap_err().message);
}

#[tokio::test]
async fn a_provider_ends_when_told_to_when_it_does_not_want_to_and_when_it_is_dropped() {
    for how in ["", "does not end"] {
        let fake = Fake::that(how);
        let plugin = fake.launch().await;
        assert!(runs(plugin.process_id()));
        assert_eq!(entries(fake.temp.path()).len(), 1);
        plugin.end().await;
        assert!(!runs(plugin.process_id()), "{how:?}");
        assert_eq!(entries(fake.temp.path()).len(), 0, "{how:?}");
    }
    let fake = Fake::new();
    let plugin = fake.launch().await;
    let id = plugin.process_id();
    drop(plugin);
    wait_until("the end of the dropped provider", || !runs(id)).await;
    wait_until("the end of its folder", || entries(fake.temp.path()).is_empty()).await;
}

#[tokio::test]
async fn a_provider_ends_when_this_program_is_killed() {
    let fake = Fake::new();
    let mut holder = Command::new(program("holder"))
        .arg(&fake.package.program)
        .arg(fake.temp.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(holder.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let provider: u32 = line.trim().parse().unwrap();
    assert!(runs(provider));
    // Not even that can be caught or cleaned up after.
    holder.kill().unwrap();
    holder.wait().unwrap();
    wait_until("the end of the provider", || !runs(provider)).await;
}

#[tokio::test]
async fn a_provider_is_out_of_reach_of_the_terminals_signals() {
    let plugin = Fake::new().launch().await;
    let provider = Pid::from_raw(plugin.process_id().cast_signed()).unwrap();
    assert_eq!(getpgid(Some(provider)).unwrap(), provider);
    assert_ne!(getpgid(None).unwrap(), provider);
}

#[tokio::test]
async fn a_process_has_the_folder_and_variables_it_is_given() {
    let mut fake = Fake::new().with("FAKE_SET", "to this");
    let directory = fake.temp.path().canonicalize().unwrap();
    fake.settings.working_dir = Some(directory.clone());
    fake.settings.env.push(("HOME".into(), None));
    let plugin = fake.launch().await;
    let config = Value::null(Type::object(["directory", "home", "log", "set"].map(|name| (name, Type::String))));
    let seen = plugin.read_data_source("fake_process", config).await.unwrap().value;
    assert_eq!(seen.get_attr("directory"), Some(Value::string(directory.to_string_lossy())));
    assert_eq!(seen.get_attr("home"), Some(Value::null(Type::String)));
    assert_eq!(seen.get_attr("set"), Some(Value::string("to this")));
}

#[tokio::test]
async fn a_process_is_told_how_much_to_log() {
    let mut fake = Fake::new();
    fake.settings.log_level = LogLevel::Debug;
    let plugin = fake.launch().await;
    let config = Value::null(Type::object(["directory", "home", "log", "set"].map(|name| (name, Type::String))));
    let seen = plugin.read_data_source("fake_process", config).await.unwrap().value;
    assert_eq!(seen.get_attr("log"), Some(Value::string("DEBUG")));
}

#[tokio::test]
async fn logs_come_with_the_provider_and_level() {
    let fake = Fake::new();
    let _plugin: std::sync::Arc<Plugin> = fake.launch().await;
    wait_until("a line of the log", || !fake.logged.lock().unwrap().is_empty()).await;
    let line = fake.logged.lock().unwrap().first().cloned().unwrap();
    assert_eq!((&*line.provider, line.level, &*line.module), ("hashicorp/fake 1.0.0", LogLevel::Warn, "fake"));
    assert_eq!(line.message, "configured");
}
