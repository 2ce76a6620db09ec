use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use groundplan_address::ProviderAddr;
use groundplan_plugin::install::InstalledPackage;
use groundplan_plugin::{LaunchSettings, LogLine, Plugin, SchemaCache};
use groundplan_provider::{ObjectState, PlanRequest, PlanResponse, Provider, ProviderResult};
use groundplan_value::{Type, Value};
use tempfile::TempDir;

/// A program of the tests, by name. Cargo builds them with the tests, but not when it is given the name of a test or of
/// a target: after a change of theirs run all tests once.
pub(crate) fn program(name: &str) -> PathBuf {
    // The test binary is `target/PROFILE/deps/it-…`.
    let profile = std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned();
    let program = profile.join("examples").join(name);
    assert!(program.is_file(), "{} is missing: run `cargo test` without names once", program.display());
    program
}

/// The fake provider: how it behaves, and what it logs.
pub(crate) struct Fake {
    /// The folder that holds the processes' private ones.
    pub(crate) temp: TempDir,
    pub(crate) package: InstalledPackage,
    pub(crate) settings: LaunchSettings,
    pub(crate) logged: Arc<Mutex<Vec<LogLine>>>,
}

impl Fake {
    /// One that behaves so from its start.
    pub(crate) fn that(how: &str) -> Self {
        let temp = tempfile::Builder::new().prefix("gp").tempdir().unwrap();
        let program = program("fake_provider");
        let package = InstalledPackage {
            provider: ProviderAddr::implied("fake"),
            version: Some(semver::Version::new(1, 0, 0)),
            folder: program.parent().unwrap().to_owned(),
            program,
            program_sha256: "fake".into(),
        };
        let logged = Arc::new(Mutex::new(Vec::new()));
        let seen = logged.clone();
        let mut settings = LaunchSettings::new(temp.path(), Arc::new(SchemaCache::in_memory()));
        settings.logs = Arc::new(move |line| seen.lock().unwrap().push(line));
        Self { temp, package, settings, logged }.with("FAKE", how)
    }

    /// One that behaves well from its start.
    pub(crate) fn new() -> Self {
        Self::that("")
    }

    /// With an environment variable.
    pub(crate) fn with(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.settings.env.push((name.into(), Some(value.into())));
        self
    }

    pub(crate) async fn launch(&self) -> Arc<Plugin> {
        Plugin::launch(&self.package, &self.settings).await.unwrap()
    }

    /// Why it cannot be launched, without the paths of this machine.
    pub(crate) async fn launch_error(&self) -> String {
        let Err(error) = Plugin::launch(&self.package, &self.settings).await else { panic!("it was launched") };
        let folder = format!("{}/", self.package.folder.display());
        error.to_string().replace(&folder, "").replace(&*self.temp.path().to_string_lossy(), "TEMP")
    }
}

/// Plans to create a resource of one attribute.
pub(crate) async fn plan(plugin: &Plugin, kind: &str) -> ProviderResult<PlanResponse> {
    let config = Value::object([("name", Value::string("a"))]);
    let prior = ObjectState { value: Value::null(Type::object([("name", Type::String)])), private: [].into() };
    plugin.plan(PlanRequest { kind: kind.into(), prior, proposed: config.clone(), config }).await
}

/// Whether there is a process of that number that has not ended.
pub(crate) fn runs(id: u32) -> bool {
    // A zombie has ended: nobody has asked for its status yet.
    let status = std::fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
    status.rsplit(')').next().is_some_and(|rest| !rest.is_empty() && !rest.trim_start().starts_with('Z'))
}

/// Waits until a condition holds; fails after a time that is long for any machine.
pub(crate) async fn wait_until(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..600 {
        if condition() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{what} did not come true");
}

/// The names in a folder.
pub(crate) fn entries(folder: &Path) -> Vec<OsString> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
}
