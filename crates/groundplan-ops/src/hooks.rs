//! The commands that units want to be run around a plan or an apply (`before_hook`, `after_hook`, `error_hook`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use groundplan_config::live::{Hook, HookTime, ProgramCall, Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};

use crate::host::{keys, program_environment, run_program};
use crate::project::Project;
use crate::{Failure, Settings, document};

/// What went wrong in the work.
pub(crate) struct WorkError {
    /// The unit that it is about, if it is about one.
    pub(crate) unit: Option<UnitPath>,
    /// The text that patterns of error hooks are held against.
    pub(crate) text: String,
}

impl WorkError {
    pub(crate) fn new(unit: Option<&str>, summary: &str, detail: &str) -> Self {
        Self { unit: unit.map(|unit| UnitPath(unit.into())), text: format!("Error: {summary}\n{detail}") }
    }

    fn of(diags: &Diags) -> Vec<Self> {
        let errors = diags.iter().filter(|diagnostic| diagnostic.is_error());
        errors.map(|error| Self::new(error.unit.as_deref(), &error.summary, &error.detail)).collect()
    }
}

/// Does some work between the hooks of all units: those before it in the order of dependencies, then the work, then those after
/// it, and when something failed those for errors. An error that is about one unit concerns its hooks and, as they were not
/// done, those of units that depend on it. What goes wrong in hooks after the work is given beside its result.
pub(crate) async fn around<T>(
    settings: &Settings,
    project: &Project,
    work: impl Future<Output = Result<T, Failure>>,
    errors_of: impl Fn(&T) -> Vec<WorkError>,
) -> (Result<T, Failure>, Diags) {
    let units = in_order(&project.units);
    if units.iter().all(|unit| unit.hooks.is_empty()) {
        return (work.await, Diags::new());
    }
    let mut before = Diags::new();
    let mut errors: Vec<WorkError> = Vec::new();
    for (unit, hook) in hooks(&units, |when| *when == HookTime::Before) {
        let failed_here = || errors.iter().any(|error| error.unit.as_ref() == Some(&unit.path));
        if errors.is_empty() || (hook.run_on_error && failed_here()) {
            errors.extend(told(run(settings, unit, hook).await, unit, &mut before));
        }
    }
    let (result, mut diags) = if before.has_errors() {
        (Err(project.failure(before)), Diags::new())
    } else {
        let result = work.await;
        errors = match &result {
            Ok(done) => errors_of(done),
            Err(failure) => WorkError::of(&failure.diags),
        };
        (result, before)
    };
    let mut failed = not_done(project, result.is_err(), &errors);
    for (unit, hook) in hooks(&units, |when| *when == HookTime::After) {
        if (!failed.contains(&unit.path) || hook.run_on_error)
            && let Some(error) = told(run(settings, unit, hook).await, unit, &mut diags)
        {
            failed.insert(unit.path.clone());
            errors.push(error);
        }
    }
    for (unit, hook) in hooks(&units, |when| matches!(when, HookTime::OnError(_))) {
        match matches(hook, errors.iter().filter(|error| error.unit.as_ref().is_none_or(|it| *it == unit.path))) {
            Ok(true) => drop(told(run(settings, unit, hook).await, unit, &mut diags)),
            Ok(false) => {}
            Err(error) => diags.push(error),
        }
    }
    (result, diags)
}

/// The units that were not done, or not to the end.
fn not_done(project: &Project, nothing: bool, errors: &[WorkError]) -> BTreeSet<UnitPath> {
    if nothing || errors.iter().any(|error| error.unit.is_none()) {
        return project.units.iter().map(|unit| unit.path.clone()).collect();
    }
    project.with_dependents(errors.iter().filter_map(|error| error.unit.clone()).collect())
}

fn hooks<'a>(units: &'a [&'a Arc<Unit>], when: impl Fn(&HookTime) -> bool + 'a) -> Vec<(&'a Unit, &'a Hook)> {
    let all = units.iter().flat_map(|unit| unit.hooks.iter().map(move |hook| (&***unit, hook)));
    all.filter(|(_, hook)| when(&hook.when)).collect()
}

