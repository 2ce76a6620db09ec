//! Values, diagnostics and plans as compact text.

use std::fmt::Write;

use groundplan_diag::{Diags, SourceMap, Span};
use groundplan_engine::{Action, OutputChange, Plan, ResourceChange, UnitPlan};
use groundplan_value::{Kind, Map, Value};

/// A value as people write it; nulls within objects left out.
pub(crate) fn value(value: &Value) -> String {
    let inner = match value.kind() {
        Kind::Null(_) => "null".to_owned(),
        Kind::Unknown(..) => "(known after apply)".to_owned(),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::String(text) => format!("{text:?}"),
        Kind::List(_, items) | Kind::Tuple(items) => format!("[{}]", list(items)),
        Kind::Set(_, items) => format!("set[{}]", list(items)),
        Kind::Map(_, map) => format!("{{{}}}", entries(map, false)),
        Kind::Object(map) => format!("{{{}}}", entries(map, true)),
    };
    let inner = if value.marks().is_sensitive() { format!("sensitive({inner})") } else { inner };
    if value.marks().is_ephemeral() { format!("ephemeral({inner})") } else { inner }
}

fn list(items: &[Value]) -> String {
    items.iter().map(value).collect::<Vec<_>>().join(", ")
}

fn entries(map: &Map, skip_null: bool) -> String {
    let shown = map.iter().filter(|(_, inner)| !skip_null || !inner.is_null());
    shown.map(|(key, inner)| format!("{key} = {}", value(inner))).collect::<Vec<_>>().join(", ")
}

/// Diagnostics with the source that they point at.
pub(crate) fn diags(diags: &Diags, sources: &SourceMap) -> String {
    let mut text = String::new();
    for diagnostic in diags {
        let severity = if diagnostic.is_error() { "error" } else { "warning" };
        let about = diagnostic.address.as_ref().map(|address| format!(" ({address})")).unwrap_or_default();
        let unit = diagnostic.unit.as_ref().map(|unit| format!(" [{unit}]")).unwrap_or_default();
        writeln!(text, "{severity}: {}{about}{unit}", diagnostic.summary).unwrap();
        if !diagnostic.detail.is_empty() {
            writeln!(text, "  {}", diagnostic.detail).unwrap();
        }
        for label in diagnostic.primary.iter().chain(&diagnostic.secondary) {
            writeln!(text, "  {} {}", pointed(sources, label.span), label.message).unwrap();
        }
        for (symbol, is) in &diagnostic.values {
            writeln!(text, "  where: {symbol} {is}").unwrap();
        }
        for help in &diagnostic.help {
            writeln!(text, "  help: {help}").unwrap();
        }
    }
    text.lines().fold(String::new(), |text, line| text + line.trim_end() + "\n")
}

fn pointed(sources: &SourceMap, span: Span) -> String {
    let at = sources.locate(span).unwrap_or_else(|| "nowhere".into());
    let source = sources.text(span);
    format!("--> {at}: `{}`", source.lines().next().unwrap_or_default())
}

/// A plan: what changes, then drift, then outputs, then the counts. What changes nothing is left out.
pub(crate) fn plan(plan: &Plan) -> String {
    let mut text = String::new();
    for unit in &plan.units {
        if plan.units.len() > 1 {
            writeln!(text, "{}:", unit.unit).unwrap();
        }
        text += &unit_plan(unit);
    }
    let count = |wanted: &[Action]| {
        let all = plan.units.iter().flat_map(|unit| &unit.changes);
        all.filter(|change| wanted.contains(&change.action)).count()
    };
    use Action::{Create, CreateThenDelete, Delete, DeleteThenCreate, Update};
    let (add, change) = (count(&[Create, CreateThenDelete, DeleteThenCreate]), count(&[Update]));
    let destroy = count(&[Delete, CreateThenDelete, DeleteThenCreate]);
    if add + change + destroy == 0 {
        text += if plan.has_changes() { "nothing to add, change or destroy\n" } else { "no changes\n" };
    } else {
        writeln!(text, "{add} to add, {change} to change, {destroy} to destroy").unwrap();
    }
    text
}

fn unit_plan(unit: &UnitPlan) -> String {
    let mut text = String::new();
    for change in &unit.changes {
        text += &resource_change(change);
    }
    for drift in &unit.drift {
        let deposed = if drift.deposed.is_some() { " (deposed)" } else { "" };
        if drift.after.is_null() {
            writeln!(text, "drift: {}{deposed} is gone", drift.addr).unwrap();
        } else {
            writeln!(text, "drift: {}{deposed}", drift.addr).unwrap();
            text += &differences(&drift.before, &drift.after);
        }
    }
    let checked = unit.checks.iter().filter(|result| matches!(result.object_kind.as_str(), "check"));
    text + &outputs(&unit.outputs) + &super::state::checks(&checked.cloned().collect::<Vec<_>>())
}

fn resource_change(change: &ResourceChange) -> String {
    let sign = match change.action {
        Action::NoOp => " ",
        Action::Create => "+",
        Action::Read => "<=",
        Action::Update => "~",
        Action::Delete => "-",
        Action::DeleteThenCreate => "-/+",
        Action::CreateThenDelete => "+/-",
        Action::Forget => ".",
    };
    let mut text = format!("{sign} {}", change.addr);
    if change.deposed.is_some() {
        text += " (deposed)";
    }
    if let Some(previous) = &change.previous {
        write!(text, " (was {previous})").unwrap();
    } else if change.action == Action::NoOp && change.importing.is_none() {
        return String::new();
    }
    if let Some(id) = &change.importing {
        write!(text, " (imported from {id})").unwrap();
    }
    if let Some(reason) = change.reason {
        write!(text, " ({})", reason.as_str()).unwrap();
    }
    if !change.replace_paths.is_empty() {
        let paths: Vec<String> = change.replace_paths.iter().map(ToString::to_string).collect();
        write!(text, " (replaced for {})", paths.join(", ")).unwrap();
    }
    if change.offline {
        text += " (offline)";
    }
    text.push('\n');
    match change.action {
        Action::Create | Action::Read => {
            for (name, after) in change.after.as_map().unwrap() {
                if !after.is_null() {
                    writeln!(text, "    {name}: {}", value(after)).unwrap();
                }
            }
        }
        Action::Delete | Action::Forget | Action::NoOp => {}
        _ => text += &differences(&change.before, &change.after),
    }
    text
}

fn differences(before: &Value, after: &Value) -> String {
    let mut text = String::new();
    for (name, after) in after.as_map().unwrap() {
        let was = before.get_attr(name).unwrap_or(Value::NULL);
        let was = was.clone().unmark().0.mark(was.marks().without(before.marks()));
        if was != *after {
            writeln!(text, "    {name}: {} -> {}", value(&was), value(after)).unwrap();
        }
    }
    text
}

fn outputs(outputs: &[OutputChange]) -> String {
    let mut text = String::new();
    for output in outputs {
        match output.action {
            Action::NoOp => {}
            Action::Create => writeln!(text, "output {} = {}", output.name, value(&output.after)).unwrap(),
            _ => {
                writeln!(text, "output {}: {} -> {}", output.name, value(&output.before), value(&output.after))
                    .unwrap();
            }
        }
    }
    text
}
