use groundplan_value::Value;
use unicode_segmentation::UnicodeSegmentation;

use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static STRREV: Function = Function {
    name: "strrev",
    description: "The characters of a string in the opposite order.",
    parameters: &[Parameter::string("str", "The string.").dynamic()],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(strrev),
    ..Function::DEFAULT
};

fn strrev(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(Value::string(text(arguments, 0)?.graphemes(true).rev().collect::<String>()))
}
