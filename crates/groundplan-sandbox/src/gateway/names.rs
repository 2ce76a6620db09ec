//! Names of operations of the REST services, which say by method and path what is asked.
//!
//! The table is made from the service descriptions that are installed with the emulator (`emulator/operations.py`).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use hyper::Method;
use hyper::header::HeaderMap;
use serde::Deserialize;

use crate::error::Error;
use crate::gateway::protocol::Protocol;

/// Every service's REST operations, by signing name.
#[derive(Debug, Default)]
pub(crate) struct Names {
    services: HashMap<String, Vec<Service>>,
}

#[derive(Debug)]
struct Service {
    name: String,
    protocol: Protocol,
    operations: Vec<Rest>,
}

#[derive(Debug)]
struct Rest {
    name: String,
    method: String,
    path: Vec<Segment>,
    query: Vec<(String, String)>,
}

#[derive(Debug)]
enum Segment {
    Literal(String),
    Label,
    /// Takes all that follows.
    Greedy,
}

/// What a REST request asks.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// The service as AWS's own descriptions name it (`s3control`, `route53`).
    pub(crate) service: String,
    /// The operation; `None` when the table has none for the address.
    pub(crate) operation: Option<String>,
    /// The service's protocol.
    pub(crate) protocol: Protocol,
}

#[derive(Deserialize)]
struct Described {
    signing: String,
    protocol: String,
    #[serde(default)]
    operations: Vec<(String, String, String)>,
}

impl Names {
    /// Reads the table.
    ///
    /// # Errors
    ///
    /// The file cannot be read or is not such a table.
    pub(crate) fn read(path: &Path) -> Result<Self, Error> {
        let text = fs::read(path).map_err(Error::io("read", path))?;
        Self::parse(&text).map_err(|error| Error::io("read", path)(error.into()))
    }

    fn parse(text: &[u8]) -> serde_json::Result<Self> {
        let described: HashMap<String, Described> = serde_json::from_slice(text)?;
        let mut services: HashMap<String, Vec<Service>> = HashMap::new();
        for (name, Described { signing, protocol, operations }) in described {
            let protocol = match (name.as_str(), protocol.as_str()) {
                ("s3", _) => Protocol::S3,
                (_, "rest-xml") => Protocol::RestXml,
                (_, "rest-json") => Protocol::RestJson,
                // The others say the operation in the request itself.
                _ => continue,
            };
            let operations = operations.into_iter().map(|(name, method, uri)| Rest::new(name, method, &uri)).collect();
            services.entry(signing).or_default().push(Service { name, protocol, operations });
        }
        for group in services.values_mut() {
            group.sort_by(|a, b| a.name.cmp(&b.name));
        }
        Ok(Self { services })
    }

    /// Names what a request to the service of that signing name asks; `None` when no such REST service is known.
    pub(crate) fn find(
        &self,
        signing: &str,
        method: &Method,
        path: &str,
        query: &str,
        headers: &HeaderMap,
    ) -> Option<Found> {
        let services = self.services.get(signing)?;
        let given: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let best = services
            .iter()
            .flat_map(|service| service.operations.iter().map(move |operation| (service, operation)))
            .filter_map(|(service, operation)| {
                let weight = operation.weight(method, &segments, &given)?;
                Some((weight, service, operation))
            })
            // The first of the heaviest; `max_by_key` would take the last.
            .reduce(|best, next| if next.0 > best.0 { next } else { best });
        Some(match best {
            Some((_, service, operation)) => {
                let name = match service.protocol {
                    Protocol::S3 => s3_operation(&operation.name, method, &given, headers),
                    _ => None,
                };
                Found {
                    service: service.name.clone(),
                    operation: Some(name.unwrap_or_else(|| operation.name.clone())),
                    protocol: service.protocol,
                }
            }
            None => {
                let service = services.first()?;
                Found { service: service.name.clone(), operation: None, protocol: service.protocol }
            }
        })
    }
}

impl Rest {
    fn new(name: String, method: String, uri: &str) -> Self {
        let (path, query) = uri.split_once('?').unwrap_or((uri, ""));
        let path = path
            .split('/')
            .filter(|segment| !segment.is_empty())
            .map(|segment| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(label) if label.ends_with('+') => Segment::Greedy,
                Some(_) => Segment::Label,
                None => Segment::Literal(segment.to_owned()),
            })
            .collect();
        Self { name, method, path, query: form_urlencoded::parse(query.as_bytes()).into_owned().collect() }
    }

    /// How closely the operation's address describes the request; `None` when it does not.
    fn weight(&self, method: &Method, segments: &[&str], given: &[(String, String)]) -> Option<(usize, usize)> {
        if self.method != method.as_str() {
            return None;
        }
        for (key, value) in &self.query {
            if !given.iter().any(|(k, v)| k == key && (value.is_empty() || v == value)) {
                return None;
            }
        }
        let mut rest = segments.iter();
        let mut literals = 0;
        for segment in &self.path {
            match segment {
                Segment::Literal(text) => {
                    if rest.next()? != text {
                        return None;
                    }
                    literals += 1;
                }
                Segment::Label => {
                    rest.next()?;
                }
                Segment::Greedy => {
                    rest.next()?;
                    rest = [].iter();
                }
            }
        }
        rest.next().is_none().then_some((self.query.len(), literals))
    }
}

