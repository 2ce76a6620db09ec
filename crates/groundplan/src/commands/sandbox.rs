use groundplan_diag::Diagnostic;
use groundplan_sandbox::{Port, Progress, Running, Status, down, gateway_process, reset, status, up};

use crate::cli::{SandboxCommand, UpArgs};
use crate::exit::Exit;
use crate::invocation;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `sandbox …`
pub(crate) async fn run(context: &Context, command: SandboxCommand, screen: &mut Screen) -> Result<Exit, Problem> {
    let state_dir = context.sandbox()?.state_dir;
    match command {
        SandboxCommand::Up(args) => {
            let running = start(context, args, screen).await?;
            screen.data(&described(&running))?;
            let example = invocation::command(["plan".to_owned(), "--sandbox".to_owned()]);
            screen.talk(&format!("\nUse it in place of AWS with --sandbox, or GROUNDPLAN_SANDBOX=1:\n    {example}\n"));
        }
        SandboxCommand::Down => {
            let was_there = down(&state_dir).await?;
            screen.talk(if was_there { "The local AWS is stopped.\n" } else { "No local AWS was running.\n" });
        }
        SandboxCommand::Reset => {
            let running = reset(&state_dir).await?;
            screen.talk(&format!("The local AWS at {} is empty again.\n", running.endpoint));
        }
        SandboxCommand::Status => match status(&state_dir).await {
            Status::Running(running) => screen.data(&described(&running))?,
            Status::Stopped => {
                screen.data("The local AWS is not running.\n")?;
                return Ok(Exit::Error);
            }
            Status::Dead { reason } => {
                return Err(Diagnostic::error("Local AWS not usable")
                    .detail(format!("It was started, but {reason}."))
                    .help("start it anew with `groundplan sandbox up`")
                    .into());
            }
        },
        SandboxCommand::ServeGateway => gateway_process().await?,
    }
    Ok(Exit::Ok)
}

async fn start(context: &Context, args: UpArgs, screen: &mut Screen) -> Result<Running, Problem> {
    let mut settings = context.sandbox()?;
    settings.python = args.python.map(|python| context.path(&python));
    settings.port = args.port.map_or(Port::Any, Port::Fixed);
    let result = up(&settings, &mut |progress| show(&progress, screen)).await;
    screen.live(None);
    Ok(result?)
}

/// Shows a step of starting: what is told again and again as the live line.
pub(super) fn show(progress: &Progress, screen: &mut Screen) {
    if matches!(progress, Progress::Installing { .. }) && screen.look.live {
        screen.live(Some(format!("{progress}")));
        return;
    }
    let text = progress.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    screen.talk(&format!("{first}{}\n", characters.as_str()));
}

fn described(running: &Running) -> String {
    format!(
        "The local AWS runs at {}\n  moto {}, process {}\n  gateway {}, process {}\n  logs in {}\n",
        running.endpoint,
        running.emulator_version,
        running.emulator_pid,
        running.gateway_version,
        running.gateway_pid,
        running.state_dir.display(),
    )
}
