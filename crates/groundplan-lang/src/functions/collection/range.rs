use groundplan_value::{Number, Type, Value};

use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

/// The most numbers in a range.
const LONGEST: usize = 1024;

pub(super) static RANGE: Function = Function {
    name: "range",
    description: "The numbers from a start, by a step, to before a limit.",
    variadic: Some(Parameter::number("params", "The limit; or start and limit; or start, limit and step.")),
    returns: Returns::Type(types::list_of_number),
    implementation: Implementation::Plain(range),
    ..Function::DEFAULT
};

fn range(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let numbers: Vec<Number> = arguments.iter().filter_map(Value::as_number).cloned().collect();
    let towards = |start: &Number, end: &Number| Number::from(if end < start { -1i64 } else { 1 });
    let (start, end, step) = match numbers.as_slice() {
        [end] => (Number::ZERO, end.clone(), towards(&Number::ZERO, end)),
        [start, end] => (start.clone(), end.clone(), towards(start, end)),
        [start, end, step] => (start.clone(), end.clone(), step.clone()),
        _ => return Err(FunctionError::call("must have one, two, or three arguments")),
    };
    let down = step < Number::ZERO;
    if down && end > start {
        return Err(FunctionError::argument(1, "end must be less than start when step is negative"));
    }
    if !down && end < start {
        return Err(FunctionError::argument(1, "end must be greater than start when step is positive"));
    }
    let mut values = Vec::new();
    let mut next = start;
    while if down { next > end && next != end } else { next < end && next != end } {
        if values.len() >= LONGEST {
            return Err(FunctionError::call(
                "more than 1024 values were generated; either decrease the difference between start and end or use a \
                 smaller step",
            ));
        }
        let after = next.add(&step).ok_or_else(|| FunctionError::call("can't compute sum of opposing infinities"))?;
        values.push(Value::number(std::mem::replace(&mut next, after)));
    }
    Ok(Value::list(Type::Number, values))
}
