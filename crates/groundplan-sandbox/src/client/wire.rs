//! Asking in AWS's protocols.

use std::fmt;
use std::time::Duration;

use hyper::Method;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use serde_json::Value;

use crate::client::xml::xml_error;
use crate::error::Error;
use crate::http::{Http, Reply};

/// Whose account a question is about: what an access key says to the emulator.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The access key's id.
    pub access_key: String,
    /// The secret that belongs to it.
    pub secret_key: String,
    /// The session token of credentials for a while.
    pub session_token: Option<String>,
}

impl Credentials {
    /// The throw-away credentials of the overlay: the sandbox's first account.
    pub fn first_account() -> Self {
        Self { access_key: "test".to_owned(), secret_key: "test".to_owned(), session_token: None }
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("access_key", &self.access_key).finish_non_exhaustive()
    }
}

/// Asks a sandbox, or another endpoint that speaks AWS's protocols and does not verify signatures.
#[derive(Clone, Debug)]
pub struct Client {
    pub(super) endpoint: String,
    http: Http,
}

impl Client {
    /// A client for that `http://` address.
    pub fn new(endpoint: impl Into<String>) -> Self {
        let endpoint = endpoint.into().trim_end_matches('/').to_owned();
        Self { endpoint, http: Http::new(Duration::from_secs(30)) }
    }

    /// The same with a limit for how long an answer may take.
    pub(crate) fn with_timeout(endpoint: impl Into<String>, timeout: Duration) -> Self {
        Self { http: Http::new(timeout), ..Self::new(endpoint) }
    }

    /// Asks by the query protocol, EC2's dialect included; the answer is XML.
    pub(crate) async fn query(
        &self,
        credentials: &Credentials,
        scope: (&str, &str),
        action: &str,
        version: &str,
        parameters: &[(&str, &str)],
    ) -> Result<String, Error> {
        let (service, region) = scope;
        let body = {
            let mut form = form_urlencoded::Serializer::new(String::new());
            form.append_pair("Action", action).append_pair("Version", version).extend_pairs(parameters);
            form.finish()
        };
        let headers = [
            (AUTHORIZATION, authorization(credentials, service, region)),
            (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned()),
        ];
        let operation = format!("{service} {action}");
        let reply = self.send(Method::POST, "/", &headers, body).await?;
        self.checked(&operation, &reply, |reply| xml_error(&reply.body))?;
        Ok(String::from_utf8_lossy(&reply.body).into_owned())
    }

    /// Asks by the JSON protocol.
    pub(crate) async fn json(
        &self,
        credentials: &Credentials,
        scope: (&str, &str),
        target: &str,
        body: &Value,
    ) -> Result<Value, Error> {
        let (service, region) = scope;
        let headers = [
            (AUTHORIZATION, authorization(credentials, service, region)),
            (CONTENT_TYPE, "application/x-amz-json-1.1".to_owned()),
            (HeaderName::from_static("x-amz-target"), target.to_owned()),
        ];
        let operation = format!("{service} {}", target.rsplit('.').next().unwrap_or(target));
        let reply = self.send(Method::POST, "/", &headers, body.to_string()).await?;
        self.checked(&operation, &reply, |reply| {
            let error: Value = serde_json::from_slice(&reply.body).ok()?;
            let text = |name: &str| error.get(name).and_then(Value::as_str).map(str::to_owned);
            Some((text("__type")?, text("message").or_else(|| text("Message")).unwrap_or_default()))
        })?;
        serde_json::from_slice(&reply.body).map_err(|error| self.not_aws(&format!("{operation}: {error}")))
    }

    /// Sends a request to the endpoint.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(HeaderName, String)],
        body: impl Into<bytes::Bytes>,
    ) -> Result<Reply, Error> {
        let url = format!("{}{path}", self.endpoint);
        self.http.send(method, &url, headers, body).await.map_err(|reason| self.not_aws(&reason))
    }

    /// The error for an answer that makes no sense.
    pub(crate) fn not_aws(&self, reason: &str) -> Error {
        Error::Endpoint { endpoint: self.endpoint.clone(), reason: reason.to_owned() }
    }

    fn checked(
        &self,
        operation: &str,
        reply: &Reply,
        read: impl FnOnce(&Reply) -> Option<(String, String)>,
    ) -> Result<(), Error> {
        if reply.status.is_success() {
            return Ok(());
        }
        Err(match read(reply) {
            Some((code, message)) => Error::Refused { operation: operation.to_owned(), code, message },
            None => self.not_aws(&format!("{operation} got HTTP status {}", reply.status)),
        })
    }
}

/// What stands where a signature would: the scope is true, the signature is not one.
fn authorization(credentials: &Credentials, service: &str, region: &str) -> String {
    let key = &credentials.access_key;
    format!(
        "AWS4-HMAC-SHA256 Credential={key}/20260101/{region}/{service}/aws4_request, SignedHeaders=host, Signature=0"
    )
}
