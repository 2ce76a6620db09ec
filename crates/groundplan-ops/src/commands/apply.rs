use std::path::Path;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_engine::Options;
use groundplan_format::CompanyPlan;
use groundplan_state::State;

use super::left_out::unaffected;
use super::output::Outputs;
use super::run::{Started, check_units, options, start};
use super::unanswered;
use crate::approval::{Approve, Proposal};
use crate::hooks::WorkError;
use crate::moves::Transfer;
use crate::plan_file::{MadeFrom, PlanFile};
use crate::project::Project;
use crate::states::LockedStates;
use crate::{Failure, Goal, Settings, deleted, document, hooks, moves};

/// What applying came to.
#[derive(Clone, Debug)]
pub struct ApplyReport {
    /// The plan that was applied, or turned down.
    pub plan: CompanyPlan,
    /// Whether it was approved.
    pub approved: bool,
    /// Whether there was anything to do.
    pub had_changes: bool,
    /// Objects created, changed and destroyed.
    pub added: usize,
    /// Objects changed in place.
    pub changed: usize,
    /// Objects destroyed.
    pub destroyed: usize,
    /// Objects taken over.
    pub imported: usize,
    /// Objects taken out of the state and left alone.
    pub forgotten: usize,
    /// What went wrong, and warnings.
    pub diagnostics: Vec<groundplan_format::Diagnostic>,
    /// The root modules' outputs afterwards.
    pub outputs: Outputs,
    /// Whether it was of a bare root module.
    pub bare: bool,
}

impl ApplyReport {
    /// Whether something went wrong.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == groundplan_format::Severity::Error)
    }

    /// What went wrong, as hooks see it.
    fn errors(&self) -> Vec<WorkError> {
        let errors = self.diagnostics.iter().filter(|it| it.severity == groundplan_format::Severity::Error);
        let errors = errors.map(|error| WorkError::new(error.unit.as_deref(), &error.summary, &error.detail));
        let turned_down = (!self.approved).then(|| WorkError::new(None, "not approved", ""));
        errors.chain(turned_down).collect()
    }
}

/// Plans, asks for approval, applies. With a saved plan, applies exactly that plan or refuses; then nobody is asked.
///
/// # Errors
/// What keeps it from starting. What goes wrong on the way is in the report, with what was done.
pub async fn apply(
    settings: &Settings,
    saved: Option<&Path>,
    approve: &mut dyn Approve,
) -> Result<ApplyReport, Failure> {
    let saved = saved.map(|file| PlanFile::read(file, settings.plan_key.as_ref())).transpose()?;
    let mut settings = settings.clone();
    if let Some(saved) = &saved {
        saved.restore(&mut settings);
    }
    let operation = if settings.goal == Goal::Destroy { "OperationTypeDestroy" } else { "OperationTypeApply" };
    let options = options(&settings, settings.goal.into())?;
    let command = if settings.goal == Goal::Destroy { "destroy" } else { "apply" };
    let project = Project::chosen(&settings, command).await?;
    check_units(&project, &options).map_err(|error| project.failure(error))?;
    let mut locked =
        LockedStates::open(&settings, &project, operation).await.map_err(|diags| project.failure(diags))?;
    let work = run(&settings, options, &project, &mut locked, saved.as_ref(), approve);
    let (result, hooks) = hooks::around(&settings, &project, work, ApplyReport::errors).await;
    let unlocked = locked.unlock().await;
    let mut report = result?;
    report.diagnostics.extend(document::diagnostics(&hooks, &project.sources));
    report.diagnostics.extend(document::diagnostics(&unlocked, &project.sources));
    Ok(report)
}

async fn run(
    settings: &Settings,
    options: Options,
    project: &Project,
    locked: &mut LockedStates,
    saved: Option<&PlanFile>,
    approve: &mut dyn Approve,
) -> Result<ApplyReport, Failure> {
    let planned = of_units(settings, options.clone(), project, locked, saved, approve).await;
    let failure = match planned {
        Err(Stopped::Planning(failure)) if settings.keep_going && saved.is_none() => failure,
        Err(Stopped::Planning(failure) | Stopped::Otherwise(failure)) => return Err(failure),
        Ok(report) => return Ok(report),
    };
    let Some(places) = unaffected(project, &failure.diags) else { return Err(failure) };
    locked.keep(&places);
    let rest = Box::pin(run(settings, options, &project.only(&places), locked, saved, approve)).await;
    let mut report = rest.map_err(|mut rest| {
        rest.diags.extend(failure.diags.clone());
        rest
    })?;
    report.diagnostics.extend(failure.documents());
    Ok(report)
}

