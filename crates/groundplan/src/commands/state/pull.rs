use crate::cli::{PullArgs, UnitArgs};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state pull`
pub(super) async fn run(context: &Context, args: &PullArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    match groundplan_ops::state_pull(&context.look_at_states(&UnitArgs::default()).await?, args.unit.as_deref()).await?
    {
        Some(state) => screen.data(&state)?,
        None => screen.talk("There is no state yet.\n"),
    }
    Ok(Exit::Ok)
}
