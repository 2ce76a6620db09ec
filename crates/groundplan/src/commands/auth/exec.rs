use std::os::unix::process::ExitStatusExt as _;

use groundplan_diag::Diagnostic;
use groundplan_ops::Settings;
use groundplan_ops::auth::{Accounts, child_environment};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

use crate::cli::ExecArgs;
use crate::exit::Exit;
use crate::problem::Problem;

/// `auth exec`
pub(super) async fn run(settings: &Settings, accounts: &Accounts, args: &ExecArgs) -> Result<Exit, Problem> {
    let environment = child_environment(settings, accounts, &args.account, args.role.as_deref()).await?;
    let (program, arguments) = args.command.split_first().ok_or_else(|| Diagnostic::error("No command given"))?;
    let mut command = Command::new(program);
    command.args(arguments);
    for name in environment.removed {
        command.env_remove(name);
    }
    command.envs(environment.set);
    // Ctrl-C is the command's business, which gets it as well.
    let _listening = signal(SignalKind::interrupt());
    let status = command.status().await.map_err(|error| {
        Diagnostic::error("Command cannot be run").detail(format!("{}: {error}.", program.to_string_lossy()))
    })?;
    // As shells have it: 128 and the number of the signal that ended it.
    let code = status.code().or_else(|| status.signal().map(|number| 128 + number));
    Ok(Exit::Child(code.and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX)))
}
