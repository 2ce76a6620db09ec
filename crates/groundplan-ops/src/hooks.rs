//! The commands that units want to be run around a plan or an apply (`before_hook`, `after_hook`, `error_hook`).

use std::collections::BTreeSet;
use std::sync::Arc;

use groundplan_config::live::{Hook, HookTime, ProgramCall, Programs, Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};

use crate::host::SystemPrograms;
use crate::project::Project;
use crate::{Failure, Settings, document};

/// Does some work between the hooks of all units: those before it in the order of dependencies, then the work, then those after
/// it, and when something failed those for errors. What goes wrong in hooks after the work is given beside its result.
pub(crate) async fn around<T>(
    settings: &Settings,
    project: &Project,
    work: impl Future<Output = Result<T, Failure>>,
    errors_of: impl Fn(&T) -> Vec<String>,
) -> (Result<T, Failure>, Diags) {
    let units = in_order(&project.units);
    if units.iter().all(|unit| unit.hooks.is_empty()) {
        return (work.await, Diags::new());
    }
    let mut before = Diags::new();
    let mut failed: Vec<String> = Vec::new();
    for (unit, hook) in hooks(&units, |when| *when == HookTime::Before) {
        if failed.is_empty() || hook.run_on_error {
            run(settings, unit, hook, &mut before).await;
            failed.extend(texts(&before).into_iter().skip(failed.len()));
        }
    }
    let (result, mut diags) =
        if before.has_errors() { (Err(project.failure(before)), Diags::new()) } else { (work.await, before) };
    let errors = match &result {
        Ok(done) => errors_of(done),
        Err(failure) => texts(&failure.diags),
    };
    for (unit, hook) in hooks(&units, |when| *when == HookTime::After) {
        if errors.is_empty() || hook.run_on_error {
            run(settings, unit, hook, &mut diags).await;
        }
    }
    for (unit, hook) in hooks(&units, |when| matches!(when, HookTime::OnError(_))) {
        match matches(hook, &errors) {
            Ok(true) => run(settings, unit, hook, &mut diags).await,
            Ok(false) => {}
            Err(error) => diags.push(error),
        }
    }
    (result, diags)
}

fn hooks<'a>(units: &'a [&'a Arc<Unit>], when: impl Fn(&HookTime) -> bool + 'a) -> Vec<(&'a Unit, &'a Hook)> {
    let all = units.iter().flat_map(|unit| unit.hooks.iter().map(move |hook| (&***unit, hook)));
    all.filter(|(_, hook)| when(&hook.when)).collect()
}

/// The texts of errors, as patterns of error hooks see them.
fn texts(diags: &Diags) -> Vec<String> {
    let errors = diags.iter().filter(|diagnostic| diagnostic.is_error());
    errors.map(|error| format!("Error: {}\n{}", error.summary, error.detail)).collect()
}

fn matches(hook: &Hook, errors: &[String]) -> Result<bool, Diagnostic> {
    let HookTime::OnError(patterns) = &hook.when else { return Ok(false) };
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

async fn run(settings: &Settings, unit: &Unit, hook: &Hook, diags: &mut Diags) {
    let line = hook.execute.join(" ");
    if !settings.run_programs {
        diags.push(
            Diagnostic::warning("Hook not run")
                .detail(format!("With --no-run, the hook \"{}\" of {} is left out: `{line}`.", hook.name, unit.path))
                .at(hook.span),
        );
        return;
    }
    let Some((program, args)) = hook.execute.split_first() else { return };
    let (program, args, dir) = (program.clone(), args.to_vec(), hook.dir.clone());
    let wanted_by = format!("the hook \"{}\" of {}, in {}", hook.name, unit.path, hook.dir.display());
    let (events, environment) = (settings.events.clone(), settings.environment.clone());
    let ran = tokio::task::spawn_blocking(move || {
        let call = ProgramCall {
            program: &program,
            args: &args,
            dir: &dir,
            env: &environment,
            wanted_by: &wanted_by,
            quiet: false,
        };
        SystemPrograms::new(events).run(&call)
    });
    match ran.await {
        Ok(Ok(printed)) if hook.suppress_stdout || printed.trim().is_empty() => {}
        Ok(Ok(printed)) => (settings.events)(document::log(printed.trim_end().to_owned())),
        Ok(Err(why)) => diags.push(
            Diagnostic::error("Hook failed")
                .detail(format!("The hook \"{}\" of {}, `{line}`, {why}", hook.name, unit.path))
                .at(hook.span),
        ),
        // It panicked, of which the user knows already.
        Err(_) => diags.push(Diagnostic::error("Hook failed").at(hook.span)),
    }
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
