use std::collections::{HashMap, HashSet};

use groundplan_address::{InstanceAddr, ModuleAddr, ModulePath, ResourceAddr, ResourceId};

use super::change::{Action, ResourceChange};

/// The planned changes of a unit so far.
#[derive(Default)]
pub(crate) struct Changes {
    list: Vec<ResourceChange>,
    /// Changes of current objects, by instance.
    current: HashMap<InstanceAddr, usize>,
    /// Changes of each resource in each instance of its module.
    by_resource: HashMap<ResourceAddr, Vec<usize>>,
    /// The instances of its module in which something is to be done to a resource.
    pending: HashMap<(ModulePath, ResourceId), HashSet<ModuleAddr>>,
}

impl Changes {
    pub(crate) fn push(&mut self, change: ResourceChange) {
        let at = self.list.len();
        if change.deposed.is_none() {
            self.current.insert(change.addr.clone(), at);
        }
        self.by_resource.entry(change.addr.resource_addr()).or_default().push(at);
        if change.action != Action::NoOp {
            let key = (change.addr.module.path(), change.addr.resource.clone());
            self.pending.entry(key).or_default().insert(change.addr.module.clone());
        }
        self.list.push(change);
    }

    /// The change of an instance's current object.
    pub(crate) fn of_instance(&self, addr: &InstanceAddr) -> Option<&ResourceChange> {
        self.current.get(addr).and_then(|at| self.list.get(*at))
    }

    /// The changes of a resource's instances.
    pub(crate) fn of_resource(&self, addr: &ResourceAddr) -> impl Iterator<Item = &ResourceChange> {
        self.by_resource.get(addr).into_iter().flatten().filter_map(|at| self.list.get(*at))
    }

    /// Whether something is to be done to a resource of configuration. With a module instance: as one in there sees it, whom
    /// other instances of its own module do not concern.
    pub(crate) fn is_pending(&self, path: &ModulePath, resource: &ResourceId, seen_from: Option<&ModuleAddr>) -> bool {
        let Some(modules) = self.pending.get(&(path.clone(), resource.clone())) else { return false };
        seen_from.filter(|from| from.path() == *path).is_none_or(|from| modules.contains(from))
    }

    /// All of them, in the order in which they were found.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &ResourceChange> {
        self.list.iter()
    }

    /// All of them, by address.
    pub(crate) fn into_sorted(self) -> Vec<ResourceChange> {
        let mut list = self.list;
        list.sort_by(|a, b| (&a.addr, &a.deposed).cmp(&(&b.addr, &b.deposed)));
        list
    }
}
