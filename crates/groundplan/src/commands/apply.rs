use groundplan_diag::Diagnostic;
use groundplan_format::{ChangeCounts, Event, EventBody, EventOutput, Operation, Outputs};

use crate::cli::{ApplyArgs, RunArgs};
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;
use crate::view::{Propose, View};
use crate::worker::{Job, Outcome, work};
use crate::{json, question};

/// `apply` and `destroy`
pub(crate) async fn run(context: &Context, args: ApplyArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    if args.plan_file.is_some() && !args.run.variables.sources.is_empty() {
        return Err(Diagnostic::error("Variables of a saved plan")
            .detail("A saved plan is applied with the variables that it was made with: none can be given now.")
            .help("leave out --var and --var-file, or make another plan with them")
            .into());
    }
    let part = &args.run.part;
    let chosen = args.make.refresh_only
        || args.deleted.deleted
        || [&args.make.replace, &part.target, &part.exclude].iter().any(|list| !list.is_empty());
    if args.plan_file.is_some() && chosen {
        return Err(Diagnostic::error("Options of a saved plan")
            .detail("A saved plan is applied as it was made: --refresh-only, --replace, --target, --exclude and --deleted belong to plan.")
            .help("leave the options out, or make another plan with them")
            .into());
    }
    let ask = !args.auto_approve && args.plan_file.is_none();
    if ask {
        possible(&args.run)?;
    }
    let target = context.target().await?;
    let mut interrupts = Interrupts::listen()?;
    let mut view = View::new(screen, args.run.json, args.run.detail);
    if ask {
        view.propose = Propose::Asking;
    }
    if view.json {
        view.screen.data(&json::version())?;
    }
    let mut settings = RunSettings::new(args.run, args.make, &args.lock, args.destroy, target);
    settings.choice.deleted = args.deleted.deleted;
    settings.recreate_unanswered = args.recreate_unanswered;
    settings.plan_key_file = args.key.plan_key_file.map(|file| context.path(&file));
    let plan_file = args.plan_file.map(|file| context.path(&file));
    let job = Job { dir: context.dir.clone(), run: settings, plan_file };
    match work(&job, &mut view, &mut interrupts).await {
        Ok(outcome) => show(&outcome, &mut view, &interrupts),
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            Ok(interrupts.exit())
        }
    }
}

/// Shows how an apply ended.
pub(super) fn show(outcome: &Outcome, view: &mut View<'_>, interrupts: &Interrupts) -> Result<Exit, Problem> {
    view.tell(&outcome.diagnostics);
    let (name, operation) = if outcome.destroy { ("Destroy", Operation::Destroy) } else { ("Apply", Operation::Apply) };
    let counts = ChangeCounts {
        add: outcome.added,
        change: outcome.changed,
        remove: outcome.destroyed,
        import: outcome.imported,
        forget: outcome.forgotten,
    };
    if !outcome.approved {
        if !view.json {
            view.screen.talk(&format!("\n{name} cancelled. Nothing was changed.\n"));
        }
        return Ok(interrupts.exit());
    }
    if outcome.failed() {
        if !view.json {
            view.screen.talk(&format!(
                "{name} did not finish. Until then: {} added, {} changed, {} destroyed. The states hold what was done.\n",
                counts.add, counts.change, counts.remove
            ));
        }
        return Ok(interrupts.exit());
    }
    let none = Outputs::new();
    let outputs = outcome.outputs.values().next().filter(|_| outcome.bare && !outcome.destroy).unwrap_or(&none);
    let text = if view.json {
        let mut text = json::event(EventBody::ChangeSummary { counts, operation });
        for (unit, outputs) in &outcome.outputs {
            let unit = (!outcome.bare).then(|| unit.clone());
            text.push_str(&json::line(&Event::new(json::now(), unit, output_event(outputs))));
        }
        text
    } else {
        format!("\n{}", groundplan_render::apply_complete(counts, operation, outputs, &view.screen.look.data))
    };
    view.screen.data(&text)?;
    Ok(Exit::Ok)
}

fn output_event(outputs: &Outputs) -> EventBody {
    let event = |output: &groundplan_format::OutputValue| EventOutput {
        sensitive: output.sensitive,
        value_type: output.value_type.clone(),
        value: output.value.clone().filter(|_| !output.sensitive),
        action: None,
    };
    EventBody::Outputs(outputs.iter().map(|(name, output)| (name.clone(), event(output))).collect())
}

fn possible(run: &RunArgs) -> Result<(), Problem> {
    if run.json || !run.input {
        let option = if run.json { "--json" } else { "--input=false" };
        return Err(Diagnostic::error("Approval not possible")
            .detail(format!("With {option} nobody can be asked. Nothing was done."))
            .help("approve beforehand with `--auto-approve`, or name a saved plan")
            .into());
    }
    question::possible()
}
