use groundplan_ops::Unlocked;

use crate::cli::{UnitArgs, UnlockArgs};
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state unlock`
pub(super) async fn run(context: &Context, args: &UnlockArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = context.look_at_states(&UnitArgs::default()).await?;
    let unlocked = groundplan_ops::state_unlock(&settings, args.id.as_deref()).await?;
    let mut text = String::new();
    match unlocked {
        Unlocked::Released(units) => {
            for unit in units {
                text.push_str(&format!("{} is not locked any more.\n", name(&unit)));
            }
        }
        Unlocked::Held(held) if held.is_empty() => text.push_str("No state is locked.\n"),
        Unlocked::Held(held) => {
            for (unit, holder) in held {
                text.push_str(&format!("{} is locked by {holder}.\n", name(&unit)));
            }
        }
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}

/// A bare root module has no path.
fn name(unit: &str) -> &str {
    if unit == "." { "The state" } else { unit }
}
