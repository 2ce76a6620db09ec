//! Who asks what: service, region and key from the signature, the operation from wherever the protocol says it.

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::Method;
use hyper::body::Incoming;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap};
use hyper::http::request::Parts;

use crate::gateway::call::form_value;
use crate::gateway::names::Names;
use crate::gateway::protocol::Protocol;

/// Longest form that is read; CloudFormation's templates are the longest that AWS takes, at 1 MB.
const LONGEST_FORM: usize = 16 << 20;

/// A call before it is known whose account it is.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    /// As in [`crate::gateway::call::Call`].
    pub(crate) service: String,
    /// As in [`crate::gateway::call::Call`].
    pub(crate) operation: String,
    /// As in [`crate::gateway::call::Call`].
    pub(crate) protocol: Protocol,
    /// As in [`crate::gateway::call::Call`].
    pub(crate) region: String,
    /// The access key that signed the request, if any did.
    pub(crate) access_key: Option<String>,
}

/// A request's body: read, when it may hold the operation's name, else still to come.
#[derive(Debug)]
pub(crate) enum Payload {
    /// The whole body.
    Read(Bytes),
    /// The body as it arrives.
    Streaming(Incoming),
}

/// Reads the body if that is where the operation may be.
///
/// # Errors
///
/// A form that is too long, or one that breaks off; a reason in words.
pub(crate) async fn read_form(parts: &Parts, body: Incoming) -> Result<Payload, String> {
    let is_form = parts.method == Method::POST
        && header(&parts.headers, CONTENT_TYPE.as_str())
            .is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"));
    if !is_form {
        return Ok(Payload::Streaming(body));
    }
    match Limited::new(body, LONGEST_FORM).collect().await {
        Ok(body) => Ok(Payload::Read(body.to_bytes())),
        Err(error) => Err(error.to_string()),
    }
}

/// Finds out who asks what. `form` is the body where it was read.
pub(crate) fn identify(parts: &Parts, form: Option<&[u8]>, names: &Names) -> Identity {
    let scope = scope(parts);
    let query = parts.uri.query().unwrap_or_default();
    let action = form
        .and_then(|form| form_value(form, "Action"))
        .or_else(|| form_value(query.as_bytes(), "Action"))
        .filter(|action| !action.is_empty());
    let service = match (&scope, &action) {
        (Some(scope), _) => scope.service.clone(),
        (None, Some(action)) if action.starts_with("AssumeRoleWith") => "sts".to_owned(),
        // The emulator takes unsigned requests for S3's, too.
        _ => "s3".to_owned(),
    };
    let (region, access_key) = match scope {
        Some(scope) => (scope.region, Some(scope.access_key)),
        None => ("us-east-1".to_owned(), None),
    };
    let identity = |service: String, operation: String, protocol| Identity {
        service,
        operation,
        protocol,
        region: region.clone(),
        access_key: access_key.clone(),
    };

    let path = parts.uri.path();
    if header(&parts.headers, "smithy-protocol") == Some("rpc-v2-cbor") {
        let operation = path.rsplit('/').next().unwrap_or_default().to_owned();
        return identity(service, operation, Protocol::Cbor);
    }
    if let Some(target) = header(&parts.headers, "x-amz-target") {
        let operation = target.rsplit('.').next().unwrap_or_default().to_owned();
        return identity(service, operation, Protocol::Json);
    }
    if let Some(action) = action {
        let protocol = if service == "ec2" { Protocol::Ec2 } else { Protocol::Query };
        return identity(service, action, protocol);
    }
    let is_control = service == "s3" && path.starts_with("/v20180820/");
    let by_address = || format!("{} {path}", parts.method);
    match names.find(&service, &parts.method, path, query, &parts.headers) {
        Some(found) => {
            let service = if is_control { "s3-control".to_owned() } else { service };
            let protocol = if is_control { Protocol::RestXml } else { found.protocol };
            identity(service, found.operation.unwrap_or_else(by_address), protocol)
        }
        None => {
            let (service, protocol) = match service.as_str() {
                "s3" if is_control => ("s3-control".to_owned(), Protocol::RestXml),
                "s3" => (service, Protocol::S3),
                "route53" | "cloudfront" => (service, Protocol::RestXml),
                _ => (service, Protocol::RestJson),
            };
            identity(service, by_address(), protocol)
        }
    }
}

