use groundplan_diag::Diagnostic;

use super::{Graph, NodeId};

/// Looks for cycles and gives an error for each, as a path of what is written where.
pub(super) fn errors(graph: &Graph, describe: impl Fn(NodeId) -> String) -> Vec<Diagnostic> {
    components(graph)
        .into_iter()
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
    let inside: std::collections::HashSet<NodeId> = component.iter().copied().collect();
    let mut came_from = std::collections::HashMap::from([(start, start)]);
    let mut queue = std::collections::VecDeque::from([start]);
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

/// Strongly connected components (Tarjan's algorithm, without recursion).
fn components(graph: &Graph) -> Vec<Vec<NodeId>> {
    const NEW: u32 = u32::MAX;
    let mut order = vec![NEW; graph.len()];
    let mut low = vec![0u32; graph.len()];
    let mut on_stack = vec![false; graph.len()];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut counter = 0;
    for root in graph.nodes() {
        if order[root.at()] != NEW {
            continue;
        }
        let mut work = vec![(root, 0usize)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                order[node.at()] = counter;
                low[node.at()] = counter;
                counter += 1;
                stack.push(node);
                on_stack[node.at()] = true;
            }
            if let Some(next) = graph.dependencies(node).get(edge) {
                work.push((node, edge + 1));
                if order[next.at()] == NEW {
                    work.push((*next, 0));
                } else if on_stack[next.at()] {
                    low[node.at()] = low[node.at()].min(order[next.at()]);
                }
                continue;
            }
            if low[node.at()] == order[node.at()] {
                let at = stack.iter().rposition(|member| *member == node).unwrap_or(0);
                let component = stack.split_off(at);
                for member in &component {
                    on_stack[member.at()] = false;
                }
                found.push(component);
            }
            if let Some((parent, _)) = work.last() {
                low[parent.at()] = low[parent.at()].min(low[node.at()]);
            }
        }
    }
    found
}
