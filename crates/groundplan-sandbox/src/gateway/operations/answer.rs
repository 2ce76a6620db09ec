//! Answers of the gateway's own operations, in the service's protocol.

use hyper::Response;

use crate::gateway::body::{Body, response};
use crate::gateway::protocol::request_id;

/// An answer's content.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    content_type: &'static str,
    body: String,
}

impl Answer {
    /// EC2's envelope around elements in XML.
    pub(crate) fn ec2(operation: &str, elements: &str) -> Self {
        let id = request_id();
        Self {
            content_type: "text/xml",
            body: format!(
                "<{operation}Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>{id}</requestId>\
                 {elements}</{operation}Response>"
            ),
        }
    }

    /// The query protocol's envelope around elements in XML.
    pub(crate) fn query(operation: &str, namespace: &str, elements: &str) -> Self {
        let id = request_id();
        Self {
            content_type: "text/xml",
            body: format!(
                "<{operation}Response xmlns=\"{namespace}\"><{operation}Result>{elements}</{operation}Result>\
                 <ResponseMetadata><RequestId>{id}</RequestId></ResponseMetadata></{operation}Response>"
            ),
        }
    }

    /// A document in JSON.
    pub(crate) fn json(document: &serde_json::Value) -> Self {
        Self { content_type: "application/json", body: document.to_string() }
    }

    /// The answer on the wire.
    pub(crate) fn into_response(self) -> Response<Body> {
        response(200, self.content_type, self.body)
    }
}
