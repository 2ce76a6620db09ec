//! One call, as far as the gateway understands it.

use bytes::Bytes;
use hyper::http::request::Parts;

use crate::gateway::protocol::Protocol;

/// Who asks what, where and how.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    /// The service's signing name (`ec2`, `elasticloadbalancing`), but `s3-control` for S3 Control, which signs as `s3`.
    pub(crate) service: String,
    /// The operation's name in the AWS API reference; method and path where that is not known.
    pub(crate) operation: String,
    /// How the service speaks.
    pub(crate) protocol: Protocol,
    /// The region that the call is signed for.
    pub(crate) region: String,
    /// The account that the credentials belong to.
    pub(crate) account: String,
}

/// A call with its whole body, for those operations that the gateway answers itself.
#[derive(Debug)]
pub(crate) struct WholeCall {
    /// Who asks what.
    pub(crate) call: Call,
    /// Method, path and headers.
    pub(crate) parts: Parts,
    /// The body.
    pub(crate) body: Bytes,
}

impl WholeCall {
    /// A parameter of the query and EC2 protocols, from the form or else from the address.
    pub(crate) fn parameter(&self, name: &str) -> Option<String> {
        [&self.body[..], self.parts.uri.query().unwrap_or_default().as_bytes()]
            .into_iter()
            .find_map(|form| form_value(form, name))
    }
}

/// The value of a field of a form.
pub(crate) fn form_value(form: &[u8], name: &str) -> Option<String> {
    form_urlencoded::parse(form).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
