use std::collections::BTreeMap;

use groundplan_diag::Diagnostic;
use groundplan_format::{OutputValue, Outputs};
use serde_json::Value;

use super::unit::{choose, heading};
use crate::cli::OutputArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `output`
pub(crate) async fn run(context: &Context, args: &OutputArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let all = groundplan_ops::output(&context.look_at_states(&args.units).await?).await?;
    let style = screen.look.data;
    let text = match &args.name {
        Some(name) => one(find(&all.units, args.unit.as_deref(), name)?, name, args)?,
        None if all.bare || args.unit.is_some() => {
            let (_, outputs) = choose(&all.units, args.unit.as_deref())?;
            if args.json { json::line(outputs) } else { groundplan_render::outputs(outputs, &style) }
        }
        None if args.json => json::line(&all.units),
        None => {
            let with_outputs = all.units.iter().filter(|(_, outputs)| !outputs.is_empty());
            let texts = with_outputs
                .map(|(path, outputs)| format!("{}{}", heading(path), groundplan_render::outputs(outputs, &style)));
            texts.collect::<Vec<_>>().join("\n")
        }
    };
    if text.is_empty() && !args.raw {
        screen.talk("There are no output values: none is declared, or nothing has been applied yet.\n");
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}

/// The output value of that name: in the named unit, or in the only one that has it.
fn find<'a>(
    units: &'a BTreeMap<String, Outputs>,
    unit: Option<&str>,
    name: &str,
) -> Result<&'a OutputValue, Diagnostic> {
    let having: BTreeMap<String, &OutputValue> = match unit {
        Some(_) => {
            let (path, outputs) = choose(units, unit)?;
            outputs.get(name).map(|output| (path.to_owned(), output)).into_iter().collect()
        }
        None => units.iter().filter_map(|(path, outputs)| Some((path.clone(), outputs.get(name)?))).collect(),
    };
    if having.is_empty() {
        let known: Vec<&str> = units.values().flat_map(BTreeMap::keys).map(String::as_str).collect();
        let error = Diagnostic::error("Output value not found").detail(format!(
            "No state here has an output value \"{name}\". One that was just declared is there after the next apply."
        ));
        return Err(if known.is_empty() { error } else { error.help(format!("there are: {}", known.join(", "))) });
    }
    choose(&having, None).map(|(_, output)| *output)
}

fn one(output: &OutputValue, name: &str, args: &OutputArgs) -> Result<String, Diagnostic> {
    let value = output.value.as_ref().unwrap_or(&Value::Null);
    if args.json {
        return Ok(json::line(value));
    }
    if !args.raw {
        return Ok(format!("{}\n", groundplan_render::output_value(output)));
    }
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Bool(yes) => Ok(yes.to_string()),
        _ => Err(Diagnostic::error("Output value is no text")
            .detail(format!("--raw prints strings, numbers and bools; \"{name}\" is none of them."))
            .help("print it with `--json`")),
    }
}
