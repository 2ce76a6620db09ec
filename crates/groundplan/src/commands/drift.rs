use groundplan_format::CompanyPlan;

use crate::attend::attend;
use crate::cli::DriftArgs;
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::json;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;
use crate::view::View;

/// `drift`
pub(crate) async fn run(context: &Context, args: DriftArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = RunSettings {
        variables: args.variables.sources.into_iter().map(Into::into).collect(),
        targets: args.part.target,
        excludes: args.part.exclude,
        parallelism: args.parallelism,
        target: context.target().await?,
        choice: args.units.choice(),
        features: args.units.live.feature.into_iter().collect(),
        no_run: args.units.live.no_run,
        ..RunSettings::default()
    };
    let mut interrupts = Interrupts::listen()?;
    let mut view = View::new(screen, false, args.detail);
    let ignore = args.ignore;
    let look = |settings| async move { groundplan_ops::drift(&settings, &ignore).await };
    let mut report = match attend(context, &settings, &mut view, &mut interrupts, look).await {
        Ok(report) => report,
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            return Ok(interrupts.exit());
        }
    };
    let has_drifted = report.plan.units.values().any(|unit| !unit.plan.resource_drift.is_empty());
    if args.json {
        let drifted = report.plan.units.values_mut().flat_map(|unit| &mut unit.plan.resource_drift);
        drifted.for_each(|object| object.change.hide_sensitive());
        view.screen.data(&json::line(&report.plan))?;
    } else if has_drifted {
        view.plan(&report.plan, report.bare)?;
    }
    view.tell(&report.warnings);
    view.screen.talk(&summary(&report.plan, report.bare));
    Ok(if has_drifted { Exit::Drift } else { Exit::Ok })
}

fn summary(plan: &CompanyPlan, bare: bool) -> String {
    let drifted: Vec<usize> = plan.units.values().map(|unit| unit.plan.resource_drift.len()).collect();
    let objects: usize = drifted.iter().sum();
    if objects == 0 {
        return "Nothing has drifted: all objects are as the states have them.\n".to_owned();
    }
    let units = drifted.iter().filter(|count| **count > 0).count();
    let (objects, has) =
        if objects == 1 { ("1 object".to_owned(), "has") } else { (format!("{objects} objects"), "have") };
    let place = if bare { String::new() } else { format!(" in {units} unit{}", if units == 1 { "" } else { "s" }) };
    format!(
        "{objects}{place} {has} drifted. `groundplan apply` makes them as configuration says; `groundplan apply \
         --refresh-only` takes notice of how they are.\n"
    )
}
