use groundplan_value::{Refinement, Type, Value};

use super::source::Source;
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ENCODE_EXPR: Function = Function {
    name: "provider::terraform::encode_expr",
    description: "A value as source text of the language.",
    parameters: &[Parameter::any("value", "Any value.").unknown()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(encode_expr),
    ..Function::DEFAULT
};

fn encode_expr(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    if !value.is_wholly_known() {
        let start = match value.ty() {
            _ if !value.is_certainly_not_null() => None,
            Type::Object(_) | Type::Map(_) => Some("{"),
            Type::Tuple(_) | Type::List(_) | Type::Set(_) => Some("["),
            Type::String => Some("\""),
            _ => None,
        };
        let known = Refinement { not_null: true, prefix: start.map(Into::into), ..Refinement::default() };
        return Ok(Value::refined(Type::String, known));
    }
    let mut source = Source::default();
    source.value(value);
    Ok(Value::string(source.finish().trim()))
}
