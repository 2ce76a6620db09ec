use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};

use super::{DeposedKey, InstanceObject};

/// What one place of the state shall hold from now on. Absolute, so that applying it twice is the same as once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The resource instance.
    pub address: InstanceAddr,
    /// Which deposed object; `None` for the current one.
    pub deposed: Option<DeposedKey>,
    /// The object that the place holds, or `None` when it holds none any more.
    pub stored: Option<StoredObject>,
}

/// An object and the provider configuration that it was made with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredObject {
    /// The provider configuration.
    pub provider: ProviderConfigAddr,
    /// The object.
    pub object: Arc<InstanceObject>,
}

impl Change {
    /// The place holds this object.
    #[must_use]
    pub fn put(
        address: InstanceAddr,
        deposed: Option<DeposedKey>,
        provider: ProviderConfigAddr,
        object: impl Into<Arc<InstanceObject>>,
    ) -> Self {
        Self { address, deposed, stored: Some(StoredObject { provider, object: object.into() }) }
    }

    /// The place holds nothing.
    #[must_use]
    pub fn remove(address: InstanceAddr, deposed: Option<DeposedKey>) -> Self {
        Self { address, deposed, stored: None }
    }
}
