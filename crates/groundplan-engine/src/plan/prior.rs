use std::collections::HashMap;

use groundplan_address::{InstanceAddr, InstanceKey, ModulePath, ResourceAddr, ResourceId};
use groundplan_config::module::Repeat;
use groundplan_state::{Change, DeposedKey, Resource as Stored, State};

use crate::graph::{ModuleNode, UnitIx};
use crate::session::Session;

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
    pub(crate) fn new(session: &Session, unit: UnitIx, stored: &State) -> Self {
        let mut prior = Self { state: stored.clone(), moved: HashMap::new(), by_config: HashMap::new() };
        for resource in stored.resources() {
            let module = session.modules.at(unit, &resource.addr.module.path());
            if let Some((from, to)) = module.and_then(|module| implied_move(session.modules.get(module), resource)) {
                relocate(&mut prior.state, &from, &to);
                prior.moved.insert(to, from);
            }
        }
        for resource in prior.state.resources() {
            let key = (resource.addr.module.path(), resource.addr.resource.clone());
            prior.by_config.entry(key).or_default().push(resource.addr.clone());
        }
        prior
    }

    /// Where the object at an address was before, if it was moved there.
    pub(crate) fn previous(&self, addr: &InstanceAddr, deposed: Option<&DeposedKey>) -> Option<InstanceAddr> {
        if deposed.is_some() { None } else { self.moved.get(addr).cloned() }
    }

    /// A resource of configuration in the state, once for each instance of its module that the state knows.
    pub(crate) fn resources(&self, path: &ModulePath, resource: &ResourceId) -> impl Iterator<Item = &Stored> {
        let addrs = self.by_config.get(&(path.clone(), resource.clone()));
        addrs.into_iter().flatten().filter_map(|addr| self.state.resource(addr))
    }
}

/// An object without a key becomes the first of a `count`, and the other way round ("Enabling count or for_each For a
/// Resource" in Terraform's documentation), unless there is one already.
fn implied_move(module: &ModuleNode, stored: &Stored) -> Option<(InstanceAddr, InstanceAddr)> {
    let declared = module.tree.module.resources.get(&stored.addr.resource)?;
    let (from, to) = match &declared.repeat {
        Repeat::Count(_) => (InstanceKey::None, InstanceKey::Index(0)),
        Repeat::Once => (InstanceKey::Index(0), InstanceKey::None),
        Repeat::ForEach(_) => return None,
    };
    let is_there = |key: &InstanceKey| stored.instance(key).is_some();
    (is_there(&from) && !is_there(&to)).then(|| (stored.addr.instance(from), stored.addr.instance(to)))
}

fn relocate(state: &mut State, from: &InstanceAddr, to: &InstanceAddr) {
    let Some(resource) = state.resource(&from.resource_addr()) else { return };
    let Some(instance) = resource.instance(&from.key).cloned() else { return };
    let provider = resource.provider.clone();
    let current = instance.current.map(|object| (None, object));
    let deposed = instance.deposed.into_iter().map(|(key, object)| (Some(key), object));
    for (deposed, object) in current.into_iter().chain(deposed) {
        state.apply(&Change::put(to.clone(), deposed.clone(), provider.clone(), object));
        state.apply(&Change::remove(from.clone(), deposed));
    }
}
