//! `auth …`: into the accounts of a live repository.

mod exec;
mod profiles;

use crate::cli::{AuthCommand, UnitArgs};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `auth …`
pub(super) async fn run(context: &Context, command: AuthCommand, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = context.look_at_states(&UnitArgs::default()).await?;
    let accounts = groundplan_ops::auth::accounts(&settings).await?;
    match command {
        AuthCommand::Profiles(args) => profiles::run(context, &accounts, &args, screen),
        AuthCommand::Exec(args) => exec::run(&settings, &accounts, &args).await,
    }
}
