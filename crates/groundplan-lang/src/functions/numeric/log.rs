use groundplan_value::Value;

use super::floating::{float_result, ln};
use crate::functions::arguments::float_at;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static LOG: Function = Function {
    name: "log",
    description: "The logarithm of a number in a base.",
    parameters: &[Parameter::number("num", "The number."), Parameter::number("base", "The base.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(log),
    ..Function::DEFAULT
};

fn log(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    float_result(ln(float_at(arguments, 0)?) / ln(float_at(arguments, 1)?))
}
