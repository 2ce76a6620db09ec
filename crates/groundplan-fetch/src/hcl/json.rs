use serde_json::Value as Json;

use super::{Body, Content, Item, SyntaxError};

/// Reads a document in JSON: objects are blocks.
///
/// # Errors
/// When it is no JSON object.
pub fn parse_json(text: &str) -> Result<Body, SyntaxError> {
    let json: Json = serde_json::from_str(text)
        .map_err(|error| SyntaxError { line: error.line(), message: format!("it is not JSON: {error}") })?;
    match content(json) {
        Content::Body(body) => Ok(body),
        _ => Err(SyntaxError { line: 1, message: "an object is required".into() }),
    }
}

fn content(json: Json) -> Content {
    match json {
        Json::String(text) => Content::Text(text),
        Json::Array(items) => Content::List(items.into_iter().map(content).collect()),
        Json::Object(members) => {
            let items =
                members.into_iter().map(|(key, value)| Item { keys: vec![key], content: content(value), line: 0 });
            Content::Body(Body { items: items.collect() })
        }
        other => Content::Text(other.to_string()),
    }
}