/// S3 tells some of its operations apart by parameters and headers only. Newer clients say the name in `x-id`.
fn s3_operation(found: &str, method: &Method, given: &[(String, String)], headers: &HeaderMap) -> Option<String> {
    let has = |name: &str| given.iter().any(|(key, _)| key == name);
    if let Some((_, name)) = given.iter().find(|(key, _)| key == "x-id") {
        return Some(name.clone());
    }
    let about_object = matches!(
        found,
        "AbortMultipartUpload"
            | "CompleteMultipartUpload"
            | "CopyObject"
            | "DeleteObject"
            | "GetObject"
            | "ListParts"
            | "PutObject"
            | "UploadPart"
            | "UploadPartCopy"
    );
    if !about_object {
        return None;
    }
    let copies = headers.contains_key("x-amz-copy-source");
    let name = match (method.as_str(), has("uploadId")) {
        ("PUT", true) if copies => "UploadPartCopy",
        ("PUT", true) => "UploadPart",
        ("PUT", false) if copies => "CopyObject",
        ("PUT", false) => "PutObject",
        ("GET", true) => "ListParts",
        ("GET", false) => "GetObject",
        ("DELETE", true) => "AbortMultipartUpload",
        ("DELETE", false) => "DeleteObject",
        _ => return None,
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = r#"{
        "s3": {"signing": "s3", "protocol": "rest-xml", "operations": [
            ["CopyObject", "PUT", "/{Bucket}/{Key+}"], ["CreateBucket", "PUT", "/{Bucket}"],
            ["GetBucketAcl", "GET", "/{Bucket}?acl"], ["ListObjects", "GET", "/{Bucket}"],
            ["ListObjectsV2", "GET", "/{Bucket}?list-type=2"], ["PutObject", "PUT", "/{Bucket}/{Key+}"]]},
        "s3control": {"signing": "s3", "protocol": "rest-xml", "operations": [
            ["PutPublicAccessBlock", "PUT", "/v20180820/configuration/publicAccessBlock"]]},
        "guardduty": {"signing": "guardduty", "protocol": "rest-json", "operations": [
            ["GetDetector", "GET", "/detector/{DetectorId}"], ["ListMembers", "GET", "/detector/{DetectorId}/member"]]},
        "ec2": {"signing": "ec2", "protocol": "ec2"}
    }"#;

    fn ask(signing: &str, method: &Method, address: &str) -> Option<String> {
        let names = Names::parse(TABLE.as_bytes()).unwrap();
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let found = names.find(signing, method, path, query, &HeaderMap::new())?;
        Some(format!("{} {}", found.service, found.operation.unwrap_or_default()))
    }

    #[test]
    fn the_closest_address_names_the_operation() {
        let check = |signing, method: Method, address, expected: Option<&str>| {
            assert_eq!(ask(signing, &method, address).as_deref(), expected, "{address}");
        };
        check("s3", Method::PUT, "/bucket", Some("s3 CreateBucket"));
        check("s3", Method::PUT, "/bucket/a/b%2Fc", Some("s3 PutObject"));
        check("s3", Method::PUT, "/bucket/a?x-id=CopyObject", Some("s3 CopyObject"));
        check("s3", Method::PUT, "/bucket/a?partNumber=1&uploadId=x", Some("s3 UploadPart"));
        check("s3", Method::GET, "/bucket/?acl=", Some("s3 GetBucketAcl"));
        check("s3", Method::GET, "/bucket?list-type=2&prefix=a", Some("s3 ListObjectsV2"));
        check("s3", Method::GET, "/bucket?list-type=1", Some("s3 ListObjects"));
        check("s3", Method::PUT, "/v20180820/configuration/publicAccessBlock", Some("s3control PutPublicAccessBlock"));
        check("guardduty", Method::GET, "/detector/abc", Some("guardduty GetDetector"));
        check("guardduty", Method::GET, "/detector/abc/member", Some("guardduty ListMembers"));
        check("guardduty", Method::GET, "/detector/abc/nothing", Some("guardduty "));
        check("ec2", Method::GET, "/", None);
    }
}
