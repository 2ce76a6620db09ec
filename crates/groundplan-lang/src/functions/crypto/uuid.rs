use groundplan_value::{Type, Value};
use uuid::Builder;

use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Kind, Returns};

pub(super) static UUID: Function = Function {
    name: "uuid",
    description: "A unique identifier, another one at every call.",
    returns: Returns::Type(types::string),
    kind: Kind::Impure,
    implementation: Implementation::Plain(uuid),
    ..Function::DEFAULT
};

fn uuid(context: &CallContext, _: &[Value]) -> Result<Value, FunctionError> {
    let Some(clock) = &context.clock else { return Ok(Value::unknown(Type::String)) };
    let mut bytes = [0; 16];
    clock.random(&mut bytes).map_err(|error| FunctionError::call(error.to_string()))?;
    // All bits are random, also those that elsewhere tell the version.
    Ok(Value::string(Builder::from_bytes(bytes).into_uuid().hyphenated().to_string()))
}
