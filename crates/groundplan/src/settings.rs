//! What the arguments, the environment and the machine say, put together once: an option on the command line comes before
//! a variable in the environment, and that before the default.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use groundplan_diag::Diagnostic;
use groundplan_ops::{EventSink, Goal, PlanKey, Settings, StopSignal, Stores, UnitChoice, VariableSource};
use groundplan_sandbox::{Overlay, Status};
use serde::{Deserialize, Serialize};

use crate::cli::{GlobalArgs, LiveArgs, LockArgs, MakeArgs, RunArgs, UnitArgs};
use crate::problem::Problem;

const SANDBOX: &str = "GROUNDPLAN_SANDBOX";
const ENDPOINT: &str = "GROUNDPLAN_ENDPOINT";
/// Terragrunt's own variable.
const FEATURES: &str = "TG_FEATURE";
/// The folder of a local AWS of one's own, beside the usual one: for tests, and for two at a time.
const SANDBOX_DIR: &str = "GROUNDPLAN_SANDBOX_DIR";

/// What holds for every command. Its environment may hold secrets: not to be printed.
#[derive(Clone)]
pub(crate) struct Context {
    /// The folder to work in, absolute. Relative paths of other arguments are meant from here, too.
    pub(crate) dir: PathBuf,
    /// Our folder in the user's cache folder.
    pub(crate) cache_dir: PathBuf,
    home: Option<PathBuf>,
    environment: Arc<BTreeMap<String, String>>,
    args: GlobalArgs,
}

/// What is to be used in place of AWS.
#[derive(Clone, Debug, PartialEq, Eq)]
enum StandIn {
    Sandbox,
    Endpoint(String),
}

/// What stands in for AWS, found and answering.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Target {
    endpoint: String,
    is_sandbox: bool,
}

impl Target {
    /// The local AWS.
    pub(crate) fn sandbox(running: &groundplan_sandbox::Running) -> Self {
        Self { endpoint: running.endpoint.clone(), is_sandbox: true }
    }

    fn overlay(&self) -> Overlay {
        if self.is_sandbox { Overlay::sandbox(&self.endpoint) } else { Overlay::endpoint(&self.endpoint) }
    }
}

/// What a plan is made with. A worker gets it over its standard input: values of variables may be secret.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct RunSettings {
    pub(crate) update_modules: bool,
    pub(crate) variables: Vec<Variable>,
    pub(crate) destroy: bool,
    pub(crate) refresh_only: bool,
    pub(crate) replace: Vec<String>,
    pub(crate) targets: Vec<String>,
    pub(crate) excludes: Vec<String>,
    pub(crate) refresh: bool,
    pub(crate) parallelism: Option<usize>,
    pub(crate) without_locks: bool,
    pub(crate) lock_timeout: Option<Duration>,
    pub(crate) recreate_unanswered: bool,
    pub(crate) keep_going: bool,
    pub(crate) offline: bool,
    /// A file, absolute.
    pub(crate) plan_key_file: Option<PathBuf>,
    pub(crate) target: Option<Target>,
    pub(crate) choice: UnitChoice,
    pub(crate) features: BTreeMap<String, String>,
    pub(crate) no_run: bool,
}

impl RunSettings {
    /// What the options say.
    pub(crate) fn new(args: RunArgs, make: MakeArgs, lock: &LockArgs, destroy: bool, target: Option<Target>) -> Self {
        Self {
            update_modules: false,
            variables: args.variables.sources.into_iter().map(Variable::from).collect(),
            destroy,
            refresh_only: make.refresh_only,
            replace: make.replace,
            targets: args.part.target,
            excludes: args.part.exclude,
            refresh: args.refresh,
            parallelism: args.parallelism,
            without_locks: !lock.lock,
            lock_timeout: lock.lock_timeout,
            recreate_unanswered: false,
            keep_going: args.keep_going,
            offline: false,
            plan_key_file: None,
            target,
            choice: args.units.choice(),
            features: args.units.live.feature.into_iter().collect(),
            no_run: args.units.live.no_run,
        }
    }
}

/// As [`VariableSource`], to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Variable {
    Value(String),
    File(PathBuf),
}

