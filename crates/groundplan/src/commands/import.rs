use crate::attend::attend;
use crate::cli::{DetailArg, ImportArgs};
use crate::exit::Exit;
use crate::interrupts::Interrupts;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings, Variable};
use crate::terminal::Screen;
use crate::view::View;

/// `import`
pub(crate) async fn run(context: &Context, args: ImportArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let settings = RunSettings {
        variables: args.variables.sources.into_iter().map(Variable::from).collect(),
        without_locks: !args.lock.lock,
        lock_timeout: args.lock.lock_timeout,
        target: context.target().await?,
        ..RunSettings::default()
    };
    let mut interrupts = Interrupts::listen()?;
    let mut view = View::new(screen, false, DetailArg::default());
    let (address, id) = (args.address, args.id);
    let operation = |settings| async move { groundplan_ops::import(&settings, &address, &id).await };
    let imported = match attend(context, &settings, &mut view, &mut interrupts, operation).await {
        Ok(imported) => imported,
        Err(Problem(diagnostics)) => {
            view.tell(&diagnostics);
            return Ok(interrupts.exit());
        }
    };
    view.tell(&imported.warnings);
    let unit = imported.unit.map(|unit| format!("[{unit}] ")).unwrap_or_default();
    view.screen.data(&format!(
        "Import successful! {unit}{} is in the state now and is managed from here on.\n",
        imported.address
    ))?;
    Ok(Exit::Ok)
}