/// What kept units from being applied: only what came up before anything was done can be left out.
enum Stopped {
    Planning(Failure),
    Otherwise(Failure),
}

impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Otherwise(failure)
    }
}

async fn of_units(
    settings: &Settings,
    options: Options,
    project: &Project,
    locked: &LockedStates,
    saved: Option<&PlanFile>,
    approve: &mut dyn Approve,
) -> Result<ApplyReport, Stopped> {
    let lost = unanswered::lost(settings, project, locked).map_err(|diags| project.failure(diags))?;
    let mut states: Vec<State> = locked.recorders.iter().map(|recorder| recorder.current()).collect();
    if let Some(saved) = saved {
        saved.must_be_made_from(&MadeFrom::now(project, &states)).map_err(|error| project.failure(error))?;
    }
    let transfers = moves::planned(settings, project, &mut states).await?;
    let deleted = deleted::warnings(settings, project, &states).await;
    let mut started =
        start(settings, project, states.into_iter().zip(lost).collect(), saved).await.map_err(Stopped::Planning)?;
    started.warnings.extend(on_the_way(locked));
    started.warnings.extend(unanswered::warnings(settings, project, locked));
    started.warnings.extend(deleted);
    let result = plan_and_apply(options, project, (locked, &transfers), saved, approve, &started).await;
    let closed = started.end().await;
    let mut report = result?;
    report.diagnostics.extend(document::diagnostics(&closed, &project.sources));
    Ok(report)
}

async fn plan_and_apply(
    options: Options,
    project: &Project,
    (locked, transfers): (&LockedStates, &[Transfer]),
    saved: Option<&PlanFile>,
    approve: &mut dyn Approve,
    started: &Started,
) -> Result<ApplyReport, Stopped> {
    let planned = groundplan_engine::plan(started.session.clone(), options.clone()).await;
    let (plan, more) = planned.map_err(|diags| {
        let mut all = diags;
        all.extend(started.warnings.clone());
        Stopped::Planning(project.failure(all))
    })?;
    let mut diags = started.warnings.clone();
    diags.extend(more);
    let moves = transfers.iter().flat_map(|transfer| transfer.documents(project)).collect();
    let plan_document = document::company_plan(&plan, &project.units).with_moves(moves);
    if let Some(saved) = saved {
        let providers = saved.made_from.must_have_providers(&started.host.packages());
        providers.and_then(|()| saved.must_be(&plan_document)).map_err(|error| project.failure(error))?;
    }
    let warnings = document::diagnostics(&diags, &project.sources);
    let proposal = Proposal { plan: &plan_document, warnings: &warnings, bare: project.bare, destroy: plan.destroy };
    let had_changes = plan.has_changes() || plan_document.applyable;
    let approved = saved.is_some() || approve.approve(proposal).await || !had_changes;
    let mut report = ApplyReport {
        plan: plan_document,
        approved,
        had_changes,
        added: 0,
        changed: 0,
        destroyed: 0,
        imported: 0,
        forgotten: 0,
        // Nobody has seen them yet when nobody was asked.
        diagnostics: if saved.is_some() { warnings } else { Vec::new() },
        outputs: Outputs::default(),
        bare: project.bare,
    };
    if approved {
        unanswered::answer(locked, &plan).await.map_err(|diags| project.failure(diags))?;
        moves::make(locked, transfers).await.map_err(|diags| project.failure(diags))?;
        started.host.start_applying();
        let applied = groundplan_engine::apply(started.session.clone(), plan, options, locked.recorders.clone()).await;
        report.added = applied.added;
        report.changed = applied.changed;
        report.destroyed = applied.destroyed;
        report.imported = applied.imported;
        report.forgotten = applied.forgotten;
        report.diagnostics.extend(document::diagnostics(&applied.diags, &project.sources));
    }
    let states = locked.recorders.iter().map(|recorder| recorder.current());
    report.outputs = Outputs::of(project, states);
    Ok(report)
}

/// What was made, and taken over from killed runs, on the way to the states.
fn on_the_way(locked: &LockedStates) -> Diags {
    let notes = locked.notes.iter();
    notes.map(|note| Diagnostic::warning("Before the work").detail(format!("This run {note}."))).collect()
}
