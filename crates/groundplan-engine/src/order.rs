//! What follows from the graph for the order of changes.

use std::collections::HashSet;

use groundplan_address::ResourceId;
use groundplan_lang::syntax::Traversal;

use crate::graph::{ModuleIx, NodeId, NodeKey, Target, target_of};
use crate::session::Session;

impl Session {
    /// Whether a resource is created before the object that it replaces is destroyed: because it says so itself, or because
    /// something that depends on it does, which would otherwise have to live without it for a while.
    pub(crate) fn creates_first(&self, module: ModuleIx, resource: &ResourceId) -> bool {
        let node = self.graph.find(&NodeKey::Resource(module, resource.clone()));
        node.is_some_and(|node| self.create_first.contains(&node))
    }

    /// All resources that are created first: those that say so, and everything that they depend on.
    pub(crate) fn find_create_first(&self) -> HashSet<NodeId> {
        let says_so = |node: &NodeId| match self.graph.key(*node) {
            NodeKey::Resource(module, id) => {
                let resources = &self.modules.get(*module).tree.module.resources;
                resources.get(id).is_some_and(|resource| resource.lifecycle.create_before_destroy)
            }
            _ => false,
        };
        let mut queue: Vec<NodeId> = self.graph.nodes().filter(says_so).collect();
        let mut found = HashSet::new();
        while let Some(node) = queue.pop() {
            if found.insert(node) {
                queue.extend(self.graph.dependencies(node));
            }
        }
        found
    }

    /// The node that an entry of `depends_on` names.
    pub(crate) fn explicit_target(&self, module: ModuleIx, traversal: &Traversal) -> Option<NodeId> {
        let key = match target_of(&self.modules.get(module).tree.module, traversal).ok()? {
            Target::Resource(id) => NodeKey::Resource(module, id),
            Target::Module(call, None) => NodeKey::Close(self.modules.child(module, &call)?),
            Target::Module(call, Some(output)) => NodeKey::Output(self.modules.child(module, &call)?, output),
            Target::Variable(name) => NodeKey::Variable(module, name),
            Target::Local(name) => NodeKey::Local(module, name),
            Target::Each | Target::Count | Target::Itself | Target::Path | Target::Terraform => return None,
        };
        self.graph.find(&key)
    }

    /// The resources of the same unit that a resource depends on, through whatever lies between, as states name them.
    pub(crate) fn stored_dependencies(&self, module: ModuleIx, resource: &ResourceId) -> Vec<String> {
        let unit = self.modules.get(module).unit;
        let Some(start) = self.graph.find(&NodeKey::Resource(module, resource.clone())) else { return Vec::new() };
        let mut seen = HashSet::from([start]);
        let mut queue = vec![start];
        let mut names = Vec::new();
        while let Some(node) = queue.pop() {
            for on in self.graph.dependencies(node) {
                if !seen.insert(*on) {
                    continue;
                }
                queue.push(*on);
                if let NodeKey::Resource(owner, id) = self.graph.key(*on)
                    && self.modules.get(*owner).unit == unit
                {
                    names.push(id.in_path(&self.modules.get(*owner).path));
                }
            }
        }
        names.sort();
        names
    }
}
