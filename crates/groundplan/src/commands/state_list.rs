use crate::cli::ListArgs;
use crate::exit::Exit;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `state list`
pub(crate) async fn run(context: &Context, args: &ListArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let units = groundplan_ops::state_list(&context.look_at(&args.units), &args.addresses).await?;
    let mut text = String::new();
    for (path, instances) in &units {
        for instance in instances {
            // As the lines of an apply have it; a bare root module has no path.
            match path.as_str() {
                "." => text.push_str(&format!("{instance}\n")),
                path => text.push_str(&format!("[{path}] {instance}\n")),
            }
        }
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}
