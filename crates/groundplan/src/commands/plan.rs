use std::path::Path;

use groundplan_ops::PlanReport;

use crate::attend::attend;
use crate::cli::PlanArgs;
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;
use crate::view::View;
use crate::{invocation, json};

/// `plan`
pub(crate) async fn run(context: &Context, args: PlanArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let target = if args.offline { None } else { context.target().await? };
    let mut settings = RunSettings::new(args.run.clone(), args.make.clone(), &args.lock, args.destroy, target);
    settings.offline = args.offline;
    settings.choice.deleted = args.deleted.deleted;
    // What a part of the company gets from the rest is in no state that could be read.
    settings.choice.with_dependencies |= args.offline;
    settings.plan_key_file = args.key.plan_key_file.as_ref().map(|file| context.path(file));
    let out = args.out.as_ref().map(|out| context.path(out));
    let mut interrupts = Interrupts::listen()?;
    let mut view = View::new(screen, args.run.json, args.run.detail);
    if view.json {
        view.screen.data(&json::version())?;
    }
    let report = match planned(context, &settings, out.as_deref(), &mut view, &mut interrupts).await {
        Ok(report) => report,
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            return Ok(interrupts.exit());
        }
    };
    view.plan(&report.plan, report.bare)?;
    view.tell(&report.warnings);
    if let (Some(out), false) = (&args.out, view.json) {
        let words = context.repeated_options().into_iter().chain(["apply".to_owned(), out.display().to_string()]);
        let command = invocation::command(words);
        view.screen.talk(&format!("\nSaved as {}. To do exactly this:\n    {command}\n", out.display()));
    }
    if report.warnings.iter().any(|told| told.severity == groundplan_format::Severity::Error) {
        return Ok(Exit::Error);
    }
    Ok(if args.detailed_exitcode && report.plan.applyable { Exit::Changes } else { Exit::Ok })
}

/// Plans, and shows how it goes on.
pub(super) async fn planned(
    context: &Context,
    run: &RunSettings,
    out: Option<&Path>,
    view: &mut View<'_>,
    interrupts: &mut Interrupts,
) -> Result<PlanReport, Problem> {
    let out = out.map(Path::to_owned);
    let plan = |settings| async move { groundplan_ops::plan(&settings, out.as_deref()).await };
    attend(context, run, view, interrupts, plan).await
}
