use groundplan_value::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::functions::arguments::{integer_at, text};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SUBSTR: Function = Function {
    name: "substr",
    description: "A part of a string, by the place of its first character and its length.",
    parameters: &[
        Parameter::string("str", "The string.").dynamic(),
        Parameter::number("offset", "The place of the first character; from the end when negative.").dynamic(),
        Parameter::number("length", "How many characters; all that follow when negative.").dynamic(),
    ],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(substr),
    ..Function::DEFAULT
};

fn substr(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let string = text(arguments, 0)?;
    let (mut offset, length) = (integer_at(arguments, 1)?, integer_at(arguments, 2)?);
    if offset >= 0 && length == 0 {
        return Ok(Value::string(""));
    }
    if offset < 0 {
        offset = offset.saturating_add(i64::try_from(string.graphemes(true).count()).unwrap_or(i64::MAX));
    }
    let offset = usize::try_from(offset).unwrap_or(0);
    let rest = string.graphemes(true).skip(offset);
    // From the end, a length of zero is all that follows, as with a negative one.
    Ok(Value::string(match usize::try_from(length) {
        Ok(length) if length > 0 => rest.take(length).collect::<String>(),
        _ => rest.collect::<String>(),
    }))
}
