//! AWS's protocols: how a service's errors and throttles look on the wire.
//!
//! Specified by the Smithy documentation of the AWS protocols (`awsQuery`, `ec2Query`, `awsJson`, `restJson1`,
//! `restXml`, `rpcv2Cbor`).

use hyper::Response;
use hyper::header::{HeaderName, HeaderValue};

use crate::gateway::body::{Body, response};

/// How a service speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Protocol {
    /// Forms with an `Action`, answers in XML.
    Query,
    /// EC2's dialect of the query protocol.
    Ec2,
    /// JSON documents, the operation in `X-Amz-Target`.
    Json,
    /// Method and path, JSON bodies.
    RestJson,
    /// Method and path, XML bodies.
    RestXml,
    /// S3's dialect of REST with XML: its errors have no envelope.
    S3,
    /// CBOR bodies, the operation in the path.
    Cbor,
}

/// An error in AWS's sense: what a service answers when it does not do what it was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    /// The HTTP status.
    pub(crate) status: u16,
    /// The code that programs look at.
    pub(crate) code: String,
    /// The text that people read.
    pub(crate) message: String,
}

impl ApiError {
    /// An error of the caller's making, with status 400.
    pub(crate) fn client(code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status: 400, code: code.into(), message: message.into() }
    }
}

impl Protocol {
    /// The error as this protocol writes it.
    pub(crate) fn error(self, error: &ApiError) -> Response<Body> {
        let ApiError { status, code, message } = error;
        let (code_xml, message_xml) = (escape(code), escape(message));
        let id = request_id();
        let (content_type, body) = match self {
            Self::Ec2 => (
                "text/xml",
                format!(
                    "<Response><Errors><Error><Code>{code_xml}</Code><Message>{message_xml}</Message></Error></Errors>\
                     <RequestID>{id}</RequestID></Response>"
                )
                .into_bytes(),
            ),
            Self::Query | Self::RestXml => (
                "text/xml",
                format!(
                    "<ErrorResponse><Error><Type>Sender</Type><Code>{code_xml}</Code><Message>{message_xml}</Message></Error>\
                     <RequestId>{id}</RequestId></ErrorResponse>"
                )
                .into_bytes(),
            ),
            Self::S3 => (
                "application/xml",
                format!(
                    "<Error><Code>{code_xml}</Code><Message>{message_xml}</Message><RequestId>{id}</RequestId></Error>"
                )
                .into_bytes(),
            ),
            Self::Json => ("application/x-amz-json-1.1", json_error(code, message)),
            Self::RestJson => ("application/json", json_error(code, message)),
            Self::Cbor => ("application/cbor", cbor_error(code, message)),
        };
        let mut response = response(*status, content_type, body);
        let headers = response.headers_mut();
        if let Ok(id) = HeaderValue::from_str(&id) {
            headers.insert(HeaderName::from_static("x-amzn-requestid"), id);
        }
        match self {
            Self::Json | Self::RestJson => {
                if let Ok(code) = HeaderValue::from_str(code) {
                    headers.insert(HeaderName::from_static("x-amzn-errortype"), code);
                }
            }
            Self::Cbor => {
                headers.insert(HeaderName::from_static("smithy-protocol"), HeaderValue::from_static("rpc-v2-cbor"));
            }
            _ => {}
        }
        response
    }

    /// How services of this protocol say that too much was asked of them at once.
    pub(crate) fn throttled(self) -> ApiError {
        let (status, code) = match self {
            Self::Ec2 => (503, "RequestLimitExceeded"),
            Self::S3 => (503, "SlowDown"),
            Self::Query | Self::RestXml => (400, "Throttling"),
            Self::Json | Self::Cbor => (400, "ThrottlingException"),
            Self::RestJson => (429, "TooManyRequestsException"),
        };
        ApiError { status, code: code.to_owned(), message: "Rate exceeded".to_owned() }
    }
}

/// Text as XML content.
pub(crate) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// A new id for an answer of ours.
pub(crate) fn request_id() -> String {
    let (a, b) = (fastrand::u64(..), fastrand::u64(..));
    format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        a >> 32,
        (a >> 16) & 0xffff,
        a & 0xffff,
        b >> 48,
        b & 0xffff_ffff_ffff
    )
}

fn json_error(code: &str, message: &str) -> Vec<u8> {
    serde_json::json!({ "__type": code, "message": message, "Message": message }).to_string().into_bytes()
}

/// A CBOR map of two texts (RFC 8949: major type 5, then texts of major type 3).
fn cbor_error(code: &str, message: &str) -> Vec<u8> {
    let mut out = vec![0xa2];
    for text in ["__type", code, "message", message] {
        out.push(0x7a);
        out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
        out.extend_from_slice(text.as_bytes());
    }
    out
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use http_body_util::BodyExt;

    use super::*;

    fn check(protocol: Protocol, expected: &expect_test::Expect) {
        let error = ApiError::client("SomeCode", "a < b & c");
        let response = protocol.error(&error);
        assert_eq!(response.status(), 400);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let content_type = response.headers()["content-type"].to_str().unwrap().to_owned();
        let body = runtime.block_on(response.into_body().collect()).unwrap().to_bytes();
        let mut text = String::from_utf8_lossy(&body).into_owned();
        for tag in ["RequestId", "RequestID"] {
            if let Some((before, after)) = text.split_once(&format!("<{tag}>")) {
                text = format!("{before}<{tag}>{}", after.get(36..).unwrap());
            }
        }
        expected.assert_eq(&format!("{content_type}\n{text}"));
    }

    #[test]
    fn each_protocol_has_its_own_shape_of_an_error() {
        check(
            Protocol::Ec2,
            &expect![[r#"
            text/xml
            <Response><Errors><Error><Code>SomeCode</Code><Message>a &lt; b &amp; c</Message></Error></Errors><RequestID></RequestID></Response>"#]],
        );
        check(
            Protocol::Query,
            &expect![[r#"
            text/xml
            <ErrorResponse><Error><Type>Sender</Type><Code>SomeCode</Code><Message>a &lt; b &amp; c</Message></Error><RequestId></RequestId></ErrorResponse>"#]],
        );
        check(
            Protocol::S3,
            &expect![[r#"
            application/xml
            <Error><Code>SomeCode</Code><Message>a &lt; b &amp; c</Message><RequestId></RequestId></Error>"#]],
        );
        check(
            Protocol::Json,
            &expect![[r#"
            application/x-amz-json-1.1
            {"__type":"SomeCode","message":"a < b & c","Message":"a < b & c"}"#]],
        );
    }

    #[test]
    fn cbor_errors_are_maps_of_two_texts() {
        let bytes = cbor_error("Ab", "");
        assert_eq!(bytes[..6], [0xa2, 0x7a, 0, 0, 0, 6]);
        assert_eq!(bytes[12..19], [0x7a, 0, 0, 0, 2, b'A', b'b']);
        assert!(bytes.ends_with(&[0x7a, 0, 0, 0, 0]));
    }
}
