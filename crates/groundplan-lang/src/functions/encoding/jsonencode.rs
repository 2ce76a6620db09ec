use groundplan_value::{Refinement, Type, Value};

use super::json_text::encode;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static JSONENCODE: Function = Function {
    name: "jsonencode",
    description: "The JSON of a value.",
    parameters: &[Parameter::any("val", "Any value.").nullable().unknown().dynamic()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(jsonencode),
    ..Function::DEFAULT
};

fn jsonencode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    if value.is_wholly_known() {
        return encode(value).map(Value::string).map_err(FunctionError::call);
    }
    let start = match value.ty() {
        _ if !value.is_certainly_not_null() => None,
        Type::String => Some("\""),
        Type::Object(_) | Type::Map(_) => Some("{"),
        Type::Tuple(_) | Type::List(_) | Type::Set(_) => Some("["),
        _ => None,
    };
    let known = Refinement { not_null: true, prefix: start.map(Into::into), ..Refinement::default() };
    Ok(Value::refined(Type::String, known))
}
