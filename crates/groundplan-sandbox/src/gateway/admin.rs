//! The gateway's own addresses: what it counts, its rules, its health. `docs/sandbox.md` describes them for users.

use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::{Method, Response};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::gateway::body::{Body, response};
use crate::gateway::call::form_value;
use crate::gateway::rules::Rule;
use crate::gateway::service::{Gateway, whole};

/// Where the gateway's own addresses begin. No bucket can have that name: underscores are not allowed in one.
pub(crate) const PREFIX: &str = "/_groundplan/";

const ADDRESSES: &str = "\
GET    /_groundplan/health             whether the emulator answers
GET    /_groundplan/calls              counts by account, service and operation (?account= &service= &operation=)
DELETE /_groundplan/calls              starts counting again
GET    /_groundplan/recent             the latest calls, one by one
GET    /_groundplan/rules              the rules at work
POST   /_groundplan/rules              adds a rule
DELETE /_groundplan/rules[/ID]         removes all rules, or one
GET    /_groundplan/inventory?account= what an account holds beyond what a new one holds
POST   /_groundplan/reset              empties the sandbox
";

/// What the gateway says about itself.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Health {
    /// Whether the emulator answers.
    pub(crate) emulator_answers: bool,
    /// The emulator's version.
    pub(crate) emulator_version: String,
    /// The gateway's version.
    pub(crate) gateway_version: String,
    /// Whole seconds since the start.
    pub(crate) uptime_seconds: u64,
}

/// The number of a new rule.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Added {
    /// By which it is removed.
    pub(crate) id: u64,
}

/// Answers a request for one of the gateway's own addresses.
pub(crate) async fn answer(gateway: &Gateway, parts: &Parts, body: Incoming) -> Response<Body> {
    let path = parts.uri.path().strip_prefix(PREFIX).unwrap_or_default();
    let query = parts.uri.query().unwrap_or_default().as_bytes();
    let (head, tail) = path.split_once('/').unwrap_or((path, ""));
    match (&parts.method, head, tail) {
        (&Method::GET, "health", "") => health(gateway).await,
        (&Method::GET, "calls", "") => {
            let asked = |name| form_value(query, name);
            let (account, service, operation) = (asked("account"), asked("service"), asked("operation"));
            let fits = |asked: &Option<String>, value: &String| asked.as_ref().is_none_or(|asked| asked == value);
            let mut counts = gateway.calls.counts();
            counts.retain(|count| {
                fits(&account, &count.account) && fits(&service, &count.service) && fits(&operation, &count.operation)
            });
            json(200, &counts)
        }
        (&Method::DELETE, "calls", "") => {
            gateway.calls.clear();
            json(200, &json!({}))
        }
        (&Method::GET, "recent", "") => json(200, &gateway.calls.recent()),
        (&Method::GET, "rules", "") => json(200, &gateway.rules.list()),
        (&Method::POST, "rules", "") => match read_rule(body).await {
            Ok(rule) => json(200, &Added { id: gateway.rules.add(rule) }),
            Err(reason) => failure(400, &format!("not a rule: {reason}")),
        },
        (&Method::DELETE, "rules", "") => {
            gateway.rules.clear();
            json(200, &json!({}))
        }
        (&Method::DELETE, "rules", id) => match id.parse() {
            Ok(id) if gateway.rules.remove(id) => json(200, &json!({})),
            _ => failure(404, &format!("no rule has the number {id}")),
        },
        (&Method::GET, "inventory", "") => {
            let account: String = form_value(query, "account").unwrap_or_default();
            let page = format!(
                "{PREFIX}inventory?account={}",
                form_urlencoded::byte_serialize(account.as_bytes()).collect::<String>()
            );
            match gateway.upstream.page(Method::GET, &page).await {
                Ok(reply) if reply.status == 200 => response(200, "application/json", reply.body),
                Ok(reply) => failure(502, &format!("the emulator answers {}", reply.status)),
                Err(reason) => failure(502, &format!("the emulator does not answer: {reason}")),
            }
        }
        (&Method::POST, "reset", "") => match gateway.upstream.page(Method::POST, "/moto-api/reset").await {
            Ok(reply) if reply.status == 200 => {
                gateway.forget();
                json(200, &json!({}))
            }
            Ok(reply) => failure(502, &format!("the emulator answers {}", reply.status)),
            Err(reason) => failure(502, &format!("the emulator does not answer: {reason}")),
        },
        _ => response(404, "text/plain", ADDRESSES),
    }
}

async fn health(gateway: &Gateway) -> Response<Body> {
    // Any page that says that requests get through; this one costs next to nothing.
    let page = gateway.upstream.page(Method::GET, "/moto-api/lib.js").await;
    let emulator_answers = page.is_ok_and(|reply| reply.status.is_success());
    let health = Health {
        emulator_answers,
        emulator_version: gateway.emulator_version.clone(),
        gateway_version: env!("CARGO_PKG_VERSION").to_owned(),
        uptime_seconds: gateway.started.elapsed().as_secs(),
    };
    json(if emulator_answers { 200 } else { 503 }, &health)
}

async fn read_rule(body: Incoming) -> Result<Rule, String> {
    serde_json::from_slice(&whole(body).await?).map_err(|error| error.to_string())
}

fn json(status: u16, value: &impl Serialize) -> Response<Body> {
    match serde_json::to_vec(value) {
        Ok(body) => response(status, "application/json", body),
        Err(error) => response(500, "text/plain", error.to_string()),
    }
}

fn failure(status: u16, reason: &str) -> Response<Body> {
    json(status, &json!({ "error": reason }))
}
