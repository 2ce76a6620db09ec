use groundplan_value::{Type, Value, quote};

use super::base64_text::decode;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static BASE64DECODE: Function = Function {
    name: "base64decode",
    description: "The text that Base64 encodes.",
    parameters: &[Parameter::string("str", "The Base64.").unknown().marked()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(base64decode),
    ..Function::DEFAULT
};

fn base64decode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    let marks = value.marks();
    let Some(text) = value.as_str() else { return Ok(Value::unknown(Type::String).mark(marks)) };
    let bytes = decode(text).map_err(|_| {
        let shown = if marks.is_sensitive() { "(sensitive value)".to_owned() } else { quote(text) };
        FunctionError::call(format!("failed to decode base64 data {shown}"))
    })?;
    let decoded = String::from_utf8(bytes)
        .map_err(|_| FunctionError::call("the result of decoding the provided string is not valid UTF-8"))?;
    Ok(Value::string(decoded).mark(marks))
}
