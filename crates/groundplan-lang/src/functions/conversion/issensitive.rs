use groundplan_value::{Type, Value};

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ISSENSITIVE: Function = Function {
    name: "issensitive",
    description: "Whether the value itself is marked as not to be shown.",
    parameters: &[Parameter::any("value", "Any value.").anything()],
    returns: Returns::Type(types::bool),
    not_null: false,
    implementation: Implementation::Plain(issensitive),
    ..Function::DEFAULT
};

fn issensitive(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    Ok(match (value.marks().is_sensitive(), value.is_known()) {
        (true, _) => Value::TRUE,
        // It may turn out sensitive once it is known.
        (false, false) => Value::unknown(Type::Bool),
        (false, true) => Value::FALSE,
    })
}
