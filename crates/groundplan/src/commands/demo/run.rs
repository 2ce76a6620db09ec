use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use groundplan_diag::Diagnostic;
use groundplan_format::CompanyPlan;
use groundplan_ops::demo::{Folder, Standing, prepare, set_states_aside, standing, survey};
use groundplan_sandbox::{Running, down, reset, up};

use super::super::{apply, plan, sandbox};
use super::destroy::destroy;
use super::steps::Steps;
use super::summary::{Summary, next};
use crate::attend::attend;
use crate::cli::{DemoArgs, DetailArg};
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings, Target};
use crate::terminal::Screen;
use crate::view::{Propose, View};
use crate::worker::{Job, work};

/// `demo`
pub(crate) async fn run(context: &Context, args: &DemoArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let dir = context.path(&args.dir);
    if args.destroy {
        return destroy(context, args, &dir, screen).await;
    }
    let mut interrupts = Interrupts::listen()?;
    let mut steps = Steps::default();

    steps.begin("An example company", screen);
    let company = write(context, &dir, screen)?;

    steps.begin("A local AWS", screen);
    let Some(running) = local_aws(context, screen, &mut interrupts).await? else { return Ok(Exit::Interrupted) };
    let settings = settings(&running);
    let mut view = View::new(screen, false, DetailArg::default());
    bring_together(&company, &settings, &running, &mut view, &mut interrupts).await?;

    steps.begin("The plan: every account, one diff", view.screen);
    let before = match plan::planned(&company, &settings, None, &mut view, &mut interrupts).await {
        Ok(report) => {
            view.tell(&report.warnings);
            report.plan
        }
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            return Ok(interrupts.exit());
        }
    };
    view.plan(&before, false)?;

    steps.begin("The apply", view.screen);
    view.propose = Propose::Silently;
    let exit = carry_out(&company, settings.clone(), &mut view, &mut interrupts).await?;
    if exit != Exit::Ok {
        return Ok(exit);
    }

    steps.begin("A second plan, which must find nothing to do", view.screen);
    let after = plan::planned(&company, &settings, None, &mut view, &mut interrupts).await?.plan;
    view.plan(&after, false)?;
    settled(&after)?;

    steps.begin("What there is now", view.screen);
    let found = survey(&company.look()?, &running.client(), &regions(&after)).await?;
    let summary = Summary { survey: &found, steps: steps.finish() };
    view.screen.data(&summary.text())?;
    if args.down {
        down(&context.sandbox()?.state_dir).await?;
        view.screen.talk("\nThe local AWS is stopped.\n");
    } else {
        view.screen.talk(&next(&args.dir, context));
    }
    Ok(Exit::Ok)
}

/// How the demo runs.
pub(super) fn settings(running: &Running) -> RunSettings {
    RunSettings {
        refresh: true,
        target: Some(Target::sandbox(running)),
        lock_timeout: Some(Duration::from_secs(600)),
        ..RunSettings::default()
    }
}

/// Applies or destroys, and shows how that ended.
pub(super) async fn carry_out(
    company: &Context,
    run: RunSettings,
    view: &mut View<'_>,
    interrupts: &mut Interrupts,
) -> Result<Exit, Problem> {
    let job = Job { dir: company.dir.clone(), run, plan_file: None };
    match work(&job, view, interrupts).await {
        Ok(outcome) => apply::show(&outcome, view, interrupts),
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            Ok(interrupts.exit())
        }
    }
}

/// Starts the local AWS. None when the user does not want to wait for it.
pub(super) async fn local_aws(
    context: &Context,
    screen: &mut Screen,
    interrupts: &mut Interrupts,
) -> Result<Option<Running>, Problem> {
    let settings = context.sandbox()?;
    let mut show = |progress| sandbox::show(&progress, screen);
    let started = tokio::select! {
        started = up(&settings, &mut show) => Some(started?),
        _ = interrupts.next() => None,
    };
    screen.live(None);
    if let Some(running) = &started {
        screen.talk(&format!("It answers at {}.\n", running.endpoint));
    }
    Ok(started)
}

/// Writes the company, or finds it.
fn write(context: &Context, dir: &Path, screen: &mut Screen) -> Result<Context, Problem> {
    let folder = prepare(dir)?;
    let company = context.within(dir.canonicalize().unwrap_or_else(|_| dir.to_owned()));
    screen.talk(&match folder {
        Folder::Written => format!("Written to {}: a live repository and the catalog it uses.\n", dir.display()),
        Folder::Continued => format!("Going on with {}, which an earlier demo wrote.\n", dir.display()),
    });
    Ok(company)
}

/// Makes sure that the company's states and the local AWS are about the same.
async fn bring_together(
    company: &Context,
    settings: &RunSettings,
    running: &Running,
    view: &mut View<'_>,
    interrupts: &mut Interrupts,
) -> Result<(), Problem> {
    let compare = |settings| {
        let client = running.client();
        async move { standing(&settings, &client).await }
    };
    let mut now = attend(company, settings, view, interrupts, compare).await?;
    if now == Standing::Stale {
        let aside = set_states_aside(&company.dir)?;
        view.screen.talk(&format!(
            "The local AWS that its states are about is gone. They are in {} now; the company starts anew.\n",
            aside.display()
        ));
        now = attend(company, settings, view, interrupts, compare).await?;
    }
    if now == Standing::OtherDemo {
        reset(&running.state_dir).await?;
        view.screen.talk("The local AWS held the company of an earlier demo in another folder; it is empty again.\n");
    }
    Ok(())
}

/// Makes sure that nothing is left to do.
fn settled(plan: &CompanyPlan) -> Result<(), Diagnostic> {
    if plan.applyable || !plan.summary.is_empty() {
        return Err(Diagnostic::error("Second plan is not empty")
            .detail("After the apply the plan must find nothing to do, but it does: see above.")
            .help("this is a defect of the demo; please report the plan above"));
    }
    Ok(())
}

fn regions(plan: &CompanyPlan) -> BTreeSet<String> {
    plan.units.values().filter_map(|unit| unit.region.clone()).collect()
}
