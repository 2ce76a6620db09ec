use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, Mode, ModuleAddr, ProviderConfigAddr, ResourceAddr};

use super::{Change, CheckResult, DeposedKey, Instance, InstanceObject, OutputValue, Resource};
use crate::json::RawJson;

/// The Terraform version that states are written for, and that they name as their writer when no newer one wrote them before.
pub const COMPATIBLE_VERSION: &str = "1.11.4";

/// A state: what one root module has made, and its outputs.
///
/// Cloning is cheap: objects are shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// The Terraform version that wrote it.
    pub terraform_version: String,
    /// Counts the snapshots of a lineage. Only [`State::successor`] moves it.
    pub serial: u64,
    /// Names the history that a state belongs to. States of different lineages never replace one another.
    pub lineage: String,
    /// The root module's outputs.
    pub outputs: BTreeMap<String, OutputValue>,
    /// What conditions came to in the last run. `None` when that is not known.
    pub check_results: Option<Vec<CheckResult>>,
    pub(crate) resources: BTreeMap<ResourceAddr, Resource>,
    pub(crate) extra: Vec<(String, RawJson)>,
}

impl State {
    /// An empty state of a new lineage, with serial 0: nothing was written yet.
    #[must_use]
    pub fn new() -> Self {
        Self::with_lineage(uuid::Uuid::new_v4().to_string())
    }

    /// An empty state of a lineage, with serial 0.
    #[must_use]
    pub fn with_lineage(lineage: String) -> Self {
        Self {
            terraform_version: COMPATIBLE_VERSION.to_owned(),
            serial: 0,
            lineage,
            outputs: BTreeMap::new(),
            check_results: None,
            resources: BTreeMap::new(),
            extra: Vec::new(),
        }
    }

