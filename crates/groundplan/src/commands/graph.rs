use groundplan_ops::{ResourceGraph, UnitGraph};

use crate::cli::{GraphArgs, ListUnitsArgs};
use crate::exit::Exit;
use crate::json;
use crate::problem::Problem;
use crate::settings::Context;
use crate::terminal::Screen;

/// `graph`
pub(crate) async fn run(context: &Context, args: &GraphArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    if args.resources {
        return resources(context, args, screen).await;
    }
    let graph = groundplan_ops::graph(&context.look_at(&args.units)?, "graph")?;
    json::tell(&graph.warnings, false, screen);
    let text = match (args.json, args.dot) {
        (true, _) => json::line(&graph),
        (_, true) => dot(graph.units.iter().map(|(path, unit)| (path, unit.depends_on.keys()))),
        _ => text(&graph),
    };
    screen.data(&text)?;
    Ok(Exit::Ok)
}

/// `graph --resources`
async fn resources(context: &Context, args: &GraphArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let graph = groundplan_ops::resource_graph(&context.look_at(&args.units)?, "graph").await?;
    json::tell(&graph.warnings, false, screen);
    let text = match (args.json, args.dot) {
        (true, _) => json::line(&graph),
        (_, true) => dot(graph.resources.iter().map(|(name, resource)| (name, &resource.depends_on))),
        _ => resources_text(&graph),
    };
    screen.data(&text)?;
    Ok(Exit::Ok)
}

/// `list`
pub(crate) fn list(context: &Context, args: &ListUnitsArgs, screen: &mut Screen) -> Result<Exit, Problem> {
    let graph = groundplan_ops::graph(&context.look_at(&args.units)?, "list")?;
    json::tell(&graph.warnings, false, screen);
    if args.json {
        screen.data(&json::line(&graph))?;
        return Ok(Exit::Ok);
    }
    let width = graph.units.keys().map(|path| path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (path, unit) in &graph.units {
        if args.why {
            text.push_str(&format!("{path:width$}  {}\n", unit.reason));
        } else {
            text.push_str(&format!("{path}\n"));
        }
    }
    screen.data(&text)?;
    Ok(Exit::Ok)
}

fn text(graph: &UnitGraph) -> String {
    let mut text = String::new();
    for (path, unit) in &graph.units {
        text.push_str(&format!("{path}\n"));
        for (on, at) in &unit.depends_on {
            let outside = if graph.units.contains_key(on) { "" } else { ", read from its state" };
            text.push_str(&format!("  waits for {on} ({at}{outside})\n"));
        }
    }
    text
}

fn resources_text(graph: &ResourceGraph) -> String {
    let mut text = String::new();
    for (name, resource) in &graph.resources {
        text.push_str(&format!("{name}\n"));
        for on in &resource.depends_on {
            text.push_str(&format!("  waits for {on}\n"));
        }
    }
    text
}

/// Names, each with those that it waits for.
fn dot<'a, On: IntoIterator<Item = &'a String>>(nodes: impl Iterator<Item = (&'a String, On)>) -> String {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut text = String::from("digraph {\n  rankdir = \"RL\";\n");
    for (name, waits_for) in nodes {
        text.push_str(&format!("  {};\n", quoted(name)));
        for on in waits_for {
            text.push_str(&format!("  {} -> {};\n", quoted(name), quoted(on)));
        }
    }
    text.push_str("}\n");
    text
}
