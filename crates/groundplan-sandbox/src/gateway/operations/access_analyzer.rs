//! IAM Access Analyzer: analyzers, of an account and region. They find nothing.

use async_trait::async_trait;
use serde_json::{Map, Value, json};

use super::{Answer, Entry, Operation, World};
use crate::gateway::call::WholeCall;
use crate::gateway::protocol::ApiError;

const DOCUMENT: &str = "access-analyzers";
const TYPES: [&str; 4] = ["ACCOUNT", "ORGANIZATION", "ACCOUNT_UNUSED_ACCESS", "ORGANIZATION_UNUSED_ACCESS"];

/// What is done with the analyzers of the call's account and region, by name.
type Work = fn(&WholeCall, &mut Map<String, Value>) -> Result<Value, ApiError>;

pub(super) fn operations() -> Vec<Entry> {
    let all: [(&'static str, Work); 7] = [
        ("CreateAnalyzer", create),
        ("GetAnalyzer", get),
        ("ListAnalyzers", list),
        ("DeleteAnalyzer", delete),
        ("ListTagsForResource", tags),
        ("TagResource", tag),
        ("UntagResource", untag),
    ];
    all.into_iter()
        .map(|(name, work)| ("access-analyzer", name, Box::new(Analyzers(work)) as Box<dyn Operation>))
        .collect()
}

struct Analyzers(Work);

#[async_trait]
impl Operation for Analyzers {
    async fn answer(&self, call: &WholeCall, world: &World<'_>) -> Result<Answer, ApiError> {
        let stored = world.documents.get(&call.call, DOCUMENT);
        let mut analyzers = stored.as_ref().and_then(Value::as_object).cloned().unwrap_or_default();
        let answer = (self.0)(call, &mut analyzers)?;
        world.documents.put(&call.call, DOCUMENT, Value::Object(analyzers));
        Ok(Answer::json(&answer))
    }
}

fn create(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    let body = body(call)?;
    let name = text(&body, "analyzerName")?;
    let kind = text(&body, "type")?;
    if !TYPES.contains(&kind) {
        return Err(ApiError::client("ValidationException", format!("{kind} is no type of analyzer.")));
    }
    if analyzers.contains_key(name) {
        return Err(ApiError {
            status: 409,
            ..ApiError::client("ConflictException", format!("{name} exists already."))
        });
    }
    let arn = format!("arn:aws:access-analyzer:{}:{}:analyzer/{name}", call.call.region, call.call.account);
    let analyzer = json!({
        "arn": arn,
        "name": name,
        "type": kind,
        "createdAt": "2026-01-01T00:00:00Z",
        "status": "ACTIVE",
        "tags": body.get("tags").cloned().unwrap_or_else(|| json!({})),
        "configuration": body.get("configuration"),
    });
    analyzers.insert(name.to_owned(), analyzer);
    Ok(json!({ "arn": arn }))
}

fn get(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    let name = last(call);
    let analyzer = analyzers.get(&name).ok_or_else(|| missing(&name))?;
    Ok(json!({ "analyzer": analyzer }))
}

fn list(_: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    Ok(json!({ "analyzers": analyzers.values().collect::<Vec<_>>() }))
}

fn delete(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    let name = last(call);
    analyzers.remove(&name).map(|_| json!({})).ok_or_else(|| missing(&name))
}

fn tags(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    Ok(json!({ "tags": tags_of(call, analyzers)? }))
}

fn tag(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    let new = body(call)?.get("tags").and_then(Value::as_object).cloned().unwrap_or_default();
    tags_of(call, analyzers)?.extend(new);
    Ok(json!({}))
}

fn untag(call: &WholeCall, analyzers: &mut Map<String, Value>) -> Result<Value, ApiError> {
    let query = call.parts.uri.query().unwrap_or_default();
    let gone: Vec<String> = form_urlencoded::parse(query.as_bytes())
        .filter(|(key, _)| key == "tagKeys")
        .map(|(_, value)| value.into_owned())
        .collect();
    tags_of(call, analyzers)?.retain(|key, _| !gone.contains(key));
    Ok(json!({}))
}

/// The tags of the analyzer whose ARN ends the path.
fn tags_of<'a>(
    call: &WholeCall,
    analyzers: &'a mut Map<String, Value>,
) -> Result<&'a mut Map<String, Value>, ApiError> {
    let name = last(call);
    let tags = analyzers.get_mut(&name).and_then(|analyzer| analyzer.get_mut("tags")).and_then(Value::as_object_mut);
    tags.ok_or_else(|| missing(&name))
}

/// The name that ends the path, itself or as the end of an ARN.
fn last(call: &WholeCall) -> String {
    let path =
        form_urlencoded::parse(call.parts.uri.path().as_bytes()).next().map(|(path, _)| path).unwrap_or_default();
    path.rsplit('/').next().unwrap_or_default().to_owned()
}

fn missing(name: &str) -> ApiError {
    ApiError { status: 404, ..ApiError::client("ResourceNotFoundException", format!("There is no analyzer {name}.")) }
}

fn body(call: &WholeCall) -> Result<Value, ApiError> {
    serde_json::from_slice(&call.body).map_err(|error| ApiError::client("ValidationException", error.to_string()))
}

fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, ApiError> {
    let value = body.get(name).and_then(Value::as_str);
    value.ok_or_else(|| ApiError::client("ValidationException", format!("{name} is missing.")))
}
