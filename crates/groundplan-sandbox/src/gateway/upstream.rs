//! The emulator, as the gateway reaches it.

use std::time::Duration;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONNECTION, CONTENT_TYPE, EXPECT, HeaderName, TE, TRANSFER_ENCODING, UPGRADE};
use hyper::http::request::Parts;
use hyper::http::uri::{Authority, PathAndQuery, Scheme};
use hyper::{Method, Request, Response, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};

use crate::gateway::body::Body;
use crate::http::{Http, Reply, with_causes};

/// Headers that are between two neighbours only (RFC 9110, 7.6.1), and `Expect`, which the server has answered.
const HOP_BY_HOP: [HeaderName; 5] = [CONNECTION, TE, TRANSFER_ENCODING, UPGRADE, EXPECT];

/// How long an answer may take: what an account holds is found out by looking through all of it, on a busy machine too.
const QUESTIONS: Duration = Duration::from_secs(60);

/// The emulator behind the gateway, over connections that are kept alive.
#[derive(Debug)]
pub(crate) struct Upstream {
    authority: Authority,
    streams: Client<HttpConnector, Body>,
    questions: Http,
}

impl Upstream {
    /// The emulator on that port of this machine.
    pub(crate) fn new(port: u16) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        let streams = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(Duration::from_secs(90))
            .build(connector);
        let authority =
            Authority::try_from(format!("127.0.0.1:{port}")).unwrap_or_else(|_| Authority::from_static("127.0.0.1"));
        Self { authority, streams, questions: Http::new(QUESTIONS) }
    }

    /// Sends a request on as it is, to the emulator's address. The error is a reason in words.
    pub(crate) async fn forward(&self, mut parts: Parts, body: Body) -> Result<Response<Incoming>, String> {
        let mut uri = parts.uri.into_parts();
        uri.scheme = Some(Scheme::HTTP);
        uri.authority = Some(self.authority.clone());
        uri.path_and_query.get_or_insert_with(|| PathAndQuery::from_static("/"));
        parts.uri = Uri::from_parts(uri).map_err(|error| error.to_string())?;
        for name in &HOP_BY_HOP {
            parts.headers.remove(name);
        }
        parts.headers.remove("proxy-connection");
        parts.version = hyper::Version::HTTP_11;
        parts.extensions.clear();
        self.streams.request(Request::from_parts(parts, body)).await.map_err(|error| with_causes(&error))
    }

    /// Asks the emulator a question of the query protocol on somebody's behalf.
    pub(crate) async fn ask(&self, authorization: String, form: impl Into<Bytes>) -> Result<Reply, String> {
        let headers = [(AUTHORIZATION, authorization), (CONTENT_TYPE, "application/x-www-form-urlencoded".to_owned())];
        self.questions.send(Method::POST, &format!("http://{}/", self.authority), &headers, form).await
    }

    /// Asks the emulator for one of its own pages.
    pub(crate) async fn page(&self, method: Method, path: &str) -> Result<Reply, String> {
        self.questions.send(method, &format!("http://{}{path}", self.authority), &[], Bytes::new()).await
    }
}