struct Scope {
    access_key: String,
    region: String,
    service: String,
}

/// Reads the credential scope (`KEY/DATE/REGION/SERVICE/aws4_request`; asymmetric signatures have no region) from the
/// signature in the header or, for presigned addresses, in the query.
fn scope(parts: &Parts) -> Option<Scope> {
    let credential = match header(&parts.headers, AUTHORIZATION.as_str()) {
        Some(authorization) => {
            let (_, rest) = authorization.split_once("Credential=")?;
            rest.split([',', ' ']).next()?.to_owned()
        }
        None => form_value(parts.uri.query()?.as_bytes(), "X-Amz-Credential")?,
    };
    let fields: Vec<&str> = credential.split('/').collect();
    let (access_key, region, service) = match fields[..] {
        [key, _, region, service, _] => (key, region, service),
        [key, _, service, _] => (key, "", service),
        _ => return None,
    };
    Some(Scope { access_key: access_key.to_owned(), region: region.to_owned(), service: service.to_ascii_lowercase() })
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use hyper::Request;

    use super::*;

    const SIGNED: &str =
        "AWS4-HMAC-SHA256 Credential=AKIA/20260101/eu-west-1/SERVICE/aws4_request, SignedHeaders=host, Signature=0";

    fn of(
        service: &str,
        method: &str,
        uri: &str,
        headers: &[(&str, &str)],
        form: Option<&str>,
    ) -> (String, String, Protocol) {
        let mut request = Request::builder().method(method).uri(uri);
        if !service.is_empty() {
            request = request.header("authorization", SIGNED.replace("SERVICE", service));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        let identity = identify(&parts, form.map(str::as_bytes), &Names::default());
        if !service.is_empty() {
            assert_eq!((identity.region.as_str(), identity.access_key.as_deref()), ("eu-west-1", Some("AKIA")));
        }
        (identity.service, identity.operation, identity.protocol)
    }

    fn is(service: &str, operation: &str, protocol: Protocol) -> (String, String, Protocol) {
        (service.to_owned(), operation.to_owned(), protocol)
    }

    #[test]
    fn each_protocol_says_its_operation_elsewhere() {
        let form = Some("Version=1&Action=DescribeVpcs");
        assert_eq!(of("ec2", "POST", "/", &[], form), is("ec2", "DescribeVpcs", Protocol::Ec2));
        assert_eq!(of("rds", "POST", "/", &[], form), is("rds", "DescribeVpcs", Protocol::Query));
        assert_eq!(
            of("sts", "GET", "/?Action=GetCallerIdentity", &[], None),
            is("sts", "GetCallerIdentity", Protocol::Query)
        );
        let target = [("x-amz-target", "AWSOrganizationsV20161128.ListAccounts")];
        assert_eq!(
            of("organizations", "POST", "/", &target, None),
            is("organizations", "ListAccounts", Protocol::Json)
        );
        let cbor = [("smithy-protocol", "rpc-v2-cbor")];
        assert_eq!(
            of("monitoring", "POST", "/service/GraniteServiceVersion20100801/operation/GetMetricData", &cbor, None),
            is("monitoring", "GetMetricData", Protocol::Cbor)
        );
    }

    #[test]
    fn without_the_table_a_rest_call_is_named_by_its_address() {
        assert_eq!(
            of("lambda", "GET", "/2015-03-31/functions/", &[], None),
            is("lambda", "GET /2015-03-31/functions/", Protocol::RestJson)
        );
        assert_eq!(
            of("s3", "PUT", "/v20180820/configuration/publicAccessBlock", &[], None),
            is("s3-control", "PUT /v20180820/configuration/publicAccessBlock", Protocol::RestXml)
        );
    }

    #[test]
    fn unsigned_and_presigned_calls_are_known_too() {
        assert_eq!(
            of("", "POST", "/", &[], Some("Action=AssumeRoleWithWebIdentity")),
            is("sts", "AssumeRoleWithWebIdentity", Protocol::Query)
        );
        let presigned = "/bucket/key?X-Amz-Credential=AKIA%2F20260101%2Feu-west-1%2Fs3%2Faws4_request";
        assert_eq!(of("", "GET", presigned, &[], None), is("s3", "GET /bucket/key", Protocol::S3));
    }
}
