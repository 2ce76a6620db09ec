use groundplan_value::Value;

use super::base64_text::decode;
use super::textencodebase64::wanted_charset;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TEXTDECODEBASE64: Function = Function {
    name: "textdecodebase64",
    description: "The text that Base64 encodes in a character set.",
    parameters: &[
        Parameter::string("source", "The Base64."),
        Parameter::string("encoding", "The name of the character set at IANA, such as `UTF-16LE`."),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(textdecodebase64),
    ..Function::DEFAULT
};

fn textdecodebase64(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let charset = wanted_charset(arguments)?;
    let wrong = |message: String| FunctionError::argument(0, message);
    let bytes = decode(text(arguments, 0)?)
        .map_err(|at| wrong(format!("the given value is has an invalid base64 symbol at offset {at}")))?;
    let decoded = charset
        .decode(&bytes)
        .ok_or_else(|| wrong(format!("the given string contains symbols that are not defined for {}", charset.name)))?;
    Ok(Value::string(decoded))
}
