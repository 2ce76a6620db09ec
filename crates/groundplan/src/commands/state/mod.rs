//! The commands below `state`.

mod list;
mod mv;
mod pull;
mod push;
mod replace_provider;
mod rm;
mod show;
mod unlock;

use std::sync::Arc;

use groundplan_ops::{Settings, StopSignal};

use crate::cli::{LockArgs, StateCommand};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;

/// Runs one of them.
pub(super) async fn run(context: &Context, command: StateCommand, screen: &mut Screen) -> Result<Exit, Problem> {
    match command {
        StateCommand::List(args) => list::run(context, &args, screen).await,
        StateCommand::Show(args) => show::run(context, &args, screen).await,
        StateCommand::Mv(args) => mv::run(context, &args, screen).await,
        StateCommand::Rm(args) => rm::run(context, &args, screen).await,
        StateCommand::Pull(args) => pull::run(context, &args, screen).await,
        StateCommand::Push(args) => push::run(context, &args, screen).await,
        StateCommand::Unlock(args) => unlock::run(context, &args, screen).await,
        StateCommand::ReplaceProvider(args) => replace_provider::run(context, &args, screen).await,
    }
}

/// The settings of an operation that changes states and asks no provider.
async fn changing(context: &Context, lock: &LockArgs) -> Result<Settings, Problem> {
    let run = RunSettings {
        without_locks: !lock.lock,
        lock_timeout: lock.lock_timeout,
        target: context.target().await?,
        ..RunSettings::default()
    };
    context.operation(&run, Arc::new(|_| {}), StopSignal::default())
}

/// An address with its unit, as it is printed; a bare root module has no path.
fn shown(unit: &str, address: &impl std::fmt::Display) -> String {
    if unit == "." { address.to_string() } else { format!("[{unit}] {address}") }
}