/// The variables that say what a process does; those that are no text are of no use to us.
pub(crate) fn environment() -> BTreeMap<String, String> {
    let text = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
        Some((name.into_string().ok()?, value.into_string().ok()?))
    };
    std::env::vars_os().filter_map(text).collect()
}

impl Context {
    /// Puts the global options and the environment together.
    pub(crate) fn new(args: &GlobalArgs, environment: BTreeMap<String, String>) -> Result<Self, Problem> {
        let here = std::env::current_dir().map_err(|error| {
            Diagnostic::error("Current folder not usable")
                .detail(format!("{error}."))
                .help("it may have been removed: go to another folder")
        })?;
        let dir = args.chdir.as_ref().map_or(here.clone(), |chdir| here.join(chdir));
        // As a change of the working folder would have it; one that does not exist is told of by whoever needs it.
        let dir = dir.canonicalize().unwrap_or(dir);
        let home = path(&environment, "HOME");
        let cache = path(&environment, "XDG_CACHE_HOME").or_else(|| home.as_ref().map(|home| home.join(".cache")));
        let cache = cache.ok_or_else(|| {
            Diagnostic::error("No cache folder")
                .detail("Neither HOME nor XDG_CACHE_HOME names a folder.")
                .help("set HOME to your home folder")
        })?;
        let cache_dir = cache.join("groundplan");
        Ok(Self { dir, cache_dir, home, environment: Arc::new(environment), args: args.clone() })
    }

    /// The same for another folder.
    pub(crate) fn within(&self, dir: PathBuf) -> Self {
        Self { dir, ..self.clone() }
    }

    /// The options of every command that a command to type next needs, too.
    pub(crate) fn repeated_options(&self) -> Vec<String> {
        let chdir = self.args.chdir.iter().flat_map(|dir| ["-C".to_owned(), dir.display().to_string()]);
        let sandbox = self.args.sandbox.then(|| "--sandbox".to_owned());
        let endpoint = self.args.endpoint.iter().flat_map(|url| ["--endpoint".to_owned(), url.clone()]);
        chdir.chain(sandbox).chain(endpoint).collect()
    }

    /// A path of an argument as seen from where the program was started, for commands to copy.
    pub(crate) fn shown(&self, path: &Path) -> String {
        let path = self.args.chdir.as_ref().map_or(path.to_owned(), |chdir| chdir.join(path));
        path.display().to_string()
    }

    /// The file of profiles that AWS's own programs read.
    pub(crate) fn aws_config_file(&self) -> Result<PathBuf, Problem> {
        if let Some(file) = self.environment.get("AWS_CONFIG_FILE").filter(|file| !file.is_empty()) {
            return Ok(self.path(Path::new(file)));
        }
        let home = self.home.as_ref().ok_or_else(|| {
            Diagnostic::error("No home folder").detail("HOME names no folder.").help("set HOME, or AWS_CONFIG_FILE")
        })?;
        Ok(home.join(".aws/config"))
    }

    /// A path of an argument.
    pub(crate) fn path(&self, path: &Path) -> PathBuf {
        self.dir.join(path)
    }

    /// The settings of the local AWS.
    pub(crate) fn sandbox(&self) -> Result<groundplan_sandbox::Settings, Problem> {
        let program = std::env::current_exe().map_err(|error| {
            Diagnostic::error("Own program not found").detail(format!("The system does not say where it is: {error}."))
        })?;
        let gateway = vec![program.into(), "sandbox".into(), "serve-gateway".into()];
        let mut settings = groundplan_sandbox::Settings::new(&self.cache_dir, gateway);
        if let Some(dir) = self.environment.get(SANDBOX_DIR).filter(|dir| !dir.is_empty()) {
            settings.state_dir = self.dir.join(dir);
        }
        Ok(settings)
    }

