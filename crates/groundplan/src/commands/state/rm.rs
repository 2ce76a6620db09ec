use super::{changing, shown};
use crate::cli::RmArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state rm`
pub(super) async fn run(context: &Context, args: &RmArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let forgotten =
        groundplan_ops::state_rm(&changing(context, &args.lock).await?, &args.addresses, args.dry_run).await?;
    let verb = if args.dry_run { "Would remove" } else { "Removed" };
    let lines = forgotten.iter().flat_map(|unit| unit.instances.iter().map(move |it| shown(&unit.unit, it)));
    let mut text: String = lines.map(|line| format!("{verb} {line}\n")).collect();
    if !args.dry_run {
        let count: usize = forgotten.iter().map(|unit| unit.instances.len()).sum();
        text.push_str(&format!("Successfully removed {count} resource instance(s).\n"));
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}
