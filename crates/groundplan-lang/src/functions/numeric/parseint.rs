use groundplan_value::{Number, Type, Value, quote};

use crate::functions::arguments::{integer, number, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static PARSEINT: Function = Function {
    name: "parseint",
    description: "The whole number that a string says in a base from 2 to 62.",
    parameters: &[Parameter::any("number", "The digits."), Parameter::number("base", "The base.")],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(parseint),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::String => Ok(Type::Number),
        other => {
            let message = format!("first argument must be a string, not {}", other.friendly_name());
            Err(FunctionError::argument(0, message))
        }
    }
}

fn parseint(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    result_type(arguments)?;
    let base = integer(number(arguments, 1)?).map_err(|message| FunctionError::argument(1, message))?;
    let Some(radix) = u8::try_from(base).ok().filter(|radix| (2..=62).contains(radix)) else {
        return Err(FunctionError::argument(1, "base must be a whole number between 2 and 62 inclusive"));
    };
    let digits = crate::functions::arguments::text(arguments, 0)?;
    let parsed = Number::parse_radix(digits, radix).ok_or_else(|| {
        FunctionError::argument(0, format!("cannot parse {} as a base {base} integer", quote(digits)))
    })?;
    Ok(Value::number(parsed))
}
