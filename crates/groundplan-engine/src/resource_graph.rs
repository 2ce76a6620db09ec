use std::collections::{HashMap, HashSet};

use groundplan_config::live::UnitPath;

use crate::graph::{NodeId, NodeKey};
use crate::session::Session;

/// A resource or data source of configuration, with all of its instances.
#[derive(Clone, Debug)]
pub struct ResourceNode {
    /// Its unit.
    pub unit: UnitPath,
    /// Its address in the unit, without keys of instances: `module.network.aws_subnet.private`.
    pub addr: String,
    /// Those that it waits for, as positions in the list that it is in: whatever its arguments, its provider's configuration and
    /// its `depends_on` need, through variables, locals and outputs, of other units too. What those in turn wait for is
    /// not repeated.
    pub waits_for: Vec<usize>,
}

impl Session {
    /// What is walked over when all of it is made: the resources of all units, in the order of units and addresses.
    #[must_use]
    pub fn resources(&self) -> Vec<ResourceNode> {
        let mut nodes: Vec<(NodeId, ResourceNode)> = Vec::new();
        for node in self.graph.nodes() {
            if let NodeKey::Resource(module, id) = self.graph.key(node) {
                let module = self.modules.get(*module);
                let (unit, addr) = (self.unit(module.unit).path.clone(), id.in_path(&module.path));
                nodes.push((node, ResourceNode { unit, addr, waits_for: Vec::new() }));
            }
        }
        nodes.sort_by(|(_, a), (_, b)| (&a.unit, &a.addr).cmp(&(&b.unit, &b.addr)));
        let positions: HashMap<NodeId, usize> = nodes.iter().enumerate().map(|(at, (node, _))| (*node, at)).collect();
        for (node, resource) in &mut nodes {
            let mut seen: HashSet<NodeId> = HashSet::new();
            let mut queue = self.graph.dependencies(*node).to_vec();
            while let Some(on) = queue.pop() {
                if !seen.insert(on) {
                    continue;
                }
                match positions.get(&on) {
                    Some(position) => resource.waits_for.push(*position),
                    None => queue.extend(self.graph.dependencies(on)),
                }
            }
            resource.waits_for.sort_unstable();
        }
        nodes.into_iter().map(|(_, resource)| resource).collect()
    }
}
