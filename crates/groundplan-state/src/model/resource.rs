use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::{InstanceKey, ProviderConfigAddr, ResourceAddr};

use super::{DeposedKey, InstanceObject};
use crate::json::RawJson;

/// A resource of the state: its instances and the provider configuration that made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resource {
    /// Where it is.
    pub addr: ResourceAddr,
    /// The provider configuration that last handled it.
    pub provider: ProviderConfigAddr,
    /// `list` or `map`, as Terraform before 0.14 wrote it. Kept as it was, says nothing.
    pub(crate) each: Option<String>,
    pub(crate) instances: BTreeMap<InstanceKey, Instance>,
    pub(crate) extra: Vec<(String, RawJson)>,
}

/// The objects of one resource instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// The one that the configuration is about. `None` while only deposed ones are left.
    pub current: Option<Arc<InstanceObject>>,
    /// Those that were replaced and still have to be destroyed.
    pub deposed: BTreeMap<DeposedKey, Arc<InstanceObject>>,
}

impl Resource {
    pub(crate) fn new(addr: ResourceAddr, provider: ProviderConfigAddr) -> Self {
        Self { addr, provider, each: None, instances: BTreeMap::new(), extra: Vec::new() }
    }

    /// Its instances, in Terraform's order: without key, by number, by string.
    pub fn instances(&self) -> impl Iterator<Item = (&InstanceKey, &Instance)> {
        self.instances.iter()
    }

    /// One of its instances.
    #[must_use]
    pub fn instance(&self, key: &InstanceKey) -> Option<&Instance> {
        self.instances.get(key)
    }

    pub(crate) fn instance_mut(&mut self, key: &InstanceKey) -> &mut Instance {
        self.each = None;
        self.instances.entry(key.clone()).or_default()
    }

    pub(crate) fn drop_empty_instances(&mut self) {
        self.instances.retain(|_, instance| !instance.is_empty());
    }
}

impl Instance {
    /// Whether it has neither a current nor a deposed object.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.current.is_none() && self.deposed.is_empty()
    }

    /// The current object, or the deposed one with that key.
    #[must_use]
    pub fn object(&self, deposed: Option<&DeposedKey>) -> Option<&Arc<InstanceObject>> {
        match deposed {
            None => self.current.as_ref(),
            Some(key) => self.deposed.get(key),
        }
    }
}
