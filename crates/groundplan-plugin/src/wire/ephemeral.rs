#![expect(missing_docs, reason = "fields are described by the protocol's own document, of the same names")]

use super::common::{ClientCapabilities, Diagnostic, DynamicValue, Timestamp};

/// Request to open an ephemeral resource.
#[derive(Clone, PartialEq, prost::Message)]
pub struct OpenRequest {
    #[prost(string, tag = "1")]
    pub type_name: String,
    #[prost(message, optional, tag = "2")]
    pub config: Option<DynamicValue>,
    #[prost(message, optional, tag = "3")]
    pub client_capabilities: Option<ClientCapabilities>,
}

/// Answer to [`OpenRequest`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct OpenResponse {
    #[prost(message, repeated, tag = "1")]
    pub diagnostics: Vec<Diagnostic>,
    #[prost(message, optional, tag = "2")]
    pub renew_at: Option<Timestamp>,
    #[prost(message, optional, tag = "3")]
    pub result: Option<DynamicValue>,
    #[prost(bytes = "bytes", optional, tag = "4")]
    pub private: Option<bytes::Bytes>,
}

/// Request to renew an ephemeral resource.
#[derive(Clone, PartialEq, prost::Message)]
pub struct RenewRequest {
    #[prost(string, tag = "1")]
    pub type_name: String,
    #[prost(bytes = "bytes", optional, tag = "2")]
    pub private: Option<bytes::Bytes>,
}

/// Answer to [`RenewRequest`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct RenewResponse {
    #[prost(message, repeated, tag = "1")]
    pub diagnostics: Vec<Diagnostic>,
    #[prost(message, optional, tag = "2")]
    pub renew_at: Option<Timestamp>,
    #[prost(bytes = "bytes", optional, tag = "3")]
    pub private: Option<bytes::Bytes>,
}

/// Request to close an ephemeral resource.
#[derive(Clone, PartialEq, prost::Message)]
pub struct CloseRequest {
    #[prost(string, tag = "1")]
    pub type_name: String,
    #[prost(bytes = "bytes", optional, tag = "2")]
    pub private: Option<bytes::Bytes>,
}
