use groundplan_ops::UnitChoice;

use crate::cli::{LiveArgs, RenderArgs, UnitArgs};
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `render`
pub(crate) async fn run(context: &Context, args: &RenderArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = context.look_at_states(&UnitArgs { live: args.live.clone(), ..UnitArgs::default() }).await?;
    let rendered = groundplan_ops::render(&settings, &args.unit).await?;
    json::tell(&rendered.warnings, false, screen);
    screen.data(&if args.json { json::line(&rendered.json) } else { rendered.text })?;
    Ok(Exit::Ok)
}

/// `stack generate`
pub(crate) fn stack_generate(context: &Context, args: &LiveArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = context.look_with(args, UnitChoice::default())?;
    let (written, warnings) = groundplan_ops::stack_generate(&settings)?;
    json::tell(&warnings, false, screen);
    let count = written.len();
    screen.talk(&format!("Wrote {count} {}.\n", if count == 1 { "file" } else { "files" }));
    Ok(Exit::Ok)
}
