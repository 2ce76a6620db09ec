use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use groundplan_value::{Type, Value};

use super::read::read;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILEBASE64: Function = Function {
    name: "filebase64",
    description: "The content of a file in Base64.",
    parameters: &[Parameter::string("path", "The path of the file.").unknown().marked()],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(filebase64),
    ..Function::DEFAULT
};

fn filebase64(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let path = value(arguments, 0)?;
    let marks = path.marks();
    Ok(match path.as_str() {
        Some(path) => Value::string(STANDARD.encode(read(path, marks, context)?)),
        None => Value::unknown(Type::String),
    }
    .mark(marks))
}
