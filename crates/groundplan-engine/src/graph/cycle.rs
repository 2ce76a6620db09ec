use std::collections::{HashMap, HashSet, VecDeque};

use groundplan_diag::Diagnostic;

use super::{Graph, NodeId, components};

/// Looks for cycles and gives an error for each, as a path of what is written where.
pub(super) fn errors(graph: &Graph, describe: impl Fn(NodeId) -> String) -> Vec<Diagnostic> {
    components(graph.len(), |node| graph.dependencies(NodeId::from_position(node)))
        .into_iter()
        .map(|component| component.into_iter().map(NodeId::from_position).collect::<Vec<_>>())
        .filter(|component| match component.as_slice() {
            [one] => graph.dependencies(*one).contains(one),
            _ => true,
        })
        .map(|component| error(graph, &path_through(graph, &component), &describe))
        .collect()
}

fn error(graph: &Graph, path: &[NodeId], describe: &impl Fn(NodeId) -> String) -> Diagnostic {
    let names: Vec<String> = path.iter().map(|node| describe(*node)).collect();
    let Some((first, rest)) = path.split_first() else { return Diagnostic::error("Cycle") };
    if rest.is_empty() {
        return Diagnostic::error("Self-referential expression")
            .detail(format!("The configuration of {} refers to itself.", names.concat()))
            .at(graph.span(*first));
    }
    let around = names.first().cloned().unwrap_or_default();
    let mut diagnostic = Diagnostic::error("Cycle")
        .detail(format!("Each of these needs the next one first: {} → {around}.", names.join(" → ")))
        .label(graph.span(*first), format!("{around} is part of the cycle"))
        .help("break the cycle by taking one of these references out, or by splitting a resource in two");
    for (node, name) in rest.iter().zip(names.iter().skip(1)) {
        diagnostic = diagnostic.also(graph.span(*node), name.clone());
    }
    diagnostic
}

/// A shortest way from the first node of a component back to itself.
fn path_through(graph: &Graph, component: &[NodeId]) -> Vec<NodeId> {
    let Some(start) = component.iter().min().copied() else { return Vec::new() };
    let inside: HashSet<NodeId> = component.iter().copied().collect();
    let mut came_from = HashMap::from([(start, start)]);
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in graph.dependencies(node) {
            if *next == start {
                let mut path = vec![node];
                let mut at = node;
                while at != start {
                    at = came_from.get(&at).copied().unwrap_or(start);
                    path.push(at);
                }
                path.reverse();
                return path;
            }
            if inside.contains(next) && !came_from.contains_key(next) {
                came_from.insert(*next, node);
                queue.push_back(*next);
            }
        }
    }
    vec![start]
}