    /// What stands in for AWS, if that was asked for. Makes sure that it answers.
    pub(crate) async fn target(&self) -> Result<Option<Target>, Problem> {
        match stand_in(&self.args, &self.environment)? {
            None => Ok(None),
            Some(StandIn::Endpoint(url)) => {
                let overlay = groundplan_sandbox::external(&url).await?;
                Ok(Some(Target { endpoint: overlay.endpoint, is_sandbox: false }))
            }
            Some(StandIn::Sandbox) => match groundplan_sandbox::status(&self.sandbox()?.state_dir).await {
                Status::Running(running) => Ok(Some(Target::sandbox(&running))),
                Status::Stopped => Err(groundplan_sandbox::Error::NotRunning.into()),
                Status::Dead { reason } => Err(Diagnostic::error("Local AWS not usable")
                    .detail(format!("The local AWS is not there any more: {reason}."))
                    .help("start a new one with `groundplan sandbox up`")
                    .into()),
            },
        }
    }

    /// The settings of an operation.
    pub(crate) fn operation(
        &self,
        run: &RunSettings,
        events: EventSink,
        stop: StopSignal,
    ) -> Result<Settings, Problem> {
        let source = |variable: &Variable| match variable {
            Variable::Value(text) => VariableSource::Value(text.clone()),
            Variable::File(path) => VariableSource::File(self.path(path)),
        };
        Ok(Settings {
            dir: self.dir.clone(),
            cache_dir: self.cache_dir.clone(),
            temp_dir: std::env::temp_dir(),
            home: self.home.clone(),
            environment: self.environment.clone(),
            overlay: run.target.as_ref().map(Target::overlay),
            variables: run.variables.iter().map(source).collect(),
            update_modules: run.update_modules,
            goal: match (run.destroy, run.refresh_only) {
                (true, _) => Goal::Destroy,
                (false, true) => Goal::Refresh,
                (false, false) => Goal::Converge,
            },
            replace: run.replace.clone(),
            targets: run.targets.clone(),
            excludes: run.excludes.clone(),
            refresh: run.refresh,
            parallelism: run.parallelism,
            events,
            stop,
            lock: !run.without_locks,
            lock_timeout: run.lock_timeout,
            choice: run.choice.clone(),
            features: self.features().chain(run.features.clone()).collect(),
            run_programs: !run.no_run,
            recreate_unanswered: run.recreate_unanswered,
            keep_going: run.keep_going,
            offline: run.offline,
            plan_key: self.plan_key(run.plan_key_file.as_deref())?,
            stores: if run.offline { Stores::unreachable(offline()) } else { Stores::default() },
            who: groundplan_ops::current_holder(),
        })
    }

    /// The settings of an operation that only looks at files.
    pub(crate) fn look(&self) -> Result<Settings, Problem> {
        self.look_with(&LiveArgs::default(), UnitChoice::default())
    }

    /// The same for chosen units.
    pub(crate) fn look_at(&self, units: &UnitArgs) -> Result<Settings, Problem> {
        self.look_with(&units.live, units.choice())
    }

    /// The same with a choice of units.
    pub(crate) fn look_with(&self, live: &LiveArgs, choice: UnitChoice) -> Result<Settings, Problem> {
        let settings = self.operation(&looking(live, choice), Arc::new(|_| {}), StopSignal::default())?;
        Ok(match stand_in(&self.args, &self.environment)? {
            // AWS itself must not be asked in its place.
            Some(_) => Settings {
                stores: Stores::unreachable(
                    Diagnostic::error("Local AWS not usable").detail("This command looks at files only."),
                ),
                ..settings
            },
            None => settings,
        })
    }

    /// The settings of an operation that looks at the states of chosen units.
    pub(crate) async fn look_at_states(&self, units: &UnitArgs) -> Result<Settings, Problem> {
        self.read_only(looking(&units.live, units.choice())).await
    }

    /// The settings of an operation that looks at states, which may be kept where something stands in for AWS.
    pub(crate) async fn read_only(&self, run: RunSettings) -> Result<Settings, Problem> {
        let (target, unreachable) = match self.target().await {
            Ok(target) => (target, None),
            // States on this machine can be looked at all the same.
            Err(problem) => (None, Some(problem)),
        };
        let settings = self.operation(&RunSettings { target, ..run }, Arc::new(|_| {}), StopSignal::default())?;
        Ok(match unreachable.and_then(Problem::into_diagnostic) {
            Some(why) => Settings { stores: Stores::unreachable(why), ..settings },
            None => settings,
        })
    }

