use groundplan_value::Value;

use super::case::{is_separator, title_char};
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static TITLE: Function = Function {
    name: "title",
    description: "The string with the first letter of every word in title case.",
    parameters: &[Parameter::string("str", "The string.")],
    returns: Returns::Type(types::string),
    implementation: Implementation::Plain(title),
    ..Function::DEFAULT
};

fn title(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let mut before = ' ';
    let each = text(arguments, 0)?.chars().map(|character| {
        let starts_word = is_separator(before);
        before = character;
        if starts_word { title_char(character) } else { character }
    });
    Ok(Value::string(each.collect::<String>()))
}
