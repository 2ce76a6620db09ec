use std::path::Path;

use groundplan_config::files::Glob;
use groundplan_engine::Options;
use groundplan_format::{CompanyPlan, Diagnostic};
use groundplan_state::State;

use super::left_out::{only, unaffected};
use super::run::{Lost, check_units, options, start};
use crate::plan_file::{MadeFrom, PlanFile};
use crate::project::Project;
use crate::states::ReadStates;
use crate::{Failure, Settings, UnitChoice, deleted, document, hooks, moves};

/// What planning came to.
#[derive(Clone, Debug)]
pub struct PlanReport {
    /// The plan.
    pub plan: CompanyPlan,
    /// Warnings, and with `keep_going` errors of units that are not part of the plan.
    pub warnings: Vec<Diagnostic>,
    /// Whether it is of a bare root module.
    pub bare: bool,
}

/// Plans a root module or a live repository. Locks the states meanwhile, and writes none; with `out`, writes the plan to that file.
///
/// # Errors
/// All that is wrong with configuration, states and providers.
pub async fn plan(settings: &Settings, out: Option<&Path>) -> Result<PlanReport, Failure> {
    let options = options(settings, settings.goal.into())?;
    let project = Project::chosen(settings, "plan").await?;
    check_units(&project, &options).map_err(|error| project.failure(error))?;
    let work = locked(settings, options, &project, out);
    let (planned, hooks) = hooks::around(settings, &project, work, |_| Vec::new()).await;
    let mut report = planned?;
    if hooks.has_errors() {
        return Err(project.failure(hooks));
    }
    report.warnings.extend(document::diagnostics(&hooks, &project.sources));
    Ok(report)
}

/// Plans while the states are locked.
async fn locked(
    settings: &Settings,
    options: Options,
    project: &Project,
    out: Option<&Path>,
) -> Result<PlanReport, Failure> {
    if settings.offline {
        return planned(settings, options, project, vec![State::default(); project.units.len()], out).await;
    }
    let read = ReadStates::open(settings, project, "OperationTypePlan").await;
    let mut read = read.map_err(|diags| project.failure(diags))?;
    let result = planned(settings, options, project, std::mem::take(&mut read.states), out).await;
    let unlocked = read.release().await;
    let mut report = result?;
    report.warnings.extend(document::diagnostics(&unlocked, &project.sources));
    Ok(report)
}

async fn planned(
    settings: &Settings,
    options: Options,
    project: &Project,
    states: Vec<State>,
    out: Option<&Path>,
) -> Result<PlanReport, Failure> {
    match of_units(settings, options.clone(), project, states.clone(), out).await {
        Err(failure) if settings.keep_going => match unaffected(project, &failure.diags) {
            Some(places) => {
                let project = project.only(&places);
                // What is saved is a plan of these units.
                let units = project.units.iter().map(|unit| Glob::quoted(&unit.path.0)).collect();
                let choice = UnitChoice { units, ..settings.choice.clone() };
                let settings = Settings { choice, ..settings.clone() };
                let rest = Box::pin(planned(&settings, options, &project, only(states, &places), out)).await;
                let mut report = rest.map_err(|mut rest| {
                    rest.diags.extend(failure.diags.clone());
                    rest
                })?;
                report.warnings.extend(failure.documents());
                Ok(report)
            }
            None => Err(failure),
        },
        result => result,
    }
}

async fn of_units(
    settings: &Settings,
    options: Options,
    project: &Project,
    mut states: Vec<State>,
    out: Option<&Path>,
) -> Result<PlanReport, Failure> {
    let made_from = MadeFrom::now(project, &states);
    let (mut transfers, mut deleted) = Default::default();
    if !settings.offline {
        transfers = moves::planned(settings, project, &mut states).await?;
        deleted = deleted::warnings(settings, project, &states).await;
    }
    let started =
        start(settings, project, states.into_iter().map(|state| (state, Lost::new())).collect(), None).await?;
    let planned = groundplan_engine::plan(started.session.clone(), options).await;
    let closed = started.end().await;
    let (plan, more) = planned.map_err(|diags| {
        let mut all = diags;
        all.extend(started.warnings.clone());
        project.failure(all)
    })?;
    let mut warnings = started.warnings;
    warnings.extend(more);
    warnings.extend(deleted);
    warnings.extend(closed);
    let moves = transfers.iter().flat_map(|transfer| transfer.documents(project)).collect();
    let document = document::company_plan(&plan, &project.units).with_moves(moves);
    if let Some(out) = out {
        let made_from = made_from.with_providers(started.host.packages());
        let file = PlanFile::new(document.clone(), made_from, project.bare, settings);
        file.write(out, settings.plan_key.as_ref())?;
    }
    Ok(PlanReport { plan: document, warnings: document::diagnostics(&warnings, &project.sources), bare: project.bare })
}
