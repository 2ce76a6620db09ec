//! A small HTTP client: short questions with a time limit. Knows no AWS.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{HeaderName, HeaderValue};
use hyper::{Method, Request, StatusCode, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

/// Longest answer that is read.
const LIMIT: usize = 64 << 20;

/// A whole answer.
#[derive(Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// The whole body.
    pub(crate) body: Bytes,
}

/// Asks over connections that are kept alive. Plain HTTP only.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    client: Client<HttpConnector, Full<Bytes>>,
    timeout: Duration,
}

impl Http {
    /// A client whose questions may take up to `timeout` each.
    pub(crate) fn new(timeout: Duration) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(timeout));
        Self { client: Client::builder(TokioExecutor::new()).build(connector), timeout }
    }

    /// Asks; the error is a short reason.
    pub(crate) async fn send(
        &self,
        method: Method,
        url: &str,
        headers: &[(HeaderName, String)],
        body: impl Into<Bytes>,
    ) -> Result<Reply, String> {
        let uri: Option<Uri> = url.parse().ok();
        let Some(uri) = uri.filter(|uri| uri.scheme_str() == Some("http") && uri.authority().is_some()) else {
            return Err("it is not an http:// address".to_owned());
        };
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            let value = HeaderValue::from_str(value).map_err(|_| format!("{name} cannot be sent"))?;
            request = request.header(name, value);
        }
        let request = request.body(Full::new(body.into())).map_err(|error| error.to_string())?;
        let exchange = async {
            let response = self.client.request(request).await.map_err(|error| with_causes(&error))?;
            let (parts, body) = response.into_parts();
            let body = Limited::new(body, LIMIT).collect().await.map_err(|error| error.to_string())?.to_bytes();
            Ok(Reply { status: parts.status, body })
        };
        tokio::time::timeout(self.timeout, exchange)
            .await
            .unwrap_or_else(|_| Err(format!("no answer within {} s", self.timeout.as_secs())))
    }
}

/// An error's text with those of its causes: the client's own text alone says little.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let more = inner.to_string();
        if !text.contains(&more) {
            text = format!("{text}: {more}");
        }
        cause = inner.source();
    }
    text
}
