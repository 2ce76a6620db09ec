//! What follows from the graph for resources: what they depend on through whatever lies between, which of them are created
//! before the objects that they replace are destroyed, and which provider configurations are of use.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use groundplan_lang::syntax::Traversal;

use crate::graph::{Graph, ModuleIx, Modules, NodeId, NodeKey, ProviderKey, Target, UnitIx, target_of};
use crate::session::{Given, Session};

/// What is worked out once for each node, when first asked for.
#[derive(Default)]
pub(crate) struct Dependencies {
    awaited: Vec<OnceLock<Arc<[NodeId]>>>,
    stored: Vec<OnceLock<Arc<[String]>>>,
    /// Resources whose replacements are created first.
    create_first: HashSet<NodeId>,
    /// Provider configurations that are of use, with the resources of configuration that use them; those that only resources
    /// of a state use have none.
    used_providers: HashMap<NodeId, Vec<NodeId>>,
}

impl Dependencies {
    pub(crate) fn new(graph: &Graph, modules: &Modules, given: &[Given]) -> Self {
        fn cells<T>(graph: &Graph) -> Vec<OnceLock<T>> {
            graph.nodes().map(|_| OnceLock::new()).collect()
        }
        Self {
            awaited: cells(graph),
            stored: cells(graph),
            create_first: create_first(graph, modules),
            used_providers: used_providers(graph, modules, given),
        }
    }
}

fn used_providers(graph: &Graph, modules: &Modules, given: &[Given]) -> HashMap<NodeId, Vec<NodeId>> {
    let mut used: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for node in graph.nodes().filter(|node| matches!(graph.key(*node), NodeKey::Resource(..))) {
        let on = graph.dependencies(node).iter().filter(|on| matches!(graph.key(**on), NodeKey::Provider(..)));
        on.for_each(|on| used.entry(*on).or_default().push(node));
    }
    let stored = given.iter().enumerate().flat_map(|(at, given)| {
        given.state.resources().filter_map(move |resource| {
            let provider = &resource.provider;
            let module = modules.at(UnitIx::at(at), &provider.module)?;
            let key = ProviderKey { provider: provider.provider.clone(), alias: provider.alias.clone() };
            graph.find(&NodeKey::Provider(module, key))
        })
    });
    for node in stored {
        used.entry(node).or_default();
    }
    used
}

/// Resources that say that they are created first, and all that they depend on, which would otherwise be gone for a while.
fn create_first(graph: &Graph, modules: &Modules) -> HashSet<NodeId> {
    let says_so = |node: &NodeId| match graph.key(*node) {
        NodeKey::Resource(module, id) => {
            let declared = modules.get(*module).tree.module.resources.get(id);
            declared.is_some_and(|resource| resource.lifecycle.create_before_destroy)
        }
        _ => false,
    };
    let mut queue: Vec<NodeId> = graph.nodes().filter(says_so).collect();
    let mut found = HashSet::new();
    while let Some(node) = queue.pop() {
        if found.insert(node) {
            queue.extend(graph.dependencies(node));
        }
    }
    found.retain(|node| matches!(graph.key(*node), NodeKey::Resource(..)));
    found
}

impl Session {
    /// Whether anything needs a provider configuration.
    pub(crate) fn uses_provider(&self, node: NodeId) -> bool {
        self.dependencies.used_providers.contains_key(&node)
    }

