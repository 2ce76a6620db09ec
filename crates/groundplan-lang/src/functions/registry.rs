use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Function;
use super::{collection, conversion, crypto, datetime, encoding, filesystem, network, numeric, provider, string};

static BY_NAME: LazyLock<BTreeMap<&'static str, &'static Function>> = LazyLock::new(|| {
    let families = [
        collection::ALL,
        conversion::ALL,
        crypto::ALL,
        datetime::ALL,
        encoding::ALL,
        filesystem::ALL,
        network::ALL,
        numeric::ALL,
        provider::ALL,
        string::ALL,
    ];
    families.into_iter().flatten().map(|function| (function.name, *function)).collect()
});

/// The function of that name, also in the namespace `core::`. `None` when there is no such function.
#[must_use]
pub fn lookup(name: &str) -> Option<&'static Function> {
    BY_NAME.get(name.strip_prefix("core::").unwrap_or(name)).copied()
}

/// The names of all functions in order: the plain name of those in the namespace `core::`, and those of the provider that
/// is built in with their namespace.
pub fn names() -> impl Iterator<Item = &'static str> {
    BY_NAME.keys().copied()
}
