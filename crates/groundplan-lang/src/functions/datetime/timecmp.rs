use std::cmp::Ordering;

use groundplan_value::Value;

use super::rfc3339::{Strictness, parse};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TIMECMP: Function = Function {
    name: "timecmp",
    description: "Which of two moments comes first: -1 when the first does, 1 when the second does, 0 when they are one.",
    parameters: &[
        Parameter::string("timestamp_a", "A timestamp, as RFC 3339 has it."),
        Parameter::string("timestamp_b", "Another."),
    ],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(timecmp),
    ..Function::DEFAULT
};

fn timecmp(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let moment = |at| parse(text(arguments, at)?, Strictness::Lenient).map_err(|why| FunctionError::argument(at, why));
    let (a, b) = (moment(0)?, moment(1)?);
    Ok(Value::number(match a.instant().cmp(&b.instant()) {
        Ordering::Less => -1,
        Ordering::Equal => 0,
        Ordering::Greater => 1,
    }))
}
