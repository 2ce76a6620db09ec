use groundplan_value::Value;

use crate::functions::arguments::{integer_at, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

/// The most bytes of padding.
const LONGEST: usize = 1 << 28;

pub(super) static INDENT: Function = Function {
    name: "indent",
    description: "The string with spaces put before every line but the first.",
    parameters: &[Parameter::number("spaces", "How many spaces."), Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(indent),
    ..Function::DEFAULT
};

fn indent(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let spaces = integer_at(arguments, 0)?;
    let string = text(arguments, 1)?;
    let Ok(spaces) = usize::try_from(spaces) else {
        return Err(FunctionError::call("the number of spaces must not be negative"));
    };
    let lines = string.matches('\n').count();
    if lines > 0 && spaces.saturating_mul(lines) > LONGEST {
        return Err(FunctionError::call("the result would be too long"));
    }
    let pad = if lines == 0 { String::new() } else { " ".repeat(spaces) };
    Ok(Value::string(string.replace('\n', &format!("\n{pad}"))))
}
