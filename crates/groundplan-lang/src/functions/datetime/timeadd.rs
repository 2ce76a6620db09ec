use groundplan_value::Value;

use super::rfc3339::{Strictness, parse};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TIMEADD: Function = Function {
    name: "timeadd",
    description: "The timestamp of the moment a duration after another.",
    parameters: &[
        Parameter::string("timestamp", "The timestamp, as RFC 3339 has it."),
        Parameter::string("duration", "The duration, such as `1h30m`, or `-10m` to go back."),
    ],
    returns: Returns::Type(types::string),
    not_null: false,
    implementation: Implementation::Plain(timeadd),
    ..Function::DEFAULT
};

fn timeadd(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let moment = parse(text(arguments, 0)?, Strictness::Strict).map_err(FunctionError::call)?;
    let duration = super::duration::parse(text(arguments, 1)?).map_err(FunctionError::call)?;
    let later = moment.add(duration);
    let later = later.ok_or_else(|| FunctionError::call("the result is not within the years 0 to 9999"))?;
    Ok(Value::string(later.to_string()))
}
