use std::sync::Arc;

use groundplan_config::live::Unit;

use super::{Graph, ModuleIx, Modules, NodeId, NodeKey, UnitIx};

/// What a node is called in messages; with its unit where there are several.
pub(super) fn describe(graph: &Graph, modules: &Modules, units: &[Arc<Unit>], node: NodeId) -> String {
    let in_module = |module: ModuleIx, what: String| {
        let node = modules.get(module);
        let local = if node.path.is_root() { what } else { format!("{}.{what}", node.path) };
        with_unit(units, node.unit, local)
    };
    match graph.key(node) {
        NodeKey::Expand(module) | NodeKey::Close(module) => {
            let node = modules.get(*module);
            let what = if node.path.is_root() { "the root module".to_owned() } else { node.path.to_string() };
            with_unit(units, node.unit, what)
        }
        NodeKey::Variable(module, name) => in_module(*module, format!("var.{name}")),
        NodeKey::Local(module, name) => in_module(*module, format!("local.{name}")),
        NodeKey::Output(module, name) => in_module(*module, format!("output.{name}")),
        NodeKey::Provider(module, key) => in_module(*module, format!("provider \"{}\"", key.provider.kind)),
        NodeKey::CloseEphemeral(module, id) => in_module(*module, format!("the end of {id}")),
        NodeKey::Resource(module, id) => in_module(*module, id.to_string()),
        NodeKey::Check(module, name) => in_module(*module, format!("check.{name}")),
        NodeKey::CheckStart(unit) => with_unit(units, *unit, "the data sources of checks".to_owned()),
    }
}

fn with_unit(units: &[Arc<Unit>], unit: UnitIx, what: String) -> String {
    match units {
        [_] => what,
        _ => units.get(unit.0 as usize).map_or(what.clone(), |unit| format!("{}:{what}", unit.path)),
    }
}
