use std::collections::HashMap;
use std::sync::Arc;

use groundplan_address::{ModulePath, ProviderAddr, ResourceId};
use groundplan_config::module::{Module, ModuleTree, ProviderConfig};
use groundplan_diag::Span;
use groundplan_lang::syntax::Traversal;

/// A unit of the company, by its position in the list that the engine was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct UnitIx(pub(crate) u32);

/// A module in configuration, of one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ModuleIx(pub(crate) u32);

/// A node of the [`Graph`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) u32);

impl From<NodeId> for usize {
    fn from(node: NodeId) -> Self {
        node.at()
    }
}

impl UnitIx {
    /// The unit at a position.
    pub(crate) fn at(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

impl ModuleIx {
    /// The module at a position.
    pub(crate) fn at(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(u32::MAX))
    }
}

impl NodeId {
    /// The node at a position.
    pub(crate) fn from_position(position: usize) -> Self {
        Self(u32::try_from(position).unwrap_or(u32::MAX))
    }

    /// The position in lists that hold something for every node.
    #[must_use]
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

/// A provider configuration as resources find it: the provider and the alias.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct ProviderKey {
    /// The provider.
    pub(crate) provider: ProviderAddr,
    /// The alias.
    pub(crate) alias: Option<Arc<str>>,
}

impl ProviderKey {
    /// The key of a `provider` block.
    pub(crate) fn of(module: &Module, block: &ProviderConfig) -> Self {
        Self { provider: module.provider_addr(&block.name.name), alias: block.alias.clone() }
    }
}

/// What a node stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum NodeKey {
    /// Which instances a module call has.
    Expand(ModuleIx),
    /// An input variable.
    Variable(ModuleIx, Arc<str>),
    /// A local value.
    Local(ModuleIx, Arc<str>),
    /// An output value.
    Output(ModuleIx, Arc<str>),
    /// A provider configuration.
    Provider(ModuleIx, ProviderKey),
    /// A managed resource, data source or ephemeral resource, with all of its instances.
    Resource(ModuleIx, ResourceId),
    /// All that a module holds: what `depends_on = [module.x]` waits for.
    Close(ModuleIx),
    /// The end of an ephemeral resource: all that may see its value has run.
    CloseEphemeral(ModuleIx, ResourceId),
    /// A `check` block's assertions.
    Check(ModuleIx, Arc<str>),
    /// All managed resources of a unit: the data sources in `check` blocks are read after them.
    CheckStart(UnitIx),
}

/// A module in configuration.
#[derive(Debug)]
pub(crate) struct ModuleNode {
    /// The unit.
    pub(crate) unit: UnitIx,
    /// The calls that lead here from the unit's root module.
    pub(crate) path: ModulePath,
    /// What it declares and calls.
    pub(crate) tree: Arc<ModuleTree>,
    /// The module that calls it; none for a root module.
    pub(crate) parent: Option<ModuleIx>,
}

/// The graph. Node ids are dense; dependencies come before their dependents in no particular order.
#[derive(Debug, Default)]
pub(crate) struct Graph {
    keys: Vec<NodeKey>,
    spans: Vec<Span>,
    dependencies: Vec<Vec<NodeId>>,
    accesses: HashMap<NodeId, Vec<Traversal>>,
    index: HashMap<NodeKey, NodeId>,
}

impl Graph {
    /// Adds a node, or gives the one of that key.
    pub(crate) fn add(&mut self, key: NodeKey, span: Span) -> NodeId {
        if let Some(id) = self.index.get(&key) {
            return *id;
        }
        let id = NodeId(u32::try_from(self.keys.len()).unwrap_or(u32::MAX));
        self.index.insert(key.clone(), id);
        self.keys.push(key);
        self.spans.push(span);
        self.dependencies.push(Vec::new());
        id
    }

    /// Says that `node` depends on `on`.
    pub(crate) fn depend(&mut self, node: NodeId, on: NodeId) {
        if let Some(list) = self.dependencies.get_mut(node.at())
            && node != on
            && list.last() != Some(&on)
        {
            list.push(on);
        }
    }

    /// Keeps a reference to something in a resource.
    pub(crate) fn add_access(&mut self, resource: NodeId, traversal: Traversal) {
        self.accesses.entry(resource).or_default().push(traversal);
    }

    /// The references to something in a resource, as they are written.
    pub(crate) fn accesses(&self, resource: NodeId) -> impl Iterator<Item = &Traversal> {
        self.accesses.get(&resource).into_iter().flatten()
    }

    /// Drops edges that were said twice. Call it once all edges are there.
    pub(crate) fn finish(&mut self) {
        for list in &mut self.dependencies {
            list.sort_unstable();
            list.dedup();
        }
    }

    /// Says that a node refers to itself; kept as an edge, so that the search for cycles finds it.
    pub(crate) fn depend_on_self(&mut self, node: NodeId) {
        if let Some(list) = self.dependencies.get_mut(node.at()) {
            list.push(node);
        }
    }

    /// The node of a key.
    #[must_use]
    pub(crate) fn find(&self, key: &NodeKey) -> Option<NodeId> {
        self.index.get(key).copied()
    }

    /// What a node stands for.
    #[must_use]
    pub(crate) fn key(&self, node: NodeId) -> &NodeKey {
        &self.keys[node.at()]
    }

    /// Where it is written.
    #[must_use]
    pub(crate) fn span(&self, node: NodeId) -> Span {
        self.spans[node.at()]
    }

    /// What a node depends on, directly.
    #[must_use]
    pub(crate) fn dependencies(&self, node: NodeId) -> &[NodeId] {
        &self.dependencies[node.at()]
    }

    /// How many nodes there are.
    #[must_use]
    pub(crate) fn len(&self) -> usize {
        self.keys.len()
    }

    /// All nodes.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..u32::try_from(self.keys.len()).unwrap_or(u32::MAX)).map(NodeId)
    }

    /// For every node, the nodes that depend on it directly.
    #[must_use]
    pub(crate) fn dependents(&self) -> Vec<Vec<NodeId>> {
        let mut dependents = vec![Vec::new(); self.len()];
        for node in self.nodes() {
            for on in self.dependencies(node) {
                dependents[on.at()].push(node);
            }
        }
        dependents
    }
}
