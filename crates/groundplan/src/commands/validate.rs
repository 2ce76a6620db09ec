use groundplan_format::Validation;

use crate::cli::ValidateArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `validate`
pub(crate) async fn run(context: &Context, args: &ValidateArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let (diagnostics, units) = match groundplan_ops::validate(&context.look_at(&args.units)?).await {
        Ok(report) => (report.diagnostics, report.units),
        // Files that cannot be loaded are not valid, either.
        Err(failure) => (failure.documents(), 0),
    };
    let validation = Validation::new(diagnostics);
    if args.json {
        screen.data(&json::line(&validation))?;
    } else {
        json::tell(&validation.diagnostics, false, screen);
    }
    if !validation.valid {
        return Ok(Exit::Error);
    }
    if !args.json {
        let what = if units == 1 { "The configuration is".to_owned() } else { format!("All {units} units are") };
        screen.data(&format!("Success! {what} valid.\n"))?;
    }
    Ok(Exit::Ok)
}
