use std::path::Path;

use groundplan_diag::Diagnostic;
use groundplan_ops::demo::{accounts, left, unprotect};
use groundplan_sandbox::{Status, down, status};

use super::run::{carry_out, settings};
use super::steps::Steps;
use crate::cli::{DemoArgs, DetailArg};
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;
use crate::view::{Propose, View};

/// How many things that are left are named.
const NAMED: usize = 20;

/// `demo --destroy`: takes the example company down, and asks the local AWS whether something is left.
pub(super) async fn destroy(
    context: &Context,
    args: &DemoArgs,
    dir: &Path,
    screen: &mut Screen,
) -> Result<Exit, Problem> {
    let mut interrupts = Interrupts::listen()?;
    let mut steps = Steps::default();
    let Status::Running(running) = status(&context.sandbox()?.state_dir).await else {
        return Err(groundplan_sandbox::Error::NotRunning.into());
    };
    let company = context.within(dir.canonicalize().unwrap_or_else(|_| dir.to_owned()));
    let changed = unprotect(&company.dir)?;
    let client = running.client();
    let members = accounts(&client).await?;
    let run = settings(&running);
    let mut view = View::new(screen, false, DetailArg::default());
    view.propose = Propose::Silently;

    if changed {
        steps.begin("Production gives up its protection against deletion (destroyable in company.hcl)", view.screen);
        let exit = carry_out(&company, run.clone(), &mut view, &mut interrupts).await?;
        if exit != Exit::Ok {
            return Ok(exit);
        }
    }
    steps.begin("Everything is destroyed, in reverse order", view.screen);
    let exit = carry_out(&company, RunSettings { destroy: true, ..run }, &mut view, &mut interrupts).await?;
    if exit != Exit::Ok {
        return Ok(exit);
    }
    steps.begin("What the local AWS says is left", view.screen);
    let left = left(&client, &members).await?;
    if !left.is_empty() {
        let named = left.iter().take(NAMED).map(|(account, item)| {
            format!("\n  {account}: {} {} {} in {}", item.service, item.kind, item.id, item.region)
        });
        return Err(Diagnostic::error("Something is left")
            .detail(format!("{} things are left:{}", left.len(), named.collect::<String>()))
            .help("this is a defect of the demo; please report it")
            .into());
    }
    let took: Vec<_> = steps.finish().iter().map(|(_, took)| format!("{:.1} s", took.as_secs_f64())).collect();
    view.screen.data(&format!(
        "Nothing is left in any of {} accounts. It took {}.\n",
        members.len(),
        took.join(", ")
    ))?;
    if args.down {
        down(&context.sandbox()?.state_dir).await?;
        view.screen.talk("\nThe local AWS is stopped.\n");
    }
    Ok(Exit::Ok)
}
