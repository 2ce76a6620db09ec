//! Which account an access key belongs to.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use crate::client::xml_text;
use crate::gateway::upstream::Upstream;

/// The account of requests that nobody has signed, and of keys that nobody has made: the emulator's first account.
pub(crate) const FIRST: &str = "123456789012";

/// Accounts by access key, as far as they were asked for. A key never changes its account.
#[derive(Debug, Default)]
pub(crate) struct Accounts {
    known: Mutex<HashMap<String, String>>,
}

impl Accounts {
    /// The account of the key. Asks the emulator, which made the key, when it is new here.
    pub(crate) async fn of(&self, access_key: Option<&str>, upstream: &Upstream) -> String {
        let Some(access_key) = access_key else { return FIRST.to_owned() };
        if let Some(account) = self.lock().get(access_key) {
            return account.clone();
        }
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={access_key}/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0"
        );
        let reply = upstream.ask(authorization, "Action=GetCallerIdentity&Version=2011-06-15").await;
        let account = reply.ok().and_then(|reply| xml_text(&reply.body, "Account"));
        match account {
            Some(account) => {
                self.lock().insert(access_key.to_owned(), account.clone());
                account
            }
            None => FIRST.to_owned(),
        }
    }

    /// Forgets all keys.
    pub(crate) fn clear(&self) {
        self.lock().clear();
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, String>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
