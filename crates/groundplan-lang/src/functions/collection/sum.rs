use groundplan_value::{Number, Type, Value, convert};

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SUM: Function = Function {
    name: "sum",
    description: "The sum of the numbers in a list, set or tuple.",
    parameters: &[Parameter::any("list", "The numbers, at least one.")],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(sum),
    ..Function::DEFAULT
};

fn sum(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let wrong = |message: &str| FunctionError::argument(0, message);
    let list = value(arguments, 0)?;
    match list.len() {
        None => return Err(wrong("cannot sum noniterable")),
        Some(0) => return Err(wrong("cannot sum an empty list")),
        Some(_) => {}
    }
    let Some(elements) = list.as_slice() else {
        let name = list.ty().friendly_name();
        return Err(wrong(&format!("argument must be list, set, or tuple. Received {name}")));
    };
    if !list.is_wholly_known() {
        return Ok(Value::unknown(Type::Number));
    }
    let mut total: Option<Number> = None;
    for element in elements {
        let converted = convert(element, &Type::Number).ok();
        let number = converted.as_ref().and_then(Value::as_number);
        let number = number.ok_or_else(|| wrong("argument must be list, set, or tuple of number values"))?;
        total = Some(match total {
            None => number.clone(),
            Some(total) => {
                total.add(number).ok_or_else(|| FunctionError::call("can't compute sum of opposing infinities"))?
            }
        });
    }
    Ok(Value::number(total.unwrap_or(Number::ZERO)))
}
