use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use groundplan_address::{InstanceKey, ModuleAddr};
use groundplan_provider::Provider;
use groundplan_value::{Map, Value};

use super::expansion::{Expanded, Instances};
use crate::graph::NodeId;

/// The result of a node, by module instance where it has one for each.
pub(crate) enum NodeResult {
    /// Input variable, local value or output value.
    Values(BTreeMap<ModuleAddr, Value>),
    /// The instances of a module.
    Modules(ModuleInstances),
    /// A resource.
    Resource(BTreeMap<ModuleAddr, ResourceResult>),
    /// A provider configuration.
    Provider(BTreeMap<ModuleAddr, ProviderResult>),
    /// Nothing to read: the node only stands for an order.
    Done,
}

/// The instances of a module, and which of them lie in which instance of the calling module.
pub(crate) struct ModuleInstances {
    all: Vec<Expanded>,
    within: HashMap<ModuleAddr, Siblings>,
}

/// The instances of a module that one instance of the calling module has.
#[derive(Default)]
pub(crate) struct Siblings {
    pub(crate) by_key: BTreeMap<InstanceKey, ModuleAddr>,
    /// All of them as one value. Made once: whoever refers to them all waits for all of their outputs.
    pub(crate) whole: OnceLock<Value>,
}

impl NodeResult {
    /// The instances of a module.
    pub(crate) fn modules(all: Vec<Expanded>) -> Self {
        let mut within: HashMap<ModuleAddr, Siblings> = HashMap::new();
        for instance in &all {
            if let Some(step) = instance.addr.0.last() {
                let siblings = within.entry(instance.addr.parent().unwrap_or_default()).or_default();
                siblings.by_key.insert(step.key.clone(), instance.addr.clone());
            }
        }
        Self::Modules(ModuleInstances { all, within })
    }
}

/// A configured provider.
#[derive(Clone)]
pub(crate) struct ProviderResult {
    pub(crate) provider: Arc<dyn Provider>,
    /// Configured without an account, because its configuration is not known yet: plans creations, calls nothing.
    pub(crate) offline: bool,
}

/// The values of a resource's instances within one module instance.
pub(crate) struct ResourceResult {
    kind: Instances,
    instances: BTreeMap<InstanceKey, Value>,
    whole: OnceLock<Value>,
}

impl ResourceResult {
    pub(crate) fn new(kind: Instances, instances: BTreeMap<InstanceKey, Value>) -> Self {
        Self { kind, instances, whole: OnceLock::new() }
    }

    pub(crate) fn kind(&self) -> Instances {
        self.kind
    }

    pub(crate) fn instance(&self, key: &InstanceKey) -> Option<&Value> {
        self.instances.get(key)
    }

    /// The resource as references without an instance key see it: the object, a tuple of them, or an object by key. Made
    /// once, however often it is referred to.
    pub(crate) fn whole(&self) -> &Value {
        self.whole.get_or_init(|| whole(self.kind, &self.instances))
    }
}

/// Instances as one value.
pub(crate) fn whole(kind: Instances, instances: &BTreeMap<InstanceKey, Value>) -> Value {
    match kind {
        // While only checking, one instance stands for all that there may be.
        Instances::Count | Instances::ForEach if instances.contains_key(&InstanceKey::None) => Value::DYNAMIC,
        Instances::Once => instances.get(&InstanceKey::None).cloned().unwrap_or(Value::DYNAMIC),
        Instances::Count => Value::tuple(instances.values().cloned().collect::<Vec<_>>()),
        Instances::ForEach => {
            let by_key = instances.iter().filter_map(|(key, value)| match key {
                InstanceKey::Key(key) => Some((key.clone(), value.clone())),
                InstanceKey::None | InstanceKey::Index(_) => None,
            });
            Value::object(by_key.collect::<Map>())
        }
    }
}

/// The results of all nodes.
pub(crate) struct Memo {
    results: Vec<OnceLock<NodeResult>>,
}

impl Memo {
    pub(crate) fn new(nodes: usize) -> Self {
        Self { results: (0..nodes).map(|_| OnceLock::new()).collect() }
    }

    /// Keeps the result of a node. A second result of the same node is dropped: the walk runs each node once.
    pub(crate) fn set(&self, node: NodeId, result: NodeResult) {
        if let Some(cell) = self.results.get(node.at()) {
            let _kept = cell.set(result);
        }
    }

    pub(crate) fn get(&self, node: NodeId) -> Option<&NodeResult> {
        self.results.get(node.at())?.get()
    }

    /// The value of a variable, local or output in a module instance.
    pub(crate) fn value(&self, node: NodeId, module: &ModuleAddr) -> Option<&Value> {
        match self.get(node)? {
            NodeResult::Values(values) => values.get(module),
            _ => None,
        }
    }

    /// The instances of a module; none as long as its expansion has not run.
    pub(crate) fn modules(&self, node: NodeId) -> &[Expanded] {
        match self.get(node) {
            Some(NodeResult::Modules(modules)) => &modules.all,
            _ => &[],
        }
    }

    /// The instances of a module that an instance of the calling module has.
    pub(crate) fn modules_within(&self, node: NodeId, outer: &ModuleAddr) -> Option<&Siblings> {
        match self.get(node)? {
            NodeResult::Modules(modules) => modules.within.get(outer),
            _ => None,
        }
    }

    pub(crate) fn resource(&self, node: NodeId, module: &ModuleAddr) -> Option<&ResourceResult> {
        match self.get(node)? {
            NodeResult::Resource(resources) => resources.get(module),
            _ => None,
        }
    }

    pub(crate) fn provider(&self, node: NodeId, module: &ModuleAddr) -> Option<&ProviderResult> {
        match self.get(node)? {
            NodeResult::Provider(providers) => providers.get(module).or_else(|| providers.values().next()),
            _ => None,
        }
    }
}
