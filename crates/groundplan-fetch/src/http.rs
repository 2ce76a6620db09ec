use std::io::Read;
use std::time::Duration;

use serde::de::DeserializeOwned;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, StatusCode, Uri};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body, ResponseExt};

use crate::{Login, Token};

/// The largest answer that is not a package.
const MAX_ANSWER: u64 = 32 << 20;
/// How often a request is made again when the network or the server fails, as Terraform does.
const RETRIES: usize = 1;

/// An HTTP client for registries and mirrors: TLS with the system's certificates, proxies from the environment.
#[derive(Clone, Debug)]
pub struct Http {
    agent: Agent,
}

/// An answer and the address that it came from, after redirects.
pub struct Answer {
    /// The address.
    pub url: String,
    headers: HeaderMap,
    body: Body,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// The server cannot be reached, or the connection broke.
    #[error("{url} cannot be reached: {cause}")]
    Unreachable {
        /// The address.
        url: String,
        /// The reason.
        cause: String,
    },
    /// The server has no such thing.
    #[error("{url} does not exist")]
    NotFound {
        /// The address.
        url: String,
    },
    /// The server wants to know who asks.
    #[error("{url} is only for those who are known to the server ({status})")]
    Unauthorized {
        /// The address.
        url: String,
        /// The answer.
        status: StatusCode,
    },
    /// The server says something else.
    #[error("{url} answers {status}")]
    Status {
        /// The address.
        url: String,
        /// The answer.
        status: StatusCode,
    },
    /// The answer is not what it should be.
    #[error("{url} gives an answer that cannot be read: {cause}")]
    Body {
        /// The address.
        url: String,
        /// The reason.
        cause: String,
    },
}

impl Default for Http {
    fn default() -> Self {
        Self::new()
    }
}

impl Http {
    /// A client.
    #[must_use]
    pub fn new() -> Self {
        let config: Config = Agent::config_builder()
            .http_status_as_error(false)
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .user_agent(concat!("groundplan/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(30)))
            .timeout_per_read(Some(Duration::from_secs(60)))
            .build();
        Self { agent: config.into() }
    }

    /// Asks for an address.
    ///
    /// # Errors
    /// When there is no answer, or one that is not what was asked for.
    pub fn get(&self, url: &str, token: Option<&Token>) -> Result<Answer, HttpError> {
        let header = token.map(|token| format!("Bearer {}", token.reveal()));
        self.get_with(url, header.as_deref())
    }

    /// Asks for an address, as somebody who has a login there.
    ///
    /// # Errors
    /// As for [`Self::get`].
    pub fn get_as(&self, url: &str, login: Option<&Login>) -> Result<Answer, HttpError> {
        self.get_with(url, login.map(Login::header).as_deref())
    }

    fn get_with(&self, url: &str, authorization: Option<&str>) -> Result<Answer, HttpError> {
        let mut left = RETRIES;
        loop {
            let error = match self.try_get(url, authorization) {
                Ok(answer) => return Ok(answer),
                Err(error) => error,
            };
            let passing = match &error {
                HttpError::Unreachable { .. } => true,
                HttpError::Status { status, .. } => {
                    status.is_server_error() || *status == StatusCode::TOO_MANY_REQUESTS
                }
                _ => false,
            };
            if left == 0 || !passing {
                return Err(error);
            }
            left -= 1;
            std::thread::sleep(Duration::from_millis(500));
        }
    }

    fn try_get(&self, url: &str, authorization: Option<&str>) -> Result<Answer, HttpError> {
        let mut request = self.agent.get(url);
        if let Some(authorization) = authorization {
            request = request.header("Authorization", authorization);
        }
        let response: Response<Body> =
            request.call().map_err(|error| HttpError::Unreachable { url: url.to_owned(), cause: error.to_string() })?;
        let url = response.get_uri().to_string();
        match response.status() {
            StatusCode::OK | StatusCode::NO_CONTENT => {
                let (head, body) = response.into_parts();
                Ok(Answer { url, headers: head.headers, body })
            }
            StatusCode::NOT_FOUND => Err(HttpError::NotFound { url }),
            status @ (StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Err(HttpError::Unauthorized { url, status }),
            status => Err(HttpError::Status { url, status }),
        }
    }
}

impl Answer {
    /// A header of the answer; none when it is not text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The whole answer.
    ///
    /// # Errors
    /// When the connection breaks, or it is longer than any answer but a package.
    pub fn bytes(mut self) -> Result<Vec<u8>, HttpError> {
        let bytes = self.body.with_config().limit(MAX_ANSWER).read_to_vec();
        bytes.map_err(|error| HttpError::Body { url: self.url, cause: error.to_string() })
    }

    /// The answer, which is JSON.
    ///
    /// # Errors
    /// When it cannot be read or is no such document.
    pub fn json<T: DeserializeOwned>(self) -> Result<T, HttpError> {
        let url = self.url.clone();
        let bytes = self.bytes()?;
        serde_json::from_slice(&bytes).map_err(|error| HttpError::Body { url, cause: error.to_string() })
    }

    /// The length of the answer, if the server says.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.body.content_length()
    }

    /// The answer as it comes.
    pub fn into_reader(self) -> impl Read + use<> {
        self.body.into_reader()
    }
}

/// The address that a reference in the answer of another address means (RFC 3986, section 5).
#[must_use]
pub fn resolve(base: &str, reference: &str) -> Option<String> {
    if reference.parse::<Uri>().is_ok_and(|uri| uri.scheme().is_some()) {
        return Some(reference.to_owned());
    }
    let uri: Uri = base.parse().ok()?;
    let (scheme, authority, path) = (uri.scheme()?, uri.authority()?, uri.path());
    if let Some(rest) = reference.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    let folder = path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/");
    let whole = if reference.starts_with('/') { reference.to_owned() } else { format!("{folder}{reference}") };
    Some(format!("{scheme}://{authority}{}", without_dots(&whole)))
}

/// A path and what follows it, with `.` and `..` worked out.
fn without_dots(whole: &str) -> String {
    let (path, rest) = whole.split_at(whole.find(['?', '#']).unwrap_or(whole.len()));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            // The first is the empty one before the first slash.
            ".." if parts.len() > 1 => drop(parts.pop()),
            ".." => {}
            part => parts.push(part),
        }
    }
    let folder = if path.ends_with("/.") || path.ends_with("/..") { "/" } else { "" };
    format!("{}{folder}{rest}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved() {
        let resolved = |reference| resolve("https://h:1/a/b?q=1", reference).unwrap();
        assert_eq!(resolved("https://other/x"), "https://other/x");
        assert_eq!(resolved("//other/x"), "https://other/x");
        assert_eq!(resolved("/x/"), "https://h:1/x/");
        assert_eq!(resolved("x.zip?y=2"), "https://h:1/a/x.zip?y=2");
        assert_eq!(resolved("./x//*?a=../b"), "https://h:1/a/x//*?a=../b");
        assert_eq!(resolved("../../../x/."), "https://h:1/x/");
        assert_eq!(resolve("no address", "x"), None);
    }
}
