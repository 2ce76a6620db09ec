use groundplan_value::Value;

use super::floating::{float_result, power};
use crate::functions::arguments::float_at;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static POW: Function = Function {
    name: "pow",
    description: "A number raised to a power.",
    parameters: &[Parameter::number("num", "The number."), Parameter::number("power", "The power.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(pow),
    ..Function::DEFAULT
};

fn pow(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    float_result(power(float_at(arguments, 0)?, float_at(arguments, 1)?))
}