    /// The features that the environment sets: `TG_FEATURE=a=1,b=2`.
    fn features(&self) -> impl Iterator<Item = (String, String)> + '_ {
        let all = self.environment.get(FEATURES).into_iter().flat_map(|text| text.split(','));
        all.filter_map(|pair| pair.split_once('=')).map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
    }

    /// What saved plans are encrypted with: a file that an option names, or a text in the environment.
    fn plan_key(&self, file: Option<&Path>) -> Result<Option<PlanKey>, Problem> {
        if let Some(file) = file {
            return Ok(Some(PlanKey::from_file(file)?));
        }
        let Some(text) = self.environment.get(PlanKey::VARIABLE).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let key = PlanKey::from_text(text).map_err(|why| {
            Diagnostic::error("Environment variable not understood").detail(format!("{}: {why}.", PlanKey::VARIABLE))
        });
        Ok(Some(key?))
    }
}

impl From<VariableSource> for Variable {
    fn from(source: VariableSource) -> Self {
        match source {
            VariableSource::Value(text) => Self::Value(text),
            VariableSource::File(path) => Self::File(path),
        }
    }
}

fn offline() -> Diagnostic {
    Diagnostic::error("AWS is not asked").detail("With --offline, neither AWS nor what stands in for it is asked.")
}

/// What is looked at.
fn looking(live: &LiveArgs, choice: UnitChoice) -> RunSettings {
    let features = live.feature.iter().cloned().collect();
    RunSettings { choice, features, no_run: live.no_run, ..RunSettings::default() }
}

/// A folder that a variable names; relative ones do not count.
fn path(environment: &BTreeMap<String, String>, name: &str) -> Option<PathBuf> {
    environment.get(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

fn stand_in(args: &GlobalArgs, environment: &BTreeMap<String, String>) -> Result<Option<StandIn>, Problem> {
    if let Some(url) = &args.endpoint {
        return Ok(Some(StandIn::Endpoint(url.clone())));
    }
    if args.sandbox {
        return Ok(Some(StandIn::Sandbox));
    }
    let url = environment.get(ENDPOINT).filter(|url| !url.is_empty());
    let sandbox = match environment.get(SANDBOX).map_or("", String::as_str) {
        "" | "0" | "false" | "no" => false,
        "1" | "true" | "yes" => true,
        other => {
            return Err(Diagnostic::error("Environment variable not understood")
                .detail(format!("{SANDBOX} is \"{other}\"."))
                .help("set it to 1 for the local AWS in place of AWS, or unset it")
                .into());
        }
    };
    match (url, sandbox) {
        (Some(_), true) => Err(Diagnostic::error("Environment variables contradict each other")
            .detail(format!("Both {SANDBOX} and {ENDPOINT} say what to use in place of AWS."))
            .help("unset one of them")
            .into()),
        (Some(url), false) => Ok(Some(StandIn::Endpoint(url.clone()))),
        (None, true) => Ok(Some(StandIn::Sandbox)),
        (None, false) => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(endpoint: Option<&str>, sandbox: bool, variables: &[(&str, &str)]) -> Result<Option<StandIn>, String> {
        let args = GlobalArgs { endpoint: endpoint.map(str::to_owned), sandbox, ..GlobalArgs::default() };
        let environment = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        stand_in(&args, &environment).map_err(|problem| problem.0[0].summary.clone())
    }

    #[test]
    fn an_option_comes_before_a_variable() {
        let endpoint = |url: &str| Ok(Some(StandIn::Endpoint(url.to_owned())));
        assert_eq!(chosen(None, false, &[]), Ok(None));
        assert_eq!(chosen(Some("http://a"), false, &[(SANDBOX, "1")]), endpoint("http://a"));
        assert_eq!(chosen(None, true, &[(ENDPOINT, "http://b")]), Ok(Some(StandIn::Sandbox)));
        assert_eq!(chosen(None, false, &[(ENDPOINT, "http://b"), (SANDBOX, "0")]), endpoint("http://b"));
        assert_eq!(chosen(None, false, &[(ENDPOINT, ""), (SANDBOX, "1")]), Ok(Some(StandIn::Sandbox)));
        assert!(chosen(None, false, &[(SANDBOX, "perhaps")]).is_err());
        assert!(chosen(None, false, &[(ENDPOINT, "http://b"), (SANDBOX, "1")]).is_err());
    }
}
