//! What exists, and what was asked of the provider.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use groundplan_value::{Value, from_json};

use super::schema::FakeSchemas;

/// The objects of all accounts, and the calls so far. Shared by all providers of a test.
#[derive(Default)]
pub(crate) struct World {
    inner: Mutex<Inner>,
}

#[derive(Default)]
pub(crate) struct Inner {
    /// By account and id: type and attributes.
    pub(crate) objects: BTreeMap<(String, String), (Arc<str>, Value)>,
    /// How many objects were made of each name.
    made: BTreeMap<String, usize>,
    pub(crate) calls: Vec<String>,
}

impl World {
    pub(crate) fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn call(&self, what: String) {
        self.lock().calls.push(what);
    }

    /// What happens behind the engine's back: `ID ATTRIBUTE = JSON` or `ID gone`, an id of another account being
    /// `ACCOUNT/ID`.
    pub(crate) fn edit(&self, text: &str, schemas: &FakeSchemas) {
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (id, what) = line.split_once(' ').unwrap();
            let (account, id) = id.split_once('/').unwrap_or(("default", id));
            let key = (account.to_owned(), id.to_owned());
            let mut inner = self.lock();
            if what == "gone" {
                assert!(inner.objects.remove(&key).is_some(), "there is no object {id}");
                continue;
            }
            let (attribute, json) = what.split_once(" = ").unwrap();
            let (kind, value) = inner.objects.get(&key).cloned().unwrap_or_else(|| panic!("there is no object {id}"));
            let ty = schemas.resource_kind(&kind).schema.block.value_type();
            let wanted = ty.attributes().and_then(|attributes| attributes.get(attribute)).unwrap();
            let new = from_json(&serde_json::from_str(json).unwrap(), wanted).unwrap();
            let mut map = value.as_map().unwrap().clone();
            map.insert(attribute.into(), new);
            inner.objects.insert(key, (kind, Value::object(map)));
        }
    }
}

impl Inner {
    /// A new id for an object of that name: `NAME-1`, then `NAME-2`.
    pub(crate) fn new_id(&mut self, name: &str) -> String {
        let count = self.made.entry(name.to_owned()).or_default();
        *count += 1;
        format!("{name}-{count}")
    }
}
