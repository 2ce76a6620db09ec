//! Short words for what most tests need.

use std::path::Path;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_state::{InstanceObject, LockInfo, RawJson, State};

pub(crate) fn addr(text: &str) -> InstanceAddr {
    InstanceAddr::parse(text).unwrap()
}

pub(crate) fn provider() -> ProviderConfigAddr {
    ProviderConfigAddr::parse("provider[\"terraform.io/builtin/terraform\"]").unwrap()
}

/// An object of `terraform_data` with that id.
pub(crate) fn object(id: &str) -> InstanceObject {
    let json = format!(r#"{{"id":"{id}","input":null,"output":null,"triggers_replace":null}}"#);
    InstanceObject::new(0, RawJson::parse(&json).unwrap())
}

/// The state with one more object.
pub(crate) fn with_object(state: &State, address: &str, id: &str) -> State {
    let mut next = state.clone();
    next.put(&addr(address), None, &provider(), object(id));
    next.successor((state.serial > 0).then_some(state)).unwrap()
}

pub(crate) fn info(operation: &str) -> LockInfo {
    LockInfo::new(operation, "alice@laptop", "groundplan 0.1.0")
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