fn matches<'a>(hook: &Hook, errors: impl Iterator<Item = &'a WorkError>) -> Result<bool, Diagnostic> {
    let HookTime::OnError(patterns) = &hook.when else { return Ok(false) };
    let errors: Vec<&str> = errors.map(|error| &*error.text).collect();
    for pattern in patterns {
        let regex = regex::Regex::new(pattern).map_err(|error| {
            Diagnostic::error("Invalid regular expression")
                .detail(format!("The pattern \"{pattern}\" of the hook \"{}\" cannot be read: {error}.", hook.name))
                .at(hook.span)
        })?;
        if errors.iter().any(|error| regex.is_match(error)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Adds what a hook came to to the messages; an error is given as one of its unit, too.
fn told(ran: Result<(), Diagnostic>, unit: &Unit, diags: &mut Diags) -> Option<WorkError> {
    let message = ran.err()?;
    let error = message.is_error().then(|| WorkError::new(Some(&unit.path.0), &message.summary, &message.detail));
    diags.push(message);
    error
}

/// Runs a hook.
///
/// # Errors
/// That it failed, or a warning that it was not run.
async fn run(settings: &Settings, unit: &Unit, hook: &Hook) -> Result<(), Diagnostic> {
    let line = hook.execute.join(" ");
    // A hook may ask AWS, and gets the credentials of the unit's role for it.
    let forbidden = if settings.offline { Some("--offline") } else { (!settings.run_programs).then_some("--no-run") };
    if let Some(flag) = forbidden {
        return Err(Diagnostic::warning("Hook not run")
            .detail(format!("With {flag}, the hook \"{}\" of {} is left out: `{line}`.", hook.name, unit.path))
            .at(hook.span));
    }
    let Some((program, args)) = hook.execute.split_first() else { return Ok(()) };
    let (program, args, dir) = (program.clone(), args.to_vec(), hook.dir.clone());
    let wanted_by = format!("the hook \"{}\" of {}, in {}", hook.name, unit.path, hook.dir.display());
    let (events, environment) = (settings.events.clone(), environment(settings, unit, hook).await?);
    let ran = tokio::task::spawn_blocking(move || {
        let call = ProgramCall {
            program: &program,
            args: &args,
            dir: &dir,
            env: &environment,
            wanted_by: &wanted_by,
            quiet: false,
        };
        run_program(&call, &events)
    });
    let failed = || Diagnostic::error("Hook failed").at(hook.span);
    // One that panicked has told the user already.
    let printed = ran
        .await
        .map_err(|_| failed())?
        .map_err(|why| failed().detail(format!("The hook \"{}\" of {}, `{line}`, {why}", hook.name, unit.path)))?;
    let stdout = if hook.suppress_stdout { Vec::new() } else { printed.stdout };
    for stream in [stdout, printed.stderr] {
        for line in String::from_utf8_lossy(&stream).trim_end().lines() {
            (settings.events)(document::log(line.to_owned()));
        }
    }
    Ok(())
}

/// The environment of a hook: as Terragrunt gives it, with the credentials of the unit's role.
async fn environment(settings: &Settings, unit: &Unit, hook: &Hook) -> Result<BTreeMap<String, String>, Diagnostic> {
    let mut environment = program_environment(&settings.environment, settings.overlay.as_ref());
    environment.extend(hook.environment.clone());
    if let Some(role) = unit.role() {
        let keys = keys(role, settings.stores.connections(settings.overlay.as_ref())).await?;
        environment.extend(keys.environment().map(|(name, value)| (name.to_owned(), value.to_owned())));
    }
    Ok(environment)
}

/// The units, each after those that it depends on. Circles have been refused before.
fn in_order(units: &[Arc<Unit>]) -> Vec<&Arc<Unit>> {
    let mut done: BTreeSet<&UnitPath> = BTreeSet::new();
    let mut ordered = Vec::with_capacity(units.len());
    let waits: Vec<_> = units.iter().map(|unit| unit.waits_for()).collect();
    let known: BTreeSet<&UnitPath> = units.iter().map(|unit| &unit.path).collect();
    while ordered.len() < units.len() {
        let before = ordered.len();
        for (unit, waits) in units.iter().zip(&waits) {
            let ready = waits.keys().all(|path| !known.contains(path) || done.contains(path));
            if ready && done.insert(&unit.path) {
                ordered.push(unit);
            }
        }
        if ordered.len() == before {
            break;
        }
    }
    ordered
}
