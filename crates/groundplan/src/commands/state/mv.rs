use super::{changing, shown};
use crate::cli::MvArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state mv`
pub(super) async fn run(context: &Context, args: &MvArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let moved =
        groundplan_ops::state_mv(&changing(context, &args.lock).await?, &args.from, &args.to, args.dry_run).await?;
    let verb = if args.dry_run { "Would move" } else { "Moved" };
    let mut text = String::new();
    for (from, to) in &moved.moves {
        text.push_str(&format!("{verb} {} to {}\n", shown(&moved.from_unit, from), shown(&moved.to_unit, to)));
    }
    if !args.dry_run {
        text.push_str(&format!("Successfully moved {} object(s).\n", moved.moves.len()));
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}
