use groundplan_value::{Type, Value};

use super::yaml::emit;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static YAMLENCODE: Function = Function {
    name: "yamlencode",
    description: "The YAML of a value.",
    parameters: &[Parameter::any("value", "Any value.").nullable().dynamic()],
    returns: Returns::Type(types::string),
    not_null: false,
    implementation: Implementation::Plain(yamlencode),
    ..Function::DEFAULT
};

fn yamlencode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    if !value.is_wholly_known() {
        return Ok(Value::unknown(Type::String));
    }
    emit(value).map(Value::string).map_err(FunctionError::call)
}