    /// Whether there is neither a resource nor an output.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty() && self.outputs.is_empty()
    }

    /// The resources, in the order of their addresses.
    pub fn resources(&self) -> impl Iterator<Item = &Resource> {
        self.resources.values()
    }

    /// The resource at an address.
    #[must_use]
    pub fn resource(&self, addr: &ResourceAddr) -> Option<&Resource> {
        self.resources.get(addr)
    }

    /// The module instances that hold resources, each once, in order. The root module only when it holds some itself.
    #[must_use]
    pub fn modules(&self) -> Vec<&ModuleAddr> {
        let mut modules: Vec<_> = self.resources.keys().map(|addr| &addr.module).collect();
        modules.dedup();
        modules
    }

    /// The resource instances with their addresses, in order.
    pub fn instances(&self) -> impl Iterator<Item = (InstanceAddr, &Instance)> {
        self.resources.values().flat_map(|resource| {
            resource.instances().map(|(key, instance)| (resource.addr.instance(key.clone()), instance))
        })
    }

    /// The instance at an address.
    #[must_use]
    pub fn instance(&self, addr: &InstanceAddr) -> Option<&Instance> {
        self.resource(&addr.resource_addr())?.instance(&addr.key)
    }

    /// The current object of an instance, or the deposed one with that key.
    #[must_use]
    pub fn object(&self, addr: &InstanceAddr, deposed: Option<&DeposedKey>) -> Option<&Arc<InstanceObject>> {
        self.instance(addr)?.object(deposed)
    }

    /// Puts an object into its place, over what was there. The resource takes over the provider configuration. Ephemeral
    /// resources are never stored: putting one does nothing.
    pub fn put(
        &mut self,
        addr: &InstanceAddr,
        deposed: Option<&DeposedKey>,
        provider: &ProviderConfigAddr,
        object: impl Into<Arc<InstanceObject>>,
    ) {
        if addr.resource.mode == Mode::Ephemeral {
            return;
        }
        let resource_addr = addr.resource_addr();
        let resource = self
            .resources
            .entry(resource_addr)
            .or_insert_with_key(|addr| Resource::new(addr.clone(), provider.clone()));
        resource.provider = provider.clone();
        let instance = resource.instance_mut(&addr.key);
        match deposed {
            None => instance.current = Some(object.into()),
            Some(key) => {
                instance.deposed.insert(key.clone(), object.into());
            }
        }
    }

    /// Takes an object out of its place, and removes the instance and the resource when nothing is left of them.
    pub fn remove(&mut self, addr: &InstanceAddr, deposed: Option<&DeposedKey>) -> Option<Arc<InstanceObject>> {
        let resource_addr = addr.resource_addr();
        let resource = self.resources.get_mut(&resource_addr)?;
        let instance = resource.instances.get_mut(&addr.key)?;
        let object = match deposed {
            None => instance.current.take(),
            Some(key) => instance.deposed.remove(key),
        };
        resource.each = None;
        if instance.is_empty() {
            resource.instances.remove(&addr.key);
        }
        if resource.instances.is_empty() {
            self.resources.remove(&resource_addr);
        }
        object
    }

    /// Takes a whole instance out, with its provider configuration.
    pub(crate) fn take_instance(&mut self, addr: &InstanceAddr) -> Option<(ProviderConfigAddr, Instance)> {
        let resource_addr = addr.resource_addr();
        let resource = self.resources.get_mut(&resource_addr)?;
        let instance = resource.instances.remove(&addr.key)?;
        let provider = resource.provider.clone();
        if resource.instances.is_empty() {
            self.resources.remove(&resource_addr);
        }
        Some((provider, instance))
    }

    /// Puts a whole instance where none is.
    pub(crate) fn place_instance(&mut self, addr: &InstanceAddr, (provider, instance): (ProviderConfigAddr, Instance)) {
        let resource =
            self.resources.entry(addr.resource_addr()).or_insert_with_key(|addr| Resource::new(addr.clone(), provider));
        *resource.instance_mut(&addr.key) = instance;
    }

    /// Does what the change says.
    pub fn apply(&mut self, change: &Change) {
        match &change.stored {
            Some(stored) => {
                self.put(&change.address, change.deposed.as_ref(), &stored.provider, Arc::clone(&stored.object));
            }
            None => {
                self.remove(&change.address, change.deposed.as_ref());
            }
        }
    }

    /// The changes that make the current object of an instance a deposed one, and the key it gets: the first step of a
    /// replacement that creates before it destroys. `None` when there is no current object.
    #[must_use]
    pub fn depose(&self, addr: &InstanceAddr) -> Option<(DeposedKey, [Change; 2])> {
        let resource = self.resource(&addr.resource_addr())?;
        let object = resource.instance(&addr.key)?.current.as_ref()?;
        let key = DeposedKey::random();
        let put = Change::put(addr.clone(), Some(key.clone()), resource.provider.clone(), Arc::clone(object));
        Some((key, [put, Change::remove(addr.clone(), None)]))
    }

    /// The changes that make a deposed object the current one again, for when its replacement could not be created. `None`
    /// when there is no such object, or when there is a current one.
    #[must_use]
    pub fn restore(&self, addr: &InstanceAddr, deposed: &DeposedKey) -> Option<[Change; 2]> {
        let resource = self.resource(&addr.resource_addr())?;
        let instance = resource.instance(&addr.key)?;
        if instance.current.is_some() {
            return None;
        }
        let object = instance.deposed.get(deposed)?;
        let put = Change::put(addr.clone(), None, resource.provider.clone(), Arc::clone(object));
        Some([put, Change::remove(addr.clone(), Some(deposed.clone()))])
    }

    /// Removes resources and instances without objects, which states written by others may hold.
    pub fn prune(&mut self) {
        for resource in self.resources.values_mut() {
            resource.drop_empty_instances();
        }
        self.resources.retain(|_, resource| !resource.instances.is_empty());
    }

    /// The snapshot that follows `stored`, the one in the store, or `None` when nothing has to be written because the
    /// content is the same: a serial moves only with content.
    ///
    /// Lineage and serial follow the stored snapshot. Without one the lineage is this state's own and the serial is 1; an
    /// empty state is not worth a first snapshot.
    #[must_use]
    pub fn successor(&self, stored: Option<&Self>) -> Option<Self> {
        let unchanged = match stored {
            Some(stored) => self.content_eq(stored),
            None => self.is_empty(),
        };
        if unchanged {
            return None;
        }
        let mut next = self.clone();
        next.serial = stored.map_or(0, |stored| stored.serial).saturating_add(1);
        if let Some(stored) = stored.filter(|stored| !stored.lineage.is_empty()) {
            next.lineage.clone_from(&stored.lineage);
        }
        if release(&next.terraform_version) < release(COMPATIBLE_VERSION) {
            COMPATIBLE_VERSION.clone_into(&mut next.terraform_version);
        }
        Some(next)
    }
}

impl Default for State {
    fn default() -> Self {
        Self::new()
    }
}

/// The numbers of a version; a pre-release counts as its release, text that is no version as the oldest.
fn release(version: &str) -> [u64; 3] {
    let mut numbers =
        version.split(['-', '+']).next().unwrap_or_default().split('.').map(|part| part.parse().unwrap_or_default());
    [(); 3].map(|()| numbers.next().unwrap_or_default())
}
