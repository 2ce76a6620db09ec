//! Short words for what most tests need.

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_state::{InstanceObject, RawJson};

pub(crate) fn addr(text: &str) -> InstanceAddr {
    InstanceAddr::parse(text).unwrap()
}

pub(crate) fn provider() -> ProviderConfigAddr {
    ProviderConfigAddr::parse("provider[\"registry.terraform.io/hashicorp/aws\"]").unwrap()
}

/// An object with that id.
pub(crate) fn object(id: &str) -> InstanceObject {
    InstanceObject::new(0, RawJson::parse(&format!("{{\"id\":\"{id}\"}}")).unwrap())
}
