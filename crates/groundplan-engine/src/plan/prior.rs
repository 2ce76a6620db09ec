use std::collections::HashMap;

use groundplan_address::{InstanceAddr, ModulePath, ResourceAddr, ResourceId};
use groundplan_state::{DeposedKey, Resource as Stored, State};

/// What a unit had before the run, as planning sees it: the stored state with objects moved to where configuration has
/// them now.
pub(crate) struct PriorState {
    pub(crate) state: State,
    /// By the address of now: the address before.
    moved: HashMap<InstanceAddr, InstanceAddr>,
    /// The resources of the state by what they are in configuration: one for each instance of their module.
    by_config: HashMap<(ModulePath, ResourceId), Vec<ResourceAddr>>,
}

impl PriorState {
    /// A state after the moves that were made in it.
    pub(crate) fn new(state: State, moved: HashMap<InstanceAddr, InstanceAddr>) -> Self {
        let mut by_config: HashMap<_, Vec<_>> = HashMap::new();
        for resource in state.resources() {
            let key = (resource.addr.module.path(), resource.addr.resource.clone());
            by_config.entry(key).or_default().push(resource.addr.clone());
        }
        Self { state, moved, by_config }
    }

    /// Where the object at an address was before, if it was moved there.
    pub(crate) fn previous(&self, addr: &InstanceAddr, deposed: Option<&DeposedKey>) -> Option<InstanceAddr> {
        if deposed.is_some() { None } else { self.moved.get(addr).cloned() }
    }

    /// The instances that moved: where they are now, and where they were.
    pub(crate) fn moved_instances(&self) -> impl Iterator<Item = (&InstanceAddr, &InstanceAddr)> {
        self.moved.iter()
    }

    /// A resource of configuration in the state, once for each instance of its module that the state knows.
    pub(crate) fn resources(&self, path: &ModulePath, resource: &ResourceId) -> impl Iterator<Item = &Stored> {
        let addrs = self.by_config.get(&(path.clone(), resource.clone()));
        addrs.into_iter().flatten().filter_map(|addr| self.state.resource(addr))
    }
}
