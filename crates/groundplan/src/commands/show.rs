use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_diag::Diagnostic;
use groundplan_format::{CompanyPlan, Plan, ProviderSchemas, State};
use groundplan_ops::{Shown, StopSignal};
use groundplan_render::Style;
use serde::Serialize;

use super::unit::{choose, heading};
use crate::cli::ShowArgs;
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::{Context, RunSettings};
use crate::terminal::Screen;

/// `show`
pub(crate) async fn run(context: &Context, args: &ShowArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let file = args.file.as_ref().map(|file| context.path(file));
    let style = screen.look.data;
    let settings = match &file {
        Some(_) => {
            let plan_key_file = args.key.plan_key_file.as_ref().map(|file| context.path(file));
            let run = RunSettings { plan_key_file, ..RunSettings::default() };
            context.operation(&run, Arc::new(|_| {}), StopSignal::default())?
        }
        None => context.look_at_states(&args.units).await?,
    };
    let text = match groundplan_ops::show(&settings, file.as_deref()).await? {
        Shown::Plan { plan, bare } => plan_text(&plan, bare, args, &style)?,
        Shown::States { units, bare } => states_text(&units, bare, args, &style)?,
    };
    screen.data(&text)?;
    Ok(Exit::Ok)
}

fn plan_text(plan: &CompanyPlan, bare: bool, args: &ShowArgs, style: &Style) -> Result<String, Diagnostic> {
    if !bare && args.unit.is_none() {
        return Ok(if args.json {
            json::line(plan)
        } else {
            groundplan_render::company_plan(plan, args.detail.into(), style)
        });
    }
    let (_, unit) = choose(&plan.units, args.unit.as_deref())?;
    Ok(if args.json { terraform(unit.plan.clone()) } else { groundplan_render::plan(&unit.plan, style) })
}

/// The plan as Terraform's document, to which nothing is added.
fn terraform(plan: Plan) -> String {
    json::line(&Plan { provider_schemas: ProviderSchemas::new(), ..plan })
}

fn states_text(
    units: &BTreeMap<String, State>,
    bare: bool,
    args: &ShowArgs,
    style: &Style,
) -> Result<String, Diagnostic> {
    let text = |state: &State| groundplan_render::state(state, &ProviderSchemas::new(), style);
    if !bare && args.unit.is_none() {
        if args.json {
            return Ok(document(units));
        }
        let all = units.iter().map(|(path, state)| format!("{}{}", heading(path), text(state)));
        return Ok(all.collect::<Vec<_>>().join("\n"));
    }
    let (_, state) = choose(units, args.unit.as_deref())?;
    Ok(if args.json { document(state) } else { text(state) })
}

fn document(document: &impl Serialize) -> String {
    json::line(document)
}
