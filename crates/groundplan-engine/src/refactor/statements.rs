use groundplan_address::{InstanceAddr, InstanceKey};
use groundplan_config::module::{Repeat, Target};
use groundplan_diag::Span;
use groundplan_state::{Resource as Stored, State};

use super::endpoint::{Endpoint, endpoints};
use crate::graph::{ModuleNode, UnitIx, components};
use crate::session::Session;

/// A move that configuration declares, or implies.
#[derive(Clone, Debug)]
pub(crate) struct Statement {
    pub(crate) from: Endpoint,
    pub(crate) to: Endpoint,
    /// The block's header; nothing for an implied move.
    pub(crate) span: Span,
    /// It follows from `count` alone.
    pub(crate) implied: bool,
}

/// All moves of a unit: those that `moved` blocks declare, in the order of their modules, then those that `count` implies for
/// what the state holds.
pub(crate) fn statements(session: &Session, unit: UnitIx, stored: &State) -> Vec<Statement> {
    let mut all = Vec::new();
    for (_, node) in session.modules.iter().filter(|(_, node)| node.unit == unit) {
        for block in &node.tree.module.moved {
            // Addresses that cannot be read were told when the module was read.
            let (Ok(from), Ok(to)) = (Target::parse(&block.from), Target::parse(&block.to)) else { continue };
            let (from, to) = endpoints(&node.path, &from, &to);
            all.push(Statement { from, to, span: block.span, implied: false });
        }
    }
    let implied = stored.resources().filter_map(|resource| {
        let module = session.modules.at(unit, &resource.addr.module.path())?;
        let (from, to) = implied_move(session.modules.get(module), resource)?;
        let (module, id) = (&resource.addr.module, &resource.addr.resource);
        // Whoever speaks of the resource may want to keep another instance.
        let spoken_of = |it: &Statement| it.from.selects_resource(module, id) || it.to.selects_resource(module, id);
        if all.iter().any(spoken_of) {
            return None;
        }
        let (from, to) = (Endpoint::of_instance(&from), Endpoint::of_instance(&to));
        Some(Statement { from, to, span: Span::NONE, implied: true })
    });
    let implied: Vec<Statement> = implied.collect();
    all.extend(implied);
    all
}

/// An object without a key becomes the first of a `count`, and the other way round ("Enabling count or for_each For a
/// Resource" in Terraform's documentation).
fn implied_move(module: &ModuleNode, stored: &Stored) -> Option<(InstanceAddr, InstanceAddr)> {
    let declared = module.tree.module.resources.get(&stored.addr.resource)?;
    let (from, to) = match &declared.repeat {
        Repeat::Count(_) => (InstanceKey::None, InstanceKey::Index(0)),
        Repeat::Once => (InstanceKey::Index(0), InstanceKey::None),
        Repeat::ForEach(_) => return None,
    };
    stored.instance(&from).is_some().then(|| (stored.addr.instance(from), stored.addr.instance(to)))
}

/// The order in which moves are made: what another begins with, or what lies within it, comes first. Groups of more than one
/// go round in a circle.
pub(crate) fn in_order(statements: &[Statement]) -> Vec<Vec<usize>> {
    let before = |at: usize| -> Vec<usize> {
        let comes_first = |(other, it): (usize, &Statement)| {
            // Implied moves have nothing to do with one another.
            let apart = other == at || (it.implied && statements[at].implied);
            (!apart && comes_after(&statements[at], it)).then_some(other)
        };
        statements.iter().enumerate().filter_map(comes_first).collect()
    };
    let edges: Vec<Vec<usize>> = (0..statements.len()).map(before).collect();
    components(edges.len(), |at| edges[at].as_slice())
}

/// Whether a move has to be made after another ("Refactoring" in Terraform's documentation: chains, and moves of what lies in
/// something that moves).
fn comes_after(this: &Statement, other: &Statement) -> bool {
    if this.from.can_chain_from(&other.to) {
        return true;
    }
    let nested = this.from.is_nested_within(&other.to)
        || this.to.is_nested_within(&other.to)
        || other.from.is_nested_within(&this.from)
        || other.to.is_nested_within(&this.from);
    // A module that only gets another key contains what moves within it before and after: it goes first.
    let outer = this.to.declared_in().0.len() < other.to.declared_in().0.len();
    nested && !(outer && this.from.is_new_key_of(&this.to))
}
