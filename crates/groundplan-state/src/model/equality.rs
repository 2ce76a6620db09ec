//! Whether two states hold the same, whatever they look like as text: the question that decides whether a serial moves.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::{Attributes, CheckResult, Instance, InstanceObject, OutputValue, Resource, State};
use crate::json::RawJson;

impl State {
    /// Whether both hold the same resources, outputs and check results. Serial, lineage and writer do not count, nor do the
    /// spelling of JSON and the order of dependencies, sensitive paths and check results, which have no meaning.
    #[must_use]
    pub fn content_eq(&self, other: &Self) -> bool {
        same_map(&self.outputs, &other.outputs, OutputValue::same)
            && same_map(&self.resources, &other.resources, Resource::same)
            && self.sorted_checks() == other.sorted_checks()
            && self.extra == other.extra
    }

    fn sorted_checks(&self) -> Vec<CheckResult> {
        let mut checks = self.check_results.clone().unwrap_or_default();
        for check in &mut checks {
            check.objects.sort();
        }
        checks.sort();
        checks
    }
}

impl Resource {
    fn same(&self, other: &Self) -> bool {
        self.provider == other.provider
            && same_map(&self.instances, &other.instances, Instance::same)
            && self.extra == other.extra
    }
}

impl Instance {
    fn same(&self, other: &Self) -> bool {
        let current = match (&self.current, &other.current) {
            (None, None) => true,
            (Some(a), Some(b)) => same_object(a, b),
            _ => false,
        };
        current && same_map(&self.deposed, &other.deposed, same_object)
    }
}

fn same_object(a: &Arc<InstanceObject>, b: &Arc<InstanceObject>) -> bool {
    Arc::ptr_eq(a, b) || a.same(b)
}

impl InstanceObject {
    /// Whether both say the same of a remote object.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        self.status == other.status
            && self.schema_version == other.schema_version
            && self.attributes.same(&other.attributes)
            && as_set(&self.sensitive_paths) == as_set(&other.sensitive_paths)
            && self.identity_schema_version.unwrap_or_default() == other.identity_schema_version.unwrap_or_default()
            && same_option(self.identity.as_ref(), other.identity.as_ref())
            && self.private == other.private
            && as_set(&self.dependencies) == as_set(&other.dependencies)
            && self.create_before_destroy == other.create_before_destroy
            && self.extra == other.extra
    }
}

impl Attributes {
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Json(a), Self::Json(b)) => a.same(b),
            _ => self == other,
        }
    }
}

fn as_set<T: Eq + Hash>(items: &[T]) -> HashSet<&T> {
    items.iter().collect()
}

fn same_option(a: Option<&RawJson>, b: Option<&RawJson>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.same(b),
        _ => false,
    }
}

fn same_map<K: Ord, V>(a: &BTreeMap<K, V>, b: &BTreeMap<K, V>, same: impl Fn(&V, &V) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|((ka, va), (kb, vb))| ka == kb && same(va, vb))
}
