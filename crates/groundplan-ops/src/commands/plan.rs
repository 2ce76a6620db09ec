use std::path::Path;

use groundplan_engine::Options;
use groundplan_format::{CompanyPlan, Diagnostic};

use super::run::{check_units, options, start};
use crate::plan_file::PlanFile;
use crate::project::Project;
use crate::{Failure, Settings, document, hooks, states};

/// What planning came to.
#[derive(Clone, Debug)]
pub struct PlanReport {
    /// The plan.
    pub plan: CompanyPlan,
    /// Warnings.
    pub warnings: Vec<Diagnostic>,
    /// Whether it is of a bare root module.
    pub bare: bool,
}

/// Plans a root module or a live repository. Takes no lock and writes no state; with `out`, writes the plan to that file.
///
/// # Errors
/// All that is wrong with configuration, states and providers.
pub async fn plan(settings: &Settings, out: Option<&Path>) -> Result<PlanReport, Failure> {
    let options = options(settings, settings.goal.into())?;
    let project = Project::load(settings, "plan")?;
    check_units(&project, &options).map_err(|error| project.failure(error))?;
    let work = planned(settings, options, &project, out);
    let (planned, hooks) = hooks::around(settings, &project, work, |_| Vec::new()).await;
    let mut report = planned?;
    if hooks.has_errors() {
        return Err(project.failure(hooks));
    }
    report.warnings.extend(document::diagnostics(&hooks, &project.sources));
    Ok(report)
}

async fn planned(
    settings: &Settings,
    options: Options,
    project: &Project,
    out: Option<&Path>,
) -> Result<PlanReport, Failure> {
    let states = states::read_all(settings, project).await.map_err(|diags| project.failure(diags))?;
    let started = start(settings, project, states, None).await?;
    let planned = groundplan_engine::plan(started.session.clone(), options).await;
    let closed = started.end().await;
    let (plan, more) = planned.map_err(|diags| {
        let mut all = diags;
        all.extend(started.warnings.clone());
        project.failure(all)
    })?;
    let mut warnings = started.warnings;
    warnings.extend(more);
    warnings.extend(closed);
    let document = document::company_plan(&plan, &project.units);
    if let Some(out) = out {
        PlanFile::new(document.clone(), project.bare, settings).write(out)?;
    }
    Ok(PlanReport { plan: document, warnings: document::diagnostics(&warnings, &project.sources), bare: project.bare })
}