    /// The resources of configuration that use a provider configuration.
    pub(crate) fn users_of_provider(&self, node: NodeId) -> &[NodeId] {
        self.dependencies.used_providers.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Whether a resource is created before the object that it replaces is destroyed.
    pub(crate) fn creates_first(&self, node: NodeId) -> bool {
        self.dependencies.create_first.contains(&node)
    }

    /// All resources that a node depends on, through whatever lies between, in other units too.
    pub(crate) fn resources_before(&self, node: NodeId) -> Arc<[NodeId]> {
        self.resources_from(self.graph.dependencies(node).to_vec())
    }

    fn resources_from(&self, start: Vec<NodeId>) -> Arc<[NodeId]> {
        let mut seen: HashSet<NodeId> = HashSet::new();
        let mut queue = start;
        let mut found = Vec::new();
        while let Some(node) = queue.pop() {
            if seen.insert(node) {
                queue.extend(self.graph.dependencies(node));
                if matches!(self.graph.key(node), NodeKey::Resource(..)) {
                    found.push(node);
                }
            }
        }
        found.sort_unstable();
        found.into()
    }

    /// The resources of the same unit that a resource depends on, as states name them.
    pub(crate) fn stored_dependencies(&self, node: NodeId) -> Arc<[String]> {
        let Some(cell) = self.dependencies.stored.get(node.at()) else { return Arc::from([]) };
        let work_out = || {
            let unit = self.unit_of_node(node);
            let before = self.resources_before(node);
            let names = before.iter().filter_map(|node| match self.graph.key(*node) {
                NodeKey::Resource(module, id) => {
                    let module = self.modules.get(*module);
                    (module.unit == unit).then(|| id.in_path(&module.path))
                }
                _ => None,
            });
            let mut names: Vec<String> = names.collect();
            names.sort_unstable();
            names.into()
        };
        cell.get_or_init(work_out).clone()
    }

    /// The resources whose changes a data source waits for: those that it refers to directly, those that its `depends_on`
    /// means, and those that the `depends_on` of the module calls around it, or of its unit, mean.
    pub(crate) fn awaited_by_data(&self, node: NodeId) -> Arc<[NodeId]> {
        match self.dependencies.awaited.get(node.at()) {
            Some(cell) => cell.get_or_init(|| self.work_out_awaited(node)).clone(),
            None => Arc::from([]),
        }
    }

    fn work_out_awaited(&self, node: NodeId) -> Arc<[NodeId]> {
        let NodeKey::Resource(module, id) = self.graph.key(node) else { return Arc::from([]) };
        let direct = self.graph.dependencies(node).iter().copied();
        let mut found: Vec<NodeId> = direct.filter(|on| matches!(self.graph.key(*on), NodeKey::Resource(..))).collect();
        let declared = self.modules.get(*module).tree.module.resources.get(id);
        // Of what is no resource, all resources that stand behind it.
        let mut behind: Vec<NodeId> = Vec::new();
        for traversal in declared.iter().flat_map(|resource| &resource.depends_on) {
            match self.explicit_target(*module, traversal) {
                Some(on) if matches!(self.graph.key(on), NodeKey::Resource(..)) => found.push(on),
                Some(on) => behind.push(on),
                None => {}
            }
        }
        behind.extend(self.awaited_by_module(*module));
        found.extend(self.resources_from(behind).iter());
        found.sort_unstable();
        found.dedup();
        found.into()
    }

    /// What the `depends_on` of the module calls around a module, and the dependencies of its unit, wait for.
    fn awaited_by_module(&self, module: ModuleIx) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut at = module;
        loop {
            let node = self.modules.get(at);
            let (Some(parent), Some((_, name))) = (node.parent, node.path.parent()) else { break };
            let call = self.modules.get(parent).tree.module.calls.get(name);
            let explicit = call.iter().flat_map(|call| &call.depends_on);
            found.extend(explicit.filter_map(|traversal| self.explicit_target(parent, traversal)));
            at = parent;
        }
        let unit = self.modules.get(at).unit;
        let after = self.unit(unit).after.iter().filter_map(|(path, _)| self.modules.unit(path));
        found.extend(after.filter_map(|other| self.graph.find(&NodeKey::Close(self.modules.root(other)))));
        found
    }

    /// The node that an entry of `depends_on` names.
    fn explicit_target(&self, module: ModuleIx, traversal: &Traversal) -> Option<NodeId> {
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
}
