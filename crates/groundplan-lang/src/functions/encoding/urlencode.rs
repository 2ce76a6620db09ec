use std::fmt::Write;

use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static URLENCODE: Function = Function {
    name: "urlencode",
    description: "A text as a value in the query of a URL.",
    parameters: &[Parameter::string("str", "The text.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(urlencode),
    ..Function::DEFAULT
};

fn urlencode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let mut out = String::new();
    for byte in text(arguments, 0)?.bytes() {
        let _infallible = match byte {
            b' ' => out.write_char('+'),
            b'-' | b'_' | b'.' | b'~' => out.write_char(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => out.write_char(char::from(byte)),
            _ => write!(out, "%{byte:02X}"),
        };
    }
    Ok(Value::string(out))
}
