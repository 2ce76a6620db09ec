use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::InstanceAddr;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_engine::{Given, Options, Session};
use groundplan_plugin::install::{InstallSettings, Installer};
use groundplan_state::State;

use crate::host::{EngineHost, HostSettings, provider_log};
use crate::located::{check_unit, instance, target};
use crate::plan_file::PlanFile;
use crate::project::Project;
use crate::{Failure, Goal, Settings, states, variables};

/// What a command runs with: the host, the session, and warnings so far.
pub(super) struct Started {
    pub(super) host: Arc<EngineHost>,
    pub(super) session: Arc<Session>,
    pub(super) warnings: Diags,
}

impl Started {
    /// Closes what providers still hold open, and ends their processes. Gives what they have to say.
    pub(super) async fn end(&self) -> Diags {
        let diags = self.session.close().await;
        self.host.end().await;
        diags
    }
}

/// Objects that killed runs may have created, with the ids under which they would be imported.
pub(super) type Lost = BTreeMap<InstanceAddr, String>;

/// Makes the host and links the units. With a saved plan, its input variables come before what is given now.
pub(super) async fn start(
    settings: &Settings,
    project: &Project,
    states: Vec<(State, Lost)>,
    saved: Option<&PlanFile>,
) -> Result<Started, Failure> {
    let outside = states::outputs_of(settings, &project.outside).await.map_err(|diags| project.failure(diags))?;
    let (install, mut warnings) = InstallSettings::from_env(&settings.dir, &settings.cache_dir);
    if warnings.has_errors() {
        return Err(project.failure(warnings));
    }
    warnings.extend(project.warnings.iter().cloned());
    let log = provider_log(&settings.environment, &settings.dir).map_err(|error| project.failure(error))?;
    if let Some(file) = log.as_ref().and_then(|log| log.unnamed.as_ref()) {
        warnings.push(
            Diagnostic::warning("Providers log to a file")
                .detail(format!("What providers log is added to {}. It may hold secrets.", file.display()))
                .help("name another file in TF_LOG_PATH, or unset TF_LOG_PROVIDER and TF_LOG"),
        );
    }
    let host = Arc::new(EngineHost::new(HostSettings {
        installer: Installer::new(install),
        schema_cache: &settings.cache_dir.join("schemas"),
        temp_dir: &settings.temp_dir,
        environment: &settings.environment,
        overlay: settings.overlay.clone(),
        offline: settings.offline,
        events: settings.events.clone(),
        stop: settings.stop.clone(),
        connections: settings.stores.connections(settings.overlay.as_ref()).clone(),
        providers: provider_processes(settings).map_err(|error| project.failure(error))?,
        log,
        base: &settings.dir,
    }));
    host.watch_for_cancel();
    let mut units = Vec::with_capacity(project.units.len());
    for (unit, (state, lost)) in project.units.iter().zip(states) {
        let given = if project.bare {
            let (values, more) = variables::given(settings, unit, &project.sources)?;
            warnings.extend(more);
            values.into_iter().chain(saved.iter().flat_map(|saved| saved.variables(&unit.path))).collect()
        } else {
            BTreeMap::default()
        };
        units.push((unit.clone(), Given { variables: given, state, lost }));
    }
    let session = Session::new(units, outside, host.clone(), &settings.dir).map_err(|diags| project.failure(diags))?;
    Ok(Started { host, session: Arc::new(session), warnings })
}

/// The environment variable that says how many provider processes may run at a time.
const PROVIDER_PROCESSES: &str = "GROUNDPLAN_PROVIDER_PROCESSES";

fn provider_processes(settings: &Settings) -> Result<Option<usize>, Diagnostic> {
    let Some(text) = settings.environment.get(PROVIDER_PROCESSES) else { return Ok(None) };
    match text.parse() {
        Ok(number) if number > 0 => Ok(Some(number)),
        _ => Err(Diagnostic::error("Invalid number of provider processes")
            .detail(format!("The environment variable {PROVIDER_PROCESSES} is \"{text}\"."))
            .help("set it to a whole number of 1 or more, or take it out to have it follow from the free memory")),
    }
}

/// The engine's options for a command.
///
/// # Errors
/// When something that is to be replaced, targeted or excluded is no address.
pub(super) fn options(settings: &Settings, goal: groundplan_engine::Goal) -> Result<Options, Diagnostic> {
    let targets = |texts: &[String]| texts.iter().map(|text| target(text)).collect::<Result<Vec<_>, _>>();
    Ok(Options {
        goal,
        refresh: settings.refresh,
        parallelism: settings.parallelism,
        replace: settings.replace.iter().map(|text| instance(text)).collect::<Result<_, _>>()?,
        targets: targets(&settings.targets)?,
        excludes: targets(&settings.excludes)?,
        imports: Vec::new(),
    })
}

/// Says when an option names a unit that is not there.
pub(super) fn check_units(project: &Project, options: &Options) -> Result<(), Diagnostic> {
    let units = || project.units.iter().map(|unit| &**unit);
    options.replace.iter().try_for_each(|it| check_unit(it, units()))?;
    options.targets.iter().chain(&options.excludes).try_for_each(|it| check_unit(it, units()))
}

impl From<Goal> for groundplan_engine::Goal {
    fn from(goal: Goal) -> Self {
        match goal {
            Goal::Converge => Self::Converge,
            Goal::Destroy => Self::Destroy,
            Goal::Refresh => Self::Refresh,
        }
    }
}
