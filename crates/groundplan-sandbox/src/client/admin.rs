//! The gateway's own addresses, for callers in Rust. They exist on a sandbox only.

use std::time::Duration;

use hyper::Method;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::client::wire::Client;
use crate::error::Error;
use crate::gateway::{Added, CallCount, CallRecord, Health, Rule, RuleState};

/// Something that an account holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The service, as the emulator names it.
    pub service: String,
    /// The region; the partition (`aws`) for services without one.
    pub region: String,
    /// The emulator's word for what it is (`VPC`, `FakeBucket`).
    pub kind: String,
    /// Its id, ARN or name; may be empty.
    pub id: String,
}

impl Client {
    /// Counts of calls since the start or the last reset.
    ///
    /// # Errors
    ///
    /// The endpoint is not a running sandbox of ours. So for all that follow.
    pub async fn calls(&self) -> Result<Vec<CallCount>, Error> {
        self.own(Method::GET, "calls", "").await
    }

    /// Starts counting again from zero.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn clear_calls(&self) -> Result<(), Error> {
        self.own::<Nothing>(Method::DELETE, "calls", "").await.map(|Nothing {}| ())
    }

    /// The latest calls, oldest first; some two thousand at most.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn recent_calls(&self) -> Result<Vec<CallRecord>, Error> {
        self.own(Method::GET, "recent", "").await
    }

    /// The rules at work, with how often each struck.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn rules(&self) -> Result<Vec<RuleState>, Error> {
        self.own(Method::GET, "rules", "").await
    }

    /// Adds a rule that delays calls or makes them fail; the answer is its number.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn add_rule(&self, rule: &Rule) -> Result<u64, Error> {
        let body = serde_json::to_string(rule).map_err(|error| self.not_aws(&error.to_string()))?;
        self.own(Method::POST, "rules", body).await.map(|Added { id }| id)
    }

    /// Removes all rules.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn clear_rules(&self) -> Result<(), Error> {
        self.own::<Nothing>(Method::DELETE, "rules", "").await.map(|Nothing {}| ())
    }

    /// What an account holds beyond what a new account holds; nothing after everything was destroyed. What AWS itself
    /// goes on listing (a closed account, a key waiting for its deletion) does not count.
    ///
    /// # Errors
    ///
    /// See [`Client::calls`].
    pub async fn inventory(&self, account: &str) -> Result<Vec<Item>, Error> {
        let account: String = form_urlencoded::byte_serialize(account.as_bytes()).collect();
        // All that there is is counted, which on a machine that does other things takes longer than any other answer.
        let patient = Self::with_timeout(self.endpoint.clone(), Duration::from_secs(120));
        patient.own(Method::GET, &format!("inventory?account={account}"), "").await
    }

    /// Empties the sandbox: every account, the counts and the rules.
    pub(crate) async fn reset(&self) -> Result<(), Error> {
        self.own::<Nothing>(Method::POST, "reset", "").await.map(|Nothing {}| ())
    }

    /// Whether the sandbox answers.
    pub(crate) async fn health(&self) -> Result<Health, Error> {
        self.own(Method::GET, "health", "").await
    }

    async fn own<T: DeserializeOwned>(
        &self,
        method: Method,
        what: &str,
        body: impl Into<bytes::Bytes>,
    ) -> Result<T, Error> {
        let reply = self.send(method, &format!("/_groundplan/{what}"), &[], body).await?;
        if !reply.status.is_success() {
            let text = String::from_utf8_lossy(&reply.body);
            return Err(self.not_aws(&format!("HTTP status {}: {}", reply.status, text.trim())));
        }
        serde_json::from_slice(&reply.body).map_err(|error| self.not_aws(&error.to_string()))
    }
}

#[derive(Deserialize)]
struct Nothing {}
