use super::shown;
use crate::cli::ListArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state list`
pub(super) async fn run(context: &Context, args: &ListArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = context.look_at_states(&args.units).await?;
    let units = groundplan_ops::state_list(&settings, &args.addresses, args.id.as_deref()).await?;
    let lines = units.iter().flat_map(|(path, instances)| instances.iter().map(move |it| shown(path, it)));
    screen.data(&lines.map(|line| format!("{line}\n")).collect::<String>())?;
    Ok(Exit::Ok)
}
