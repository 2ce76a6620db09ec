use groundplan_value::{Type, Value};

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static JSONDECODE: Function = Function {
    name: "jsondecode",
    description: "Reads JSON: objects become objects, arrays tuples.",
    parameters: &[Parameter::new("str", types::string, "The JSON text.")],
    returns: Returns::Type(|| Type::Dynamic),
    not_null: false,
    implementation: Implementation::Plain(jsondecode),
    ..Function::DEFAULT
};

fn jsondecode(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let json = serde_json::from_str(text(arguments, 0)?).map_err(|error| FunctionError::argument(0, error.to_string()))?;
    Value::implied_from_json(&json).map_err(|error| FunctionError::argument(0, error.to_string()))
}
