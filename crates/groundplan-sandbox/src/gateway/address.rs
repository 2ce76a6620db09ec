//! Addresses that a plain endpoint cannot serve.
//!
//! AWS puts some parameters into the host name: S3 Control the account (`ACCOUNT.HOST`), S3 the bucket
//! (`BUCKET.HOST`). No resolver knows such names under 127.0.0.1, so the overlay makes the gateway the client's HTTP
//! proxy: a proxy gets the whole address, and no name is looked up. Go's client, which the AWS provider uses, sends
//! requests for loopback addresses directly and all others, these included, to the proxy.

use std::net::Ipv4Addr;

use hyper::Uri;
use hyper::header::{HOST, HeaderMap};

/// Where a request is meant to go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// To the endpoint itself.
    Plain,
    /// To the endpoint, with a parameter before its host name: an account or a bucket.
    Prefixed {
        /// What stands before the endpoint's name.
        prefix: String,
        /// The host name and port without it.
        host: String,
    },
    /// Somewhere else: out of this machine.
    Elsewhere(String),
}

/// Reads where a request is meant to go from its address or its `Host` header.
pub(crate) fn target(uri: &Uri, headers: &HeaderMap) -> Target {
    let authority = match uri.authority() {
        Some(authority) => authority.as_str(),
        None => match headers.get(HOST).and_then(|host| host.to_str().ok()) {
            Some(host) => host,
            None => return Target::Plain,
        },
    };
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (name, Some(port)),
        _ => (authority, None),
    };
    if is_local(name) {
        return Target::Plain;
    }
    // The endpoint's name is either the last label or, for a number, the last four.
    for (start, _) in name.match_indices('.') {
        if let (Some(prefix), Some(rest)) = (name.get(..start), name.get(start + 1..))
            && is_local(rest)
        {
            let host = port.map_or_else(|| rest.to_owned(), |port| format!("{rest}:{port}"));
            return Target::Prefixed { prefix: prefix.to_owned(), host };
        }
    }
    Target::Elsewhere(authority.to_owned())
}

fn is_local(name: &str) -> bool {
    name.eq_ignore_ascii_case("localhost")
        || name == "[::1]"
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn of_host(host: &str) -> Target {
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_str(host).unwrap())]);
        target(&Uri::from_static("/path"), &headers)
    }

    fn prefixed(prefix: &str, host: &str) -> Target {
        Target::Prefixed { prefix: prefix.to_owned(), host: host.to_owned() }
    }

    #[test]
    fn what_stands_before_the_endpoint_is_a_parameter() {
        assert_eq!(of_host("127.0.0.1:4566"), Target::Plain);
        assert_eq!(of_host("localhost"), Target::Plain);
        assert_eq!(of_host("[::1]:80"), Target::Plain);
        assert_eq!(of_host("123456789012.127.0.0.1:4566"), prefixed("123456789012", "127.0.0.1:4566"));
        assert_eq!(of_host("my.bucket.localhost:1"), prefixed("my.bucket", "localhost:1"));
        assert_eq!(of_host("10.127.0.0.1"), prefixed("10", "127.0.0.1"));
    }

    #[test]
    fn the_address_counts_before_the_header() {
        let headers = HeaderMap::from_iter([(HOST, HeaderValue::from_static("127.0.0.1:1"))]);
        let uri = Uri::from_static("http://169.254.169.254/latest/meta-data");
        assert_eq!(target(&uri, &headers), Target::Elsewhere("169.254.169.254".to_owned()));
        let uri = Uri::from_static("http://1.127.0.0.1:2/path");
        assert_eq!(target(&uri, &headers), prefixed("1", "127.0.0.1:2"));
    }
}
