//! The way of one request through the gateway.

use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_LENGTH, HOST, HeaderName, HeaderValue};
use hyper::http::request::Parts;
use hyper::{Method, Request, Response, Uri};

use crate::error::Error;
use crate::gateway::accounts::Accounts;
use crate::gateway::address::{Target, target};
use crate::gateway::admin;
use crate::gateway::body::{Body, full, response, streaming};
use crate::gateway::call::{Call, WholeCall};
use crate::gateway::calls::{AnsweredBy, Calls};
use crate::gateway::config::GatewayConfig;
use crate::gateway::documents::Documents;
use crate::gateway::identify::{Identity, Payload, identify, read_form};
use crate::gateway::names::Names;
use crate::gateway::operations::{Registry, World};
use crate::gateway::protocol::{ApiError, Protocol};
use crate::gateway::refuse::{self, Mark};
use crate::gateway::rules::{Fault, Rules};
use crate::gateway::upstream::Upstream;

/// The header by which the emulator is told what a call is.
const CALL: HeaderName = HeaderName::from_static("x-groundplan-call");

/// Longest body that an operation of the gateway itself reads, and longest report of a failure inside the emulator.
const LONGEST_BODY: usize = 16 << 20;

/// A gateway at work.
pub(crate) struct Gateway {
    /// The emulator.
    pub(crate) upstream: Upstream,
    /// The emulator's version.
    pub(crate) emulator_version: String,
    /// What was called.
    pub(crate) calls: Calls,
    /// What goes wrong on purpose.
    pub(crate) rules: Rules,
    /// Since when it runs.
    pub(crate) started: Instant,
    names: Names,
    accounts: Accounts,
    documents: Documents,
    registry: Registry,
}

/// The connection is to be closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("dropped by a rule")]
pub(crate) struct Dropped;

impl Gateway {
    /// A gateway that has seen nothing yet.
    pub(crate) fn new(config: &GatewayConfig) -> Result<Self, Error> {
        Ok(Self {
            upstream: Upstream::new(config.emulator_port),
            emulator_version: config.emulator_version.clone(),
            calls: Calls::default(),
            rules: Rules::default(),
            started: Instant::now(),
            names: config.operations.as_deref().map(Names::read).transpose()?.unwrap_or_default(),
            accounts: Accounts::default(),
            documents: Documents::default(),
            registry: Registry::new(),
        })
    }

    /// Forgets everything but the ports: called when the emulator was emptied.
    pub(crate) fn forget(&self) {
        self.accounts.clear();
        self.documents.clear();
        self.rules.clear();
        self.calls.clear();
    }

    /// Answers one request.
    pub(crate) async fn serve(&self, request: Request<Incoming>) -> Result<Response<Body>, Dropped> {
        let started = Instant::now();
        let (mut parts, body) = request.into_parts();
        let target = match &parts.method {
            &Method::CONNECT => Target::Elsewhere(parts.uri.to_string()),
            _ => target(&parts.uri, &parts.headers),
        };
        let prefix = match target {
            Target::Elsewhere(authority) => return Ok(self.refuse_outside(&authority, started)),
            Target::Plain => None,
            Target::Prefixed { prefix, host } => {
                if let Ok(host) = HeaderValue::from_str(&host) {
                    parts.headers.insert(HOST, host);
                }
                Some(prefix)
            }
        };
        if prefix.is_none() && parts.uri.path().starts_with(admin::PREFIX) {
            return Ok(admin::answer(self, &parts, body).await);
        }
        if parts.uri.path().starts_with("/moto-api/") {
            return Ok(self.pass(parts, body).await);
        }

        let payload = match read_form(&parts, body).await {
            Ok(payload) => payload,
            Err(reason) => return Ok(response(400, "text/plain", reason)),
        };
        let form = match &payload {
            Payload::Read(bytes) => Some(&bytes[..]),
            Payload::Streaming(_) => None,
        };
        let mut identity = identify(&parts, form, &self.names);
        if let Some(prefix) = prefix {
            localize(&mut parts, &prefix, &identity);
            identity = identify(&parts, form, &self.names);
        }
        let Identity { service, operation, protocol, region, access_key } = identity;
        let account = self.accounts.of(access_key.as_deref(), &self.upstream).await;
        let call = Call { service, operation, protocol, region, account };
        self.answer(call, parts, payload, started).await
    }

    async fn answer(
        &self,
        call: Call,
        parts: Parts,
        payload: Payload,
        started: Instant,
    ) -> Result<Response<Body>, Dropped> {
        let verdict = self.rules.judge(&call, started);
        if !verdict.delay.is_zero() {
            tokio::time::sleep(verdict.delay).await;
        }
        let (answered_by, response) = match verdict.before {
            Some(fault) => (AnsweredBy::Rule, injected(&fault, call.protocol)),
            None => {
                let (by, response) = self.carry_out(&call, parts, payload).await;
                match verdict.after {
                    Some(fault) => {
                        // The change is made before the answer is lost.
                        let _ = response.into_body().collect().await;
                        (AnsweredBy::Rule, injected(&fault, call.protocol))
                    }
                    None => (by, Ok(response)),
                }
            }
        };
        let status = response.as_ref().ok().map(|response| response.status().as_u16());
        self.calls.record(&call, status, started.elapsed(), answered_by);
        response
    }

