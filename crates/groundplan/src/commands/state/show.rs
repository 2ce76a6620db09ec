use groundplan_format::ProviderSchemas;

use crate::cli::{ShowInstanceArgs, UnitArgs};
use crate::commands::unit::heading;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state show`
pub(super) async fn run(context: &Context, args: &ShowInstanceArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let found = groundplan_ops::state_show(&context.look_at_states(&UnitArgs::default()).await?, &args.address).await?;
    let style = screen.look.data;
    let schemas = ProviderSchemas::new();
    let texts = found.iter().map(|instance| {
        let heading = instance.unit.as_deref().map(heading).unwrap_or_default();
        let objects = instance.objects.iter().map(|it| groundplan_render::resource_state(it, &schemas, &style));
        format!("{heading}{}", objects.collect::<Vec<_>>().join("\n"))
    });
    screen.data(&texts.collect::<Vec<_>>().join("\n"))?;
    Ok(Exit::Ok)
}
