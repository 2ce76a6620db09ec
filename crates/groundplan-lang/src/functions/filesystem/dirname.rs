use groundplan_value::Value;

use super::path::clean;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static DIRNAME: Function = Function {
    name: "dirname",
    description: "A path without its last part.",
    parameters: &[Parameter::string("path", "The path.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(dirname),
    ..Function::DEFAULT
};

fn dirname(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let path = text(arguments, 0)?;
    let folder = path.rfind('/').map_or("", |end| path.get(..=end).unwrap_or_default());
    Ok(Value::string(clean(folder)))
}
