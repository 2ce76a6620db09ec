use groundplan_address::{ProviderAddr, ResourceAddr};

use crate::State;

impl State {
    /// Says of all resources of a provider that they are another's from now on, for `state replace-provider`, and which
    /// they are. Aliases and modules of the provider configurations stay.
    pub fn replace_provider(&mut self, from: &ProviderAddr, to: &ProviderAddr) -> Vec<ResourceAddr> {
        let mut replaced = Vec::new();
        for resource in self.resources.values_mut().filter(|resource| resource.provider.provider == *from) {
            resource.provider.provider = to.clone();
            replaced.push(resource.addr.clone());
        }
        replaced
    }
}
