use std::path::Path;

use groundplan_ops::PushSource;

use super::changing;
use crate::cli::PushArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state push`
pub(super) async fn run(context: &Context, args: &PushArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let source =
        if args.file == Path::new("-") { PushSource::Input } else { PushSource::File(context.path(&args.file)) };
    let settings = changing(context, &args.lock).await?;
    groundplan_ops::state_push(&settings, &source, args.unit.as_deref(), args.force).await?;
    screen.talk("The state is stored.\n");
    Ok(Exit::Ok)
}
