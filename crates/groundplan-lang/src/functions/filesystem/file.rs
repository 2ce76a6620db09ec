use groundplan_value::{Type, Value};

use super::read::read_text;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILE: Function = Function {
    name: "file",
    description: "The content of a file of UTF-8 text.",
    parameters: &[Parameter::string("path", "The path of the file.").unknown().marked()],
    returns: Returns::Type(types::string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(file),
    ..Function::DEFAULT
};

fn file(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let path = value(arguments, 0)?;
    let marks = path.marks();
    Ok(match path.as_str() {
        Some(path) => Value::string(read_text(path, marks, context)?),
        None => Value::unknown(Type::String),
    }
    .mark(marks))
}
