//! When ephemeral resources can be closed.

use std::collections::HashSet;

use groundplan_address::Mode;

use super::build::Builder;
use super::{NodeId, NodeKey};

impl Builder<'_> {
    /// An ephemeral resource is closed after all that may see its value. One that a provider is configured with gets no node
    /// for that: such a provider is used until the end of the run, for destroying too.
    pub(super) fn connect_closing(&mut self) {
        let is_ephemeral =
            |node: &NodeId| matches!(self.graph.key(*node), NodeKey::Resource(_, id) if id.mode == Mode::Ephemeral);
        let opened: Vec<NodeId> = self.graph.nodes().filter(is_ephemeral).collect();
        if opened.is_empty() {
            return;
        }
        let dependents = self.graph.dependents();
        for open in opened {
            let NodeKey::Resource(module, id) = self.graph.key(open).clone() else { continue };
            let users = self.users(open, &dependents);
            if users.iter().any(|user| matches!(self.graph.key(*user), NodeKey::Provider(..))) {
                continue;
            }
            let span = self.graph.span(open);
            let close = self.graph.add(NodeKey::CloseEphemeral(module, id), span);
            users.into_iter().for_each(|user| self.graph.depend(close, user));
        }
    }

    /// The nodes that may see a value, itself among them. Nothing that is stored holds any of it, so what comes after a
    /// resource does not.
    fn users(&self, open: NodeId, dependents: &[Vec<NodeId>]) -> Vec<NodeId> {
        let mut seen = HashSet::from([open]);
        let mut queue = vec![open];
        while let Some(node) = queue.pop() {
            let passes_on = match self.graph.key(node) {
                NodeKey::Expand(_)
                | NodeKey::Variable(..)
                | NodeKey::Local(..)
                | NodeKey::Output(..)
                | NodeKey::Provider(..) => true,
                NodeKey::Resource(_, id) => id.mode == Mode::Ephemeral,
                NodeKey::Check(..) | NodeKey::CheckStart(_) | NodeKey::Close(_) | NodeKey::CloseEphemeral(..) => false,
            };
            let next = dependents.get(node.at()).filter(|_| passes_on).into_iter().flatten();
            for next in next.filter(|next| !matches!(self.graph.key(**next), NodeKey::Close(_))) {
                if seen.insert(*next) {
                    queue.push(*next);
                }
            }
        }
        let mut users: Vec<NodeId> = seen.into_iter().collect();
        users.sort_unstable();
        users
    }
}