    /// Lets the gateway's own operation answer, or the emulator.
    async fn carry_out(&self, call: &Call, parts: Parts, payload: Payload) -> (AnsweredBy, Response<Body>) {
        if let Some(operation) = self.registry.find(&call.service, &call.operation) {
            let body = match payload {
                Payload::Read(body) => Ok(body),
                Payload::Streaming(body) => whole(body).await,
            };
            let answer = match body {
                Ok(body) => {
                    let world = World { documents: &self.documents, emulator: &self.upstream };
                    operation.answer(&WholeCall { call: call.clone(), parts, body }, &world).await
                }
                Err(reason) => Err(ApiError::client("MalformedRequest", reason)),
            };
            let response = match answer {
                Ok(answer) => answer.into_response(),
                Err(error) => call.protocol.error(&error),
            };
            return (AnsweredBy::Gateway, response);
        }

        let method = parts.method.clone();
        let mut parts = parts;
        tell_call(&mut parts, call);
        let body = match payload {
            Payload::Read(body) => full(body),
            Payload::Streaming(body) => streaming(body),
        };
        let response = match self.upstream.forward(parts, body).await {
            Ok(response) => response,
            Err(reason) => return (AnsweredBy::Broken, call.protocol.error(&refuse::no_emulator(&reason))),
        };
        let mark = refuse::mark(response.headers()).or_else(|| empty_not_found(&method, call, &response));
        let Some(mark) = mark else {
            return (AnsweredBy::Emulator, response.map(streaming));
        };
        let said = whole(response.into_body()).await.unwrap_or_default();
        let error = refuse::not_answered(mark, call, &self.emulator_version, &said);
        let by = match mark {
            Mark::Unknown => AnsweredBy::Nobody,
            Mark::Failed => AnsweredBy::Broken,
        };
        (by, call.protocol.error(&error))
    }

    /// Hands a request for one of the emulator's own pages on, uncounted.
    async fn pass(&self, parts: Parts, body: Incoming) -> Response<Body> {
        match self.upstream.forward(parts, streaming(body)).await {
            Ok(response) => response.map(streaming),
            Err(reason) => response(502, "text/plain", format!("the emulator does not answer: {reason}\n")),
        }
    }

    fn refuse_outside(&self, authority: &str, started: Instant) -> Response<Body> {
        let call = Call {
            service: "outside".to_owned(),
            operation: authority.to_owned(),
            protocol: Protocol::RestJson,
            region: String::new(),
            account: String::new(),
        };
        self.calls.record(&call, Some(403), started.elapsed(), AnsweredBy::Refused);
        response(403, "text/plain", refuse::outside(authority))
    }
}

/// Tells the emulator what the gateway knows of a call: the account, region, service and operation, for what is added there
/// (`emulator/described.py`).
fn tell_call(parts: &mut Parts, call: &Call) {
    let Call { service, operation, region, account, .. } = call;
    match HeaderValue::try_from(format!("{account} {region} {service} {operation}")) {
        Ok(told) => parts.headers.insert(CALL, told),
        // The name is an address with bytes that no header may have: none of what is added is called so.
        Err(_) => parts.headers.remove(CALL),
    };
}

/// Puts the parameter that stood in the host name where the emulator looks for it.
fn localize(parts: &mut Parts, prefix: &str, identity: &Identity) {
    match identity.service.as_str() {
        "s3-control" => {
            if let Ok(account) = HeaderValue::from_str(prefix) {
                parts.headers.entry("x-amz-account-id").or_insert(account);
            }
        }
        "s3" => {
            let rest = parts.uri.path_and_query().map_or("/", |path| path.as_str());
            if let Ok(uri) = format!("/{prefix}{rest}").parse::<Uri>() {
                parts.uri = uri;
            }
        }
        // Other services put constants there (`api.`, `data.`), which the signature says as well.
        _ => {}
    }
}

/// The emulator's answer for an address that none of a REST service's operations has.
fn empty_not_found(method: &Method, call: &Call, response: &Response<Incoming>) -> Option<Mark> {
    let is_rest = matches!(call.protocol, Protocol::RestJson | Protocol::RestXml);
    let is_empty = response.headers().get(CONTENT_LENGTH).is_some_and(|length| length.as_bytes() == b"0");
    (is_rest && is_empty && response.status() == 404 && method != Method::HEAD).then_some(Mark::Unknown)
}

fn injected(fault: &Fault, protocol: Protocol) -> Result<Response<Body>, Dropped> {
    match fault {
        Fault::Drop => Err(Dropped),
        Fault::Throttle => Ok(protocol.error(&protocol.throttled())),
        Fault::Error { status, code, message } => {
            Ok(protocol.error(&ApiError { status: *status, code: code.clone(), message: message.clone() }))
        }
    }
}

/// Reads a body to its end; the error is a reason in words.
pub(crate) async fn whole(body: Incoming) -> Result<Bytes, String> {
    match tokio::time::timeout(Duration::from_secs(60), Limited::new(body, LONGEST_BODY).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err("the body did not arrive within a minute".to_owned()),
    }
}
