//! What was changed outside: objects that are no longer as the states have them.

mod ignore;
mod paths;

use std::path::PathBuf;

use groundplan_diag::Diagnostic;
use groundplan_format::{CompanyPlan, Configuration, StateValues};

use super::plan::{PlanReport, plan};
use crate::{Failure, Goal, Settings};
use ignore::Ignore;

/// The file beside a root module or at the root of a live repository that lists what is not drift.
const IGNORE_FILE: &str = ".driftignore";

/// Looks for objects that were changed outside. Takes no lock and writes no state.
///
/// `ignore` holds patterns in the form of [`DRIFT_IGNORE`](self) beside those of the file `.driftignore`: a unit's path and
/// `//`, which may be left out, an address, and a path of attributes; `*` stands for anything.
///
/// # Errors
/// All that is wrong with configuration, states, providers and patterns.
pub async fn drift(settings: &Settings, ignore: &[String]) -> Result<PlanReport, Failure> {
    let mut ignored = Ignore::default();
    ignored.add_file(&ignore_file(settings)).map_err(Failure::from)?;
    for pattern in ignore {
        ignored.add(pattern).map_err(|why| Failure::from(invalid(pattern, "given with --ignore", &why)))?;
    }
    let settings = Settings { goal: Goal::Refresh, refresh: true, lock: false, ..settings.clone() };
    let mut report = plan(&settings, None).await?;
    for (path, unit) in &mut report.plan.units {
        let unit_path = (!report.bare).then_some(path.as_str());
        unit.plan.resource_drift.retain_mut(|object| !ignored.takes_away(unit_path, object));
        // What outputs would become follows from the objects; it is no drift of its own.
        unit.plan.output_changes.clear();
        // Nor is what was given for variables, what the state holds and what is written.
        unit.plan.variables.clear();
        unit.plan.planned_values = StateValues::default();
        unit.plan.prior_state = None;
        unit.plan.configuration = Configuration::default();
        unit.plan.applyable = !unit.plan.resource_drift.is_empty();
    }
    let accounts = std::mem::take(&mut report.plan.accounts);
    let units = std::mem::take(&mut report.plan.units);
    let found = CompanyPlan::new(accounts, units);
    report.plan = CompanyPlan {
        groundplan_version: std::mem::take(&mut report.plan.groundplan_version),
        timestamp: std::mem::take(&mut report.plan.timestamp),
        ..found
    };
    Ok(report)
}

fn ignore_file(settings: &Settings) -> PathBuf {
    crate::project::root_of(&settings.dir).join(IGNORE_FILE)
}

fn invalid(pattern: &str, place: &str, why: &str) -> Diagnostic {
    Diagnostic::error("Invalid pattern of what is not drift")
        .detail(format!("The pattern \"{pattern}\", {place}, cannot be used: {why}."))
        .help("write [UNIT//]ADDRESS[.ATTRIBUTE], with * for anything: aws_autoscaling_group.*.desired_capacity")
}
