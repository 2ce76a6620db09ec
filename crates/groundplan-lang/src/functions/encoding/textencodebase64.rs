use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundplan_value::{Value, quote};

use super::charset::{Charset, charset};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TEXTENCODEBASE64: Function = Function {
    name: "textencodebase64",
    description: "The Base64 of a text in a character set.",
    parameters: &[
        Parameter::string("string", "The text."),
        Parameter::string("encoding", "The name of the character set at IANA, such as `UTF-16LE`."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(textencodebase64),
    ..Function::DEFAULT
};

/// The character set that the second argument names.
pub(super) fn wanted_charset(arguments: &[Value]) -> Result<Charset, FunctionError> {
    let name = text(arguments, 1)?;
    charset(name).ok_or_else(|| {
        let name = quote(name);
        let message = format!("{name} is not a supported IANA encoding name or alias in this Terraform version");
        FunctionError::argument(1, message)
    })
}

fn textencodebase64(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let charset = wanted_charset(arguments)?;
    let encoded = charset.encode(text(arguments, 0)?).ok_or_else(|| {
        let name = charset.name;
        let message = format!("the given string contains characters that cannot be represented in {name}");
        FunctionError::argument(0, message)
    })?;
    Ok(Value::string(STANDARD.encode(encoded)))
}
