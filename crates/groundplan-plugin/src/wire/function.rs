#![expect(missing_docs, reason = "fields are described by the protocol's own document, of the same names")]

use super::common::DynamicValue;

/// The signature of a function.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Function {
    #[prost(message, repeated, tag = "1")]
    pub parameters: Vec<Parameter>,
    #[prost(message, optional, tag = "2")]
    pub variadic_parameter: Option<Parameter>,
    #[prost(message, optional, tag = "3")]
    pub returns: Option<Return>,
    #[prost(string, tag = "4")]
    pub summary: String,
}

/// A parameter of a [`Function`]. The type is JSON.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Parameter {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(bytes = "vec", tag = "2")]
    pub ty: Vec<u8>,
    #[prost(bool, tag = "3")]
    pub allow_null_value: bool,
    #[prost(bool, tag = "4")]
    pub allow_unknown_values: bool,
}

/// What a [`Function`] returns. The type is JSON.
#[derive(Clone, PartialEq, prost::Message)]
pub struct Return {
    #[prost(bytes = "vec", tag = "1")]
    pub ty: Vec<u8>,
}

/// Request to call a function.
#[derive(Clone, PartialEq, prost::Message)]
pub struct CallRequest {
    #[prost(string, tag = "1")]
    pub name: String,
    #[prost(message, repeated, tag = "2")]
    pub arguments: Vec<DynamicValue>,
}

/// Answer to [`CallRequest`].
#[derive(Clone, PartialEq, prost::Message)]
pub struct CallResponse {
    #[prost(message, optional, tag = "1")]
    pub result: Option<DynamicValue>,
    #[prost(message, optional, tag = "2")]
    pub error: Option<FunctionError>,
}

/// Why a function has no result.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FunctionError {
    #[prost(string, tag = "1")]
    pub text: String,
    #[prost(int64, optional, tag = "2")]
    pub function_argument: Option<i64>,
}
