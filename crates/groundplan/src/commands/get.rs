use std::sync::Arc;

use groundplan_format::EventBody;
use groundplan_ops::Settings;

use super::unit::heading;
use crate::cli::GetArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::{Look, Screen};

/// `get`
pub(crate) async fn run(context: &Context, args: &GetArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let run = RunSettings { update_modules: args.update, ..RunSettings::default() };
    let look: Look = screen.look;
    let told = move |event: groundplan_format::Event| {
        if let EventBody::Log { text } = event.body {
            Screen::new(look).talk(&format!("{text}\n"));
        }
    };
    let settings = Settings { events: Arc::new(told), ..context.read_only(run).await? };
    let units = groundplan_ops::get(&settings).await?;
    let mut text = String::new();
    for (path, modules) in &units {
        if path != "." && !modules.is_empty() {
            text.push_str(&heading(path));
        }
        for module in modules {
            text.push_str(&format!("{} ({}) in {}\n", module.path, module.source, module.dir.display()));
        }
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}
