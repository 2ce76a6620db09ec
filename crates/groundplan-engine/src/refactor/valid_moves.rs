use std::collections::BTreeMap;

use groundplan_address::ModuleAddr;
use groundplan_config::module::Repeat;
use groundplan_diag::{Diagnostic, Diags, Span};

use super::endpoint::Endpoint;
use super::statements::{Statement, in_order};
use crate::graph::{NodeKey, UnitIx};
use crate::plan::Run;

/// What is wrong with the moves of a unit. The walk has run: which instances there are decides.
///
/// With such errors all others are of no use, as they were found with objects in the wrong places.
pub(crate) fn move_errors(run: &Run, unit: UnitIx, statements: &[Statement]) -> Diags {
    let mut diags = Diags::new();
    let mut from_here: BTreeMap<String, (String, Span)> = BTreeMap::new();
    let mut to_here: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for statement in statements.iter().filter(|statement| !statement.implied) {
        let Some(module) = run.session.modules.at(unit, &statement.from.declared_in()) else { continue };
        for declared in run.expanded(module) {
            let (from, to) = (statement.from.shown_in(&declared.addr), statement.to.shown_in(&declared.addr));
            if from == to {
                diags.push(
                    Diagnostic::error("Redundant move statement")
                        .detail(format!(
                            "This statement declares a move from {from} to the same address, which is the same as not \
                             declaring this move at all."
                        ))
                        .at(statement.span),
                );
                continue;
            }
            let (noun, short) = nouns(&statement.from);
            if let Some(at) = still_there(run, unit, &statement.from, &declared.addr) {
                diags.push(
                    Diagnostic::error("Moved object still exists")
                        .detail(format!(
                            "This statement declares a move from {from}, but that {noun} is still declared. Change your \
                             configuration so that this {short} will be declared as {to} instead."
                        ))
                        .at(statement.span)
                        .also(at, "declared here"),
                );
            }
            // Of a module call the addresses read like those of an instance without a key.
            let key =
                |end: &Endpoint, shown: &str| format!("{shown} {}", end.is_whole_call() || end.is_whole_resource());
            match from_here.get(&key(&statement.from, &from)) {
                Some((other, span)) if *other != to => diags.push(
                    Diagnostic::error("Ambiguous move statements")
                        .detail(format!(
                            "Another statement declares that {from} moved to {other}, but this statement instead declares \
                             that it moved to {to}. Each {noun} can move to only one destination {short}."
                        ))
                        .at(statement.span)
                        .also(*span, "the other statement"),
                ),
                Some(_) => {}
                None => drop(from_here.insert(key(&statement.from, &from), (to.clone(), statement.span))),
            }
            match to_here.get(&key(&statement.to, &to)) {
                Some((other, span)) if *other != from => diags.push(
                    Diagnostic::error("Ambiguous move statements")
                        .detail(format!(
                            "Another statement declares that {other} moved to {to}, but this statement instead declares \
                             that {from} moved there. Each {noun} can have moved from only one source {short}."
                        ))
                        .at(statement.span)
                        .also(*span, "the other statement"),
                ),
                Some(_) => {}
                None => drop(to_here.insert(key(&statement.to, &to), (from, statement.span))),
            }
        }
    }
    if !diags.has_errors() {
        diags.extend(circles(statements));
    }
    diags.into_iter().map(|diagnostic| run.session.in_unit(unit, diagnostic)).collect()
}

fn circles(statements: &[Statement]) -> Vec<Diagnostic> {
    let groups = in_order(statements).into_iter().filter(|group| group.len() > 1);
    let error = |group: Vec<usize>| {
        let mut members: Vec<&Statement> = group.into_iter().filter_map(|at| statements.get(at)).collect();
        members.sort_by_key(|statement| statement.span);
        let chain: Vec<String> = members.iter().map(|it| format!("{} to {}", it.from, it.to)).collect();
        let error = Diagnostic::error("Cyclic dependency in move statements").detail(format!(
            "The following chained move statements form a cycle, and so there is no final location to move objects to: {}. \
             A chain of move statements must end with an address that doesn't appear in any other statements, and which \
             typically also refers to an object still declared in the configuration.",
            chain.join("; ")
        ));
        let mut written = members.iter().filter(|it| !it.implied);
        let error = written.next().map_or(error.clone(), |first| error.clone().at(first.span));
        written.fold(error, |error, it| error.also(it.span, "and this one"))
    };
    groups.map(error).collect()
}

fn nouns(end: &Endpoint) -> (&'static str, &'static str) {
    if end.is_whole_call() {
        ("module call", "call")
    } else if end.is_module() {
        ("module instance", "instance")
    } else if end.is_whole_resource() {
        ("resource", "resource")
    } else {
        ("resource instance", "instance")
    }
}

/// Where configuration declares what an endpoint means, if it does.
fn still_there(run: &Run, unit: UnitIx, end: &Endpoint, declared: &ModuleAddr) -> Option<Span> {
    let modules = &run.session.modules;
    let addr = end.module_in(declared);
    let module = modules.at(unit, &addr.path())?;
    let node = modules.get(module);
    let expanded = |addr: &ModuleAddr| run.expanded(module).iter().any(|it| it.addr == *addr);
    let of_repeat = |repeat: &Repeat, block: Span| repeat.expr().map_or(block, |expr| expr.span);
    let Some(id) = end.resource() else {
        let (outer, name) = node.path.parent()?;
        let call = modules.get(modules.at(unit, &outer)?).tree.module.calls.get(name)?;
        let exists = if end.is_whole_call() {
            let outer = addr.parent().unwrap_or_default();
            modules.at(unit, &outer.path()).is_some_and(|at| run.expanded(at).iter().any(|it| it.addr == outer))
        } else {
            expanded(&addr)
        };
        return exists.then(|| if end.is_whole_call() { call.span } else { of_repeat(&call.repeat, call.span) });
    };
    let resource = node.tree.module.resources.get(id)?;
    if end.is_whole_resource() {
        return expanded(&addr).then_some(resource.span);
    }
    let graph_node = run.session.graph.find(&NodeKey::Resource(module, id.clone()))?;
    let instances = run.memo.resource(graph_node, &addr)?;
    instances.instance(end.key()?).map(|_| of_repeat(&resource.repeat, resource.span))
}

/// A warning about objects that stay where they were because something is in the way, so that they are destroyed.
pub(crate) fn blocked_moves(run: &Run, unit: UnitIx, blocked: &[(String, String)]) -> Option<Diagnostic> {
    if blocked.is_empty() {
        return None;
    }
    let lines: Vec<String> = blocked.iter().map(|(from, to)| format!("{from} could not move to {to}")).collect();
    let warning = Diagnostic::warning("Unresolved resource instance address changes")
        .detail(format!(
            "Addresses of resource instances in the state were to be adjusted to what configuration says of moves, but there \
             are objects at the intended addresses already: {}. The objects that could not move are planned to be destroyed.",
            lines.join("; ")
        ))
        .help("if that is not what you want, resolve the conflicts with `groundplan state` and plan again");
    Some(run.session.in_unit(unit, warning))
}
