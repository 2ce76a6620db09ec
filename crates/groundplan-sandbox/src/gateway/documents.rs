//! What the gateway's own operations remember: documents by account, region and name.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::gateway::call::Call;

type Key = (String, String, String);

/// Documents by account, region and name. Every account and region starts empty.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    all: Mutex<HashMap<Key, Value>>,
}

impl Documents {
    /// The document of that name in the call's account and region.
    pub(crate) fn get(&self, call: &Call, name: &str) -> Option<Value> {
        self.lock().get(&key(call, name)).cloned()
    }

    /// Puts a document in place of what was there.
    pub(crate) fn put(&self, call: &Call, name: &str, document: Value) {
        self.lock().insert(key(call, name), document);
    }

    /// Removes a document.
    pub(crate) fn delete(&self, call: &Call, name: &str) {
        self.lock().remove(&key(call, name));
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Key, Value>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(call: &Call, name: &str) -> Key {
    (call.account.clone(), call.region.clone(), name.to_owned())
}
