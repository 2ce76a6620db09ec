use groundplan_value::Value;

use crate::functions::arguments::text;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter};

pub(super) static DECODE_TFVARS: Function = Function {
    name: "provider::terraform::decode_tfvars",
    description: "The definitions in the text of a `.tfvars` file as an object.",
    parameters: &[Parameter::string("src", "The text.")],
    not_null: false,
    implementation: Implementation::Plain(decode_tfvars),
    ..Function::DEFAULT
};

fn decode_tfvars(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    context.templates.read_definitions(text(arguments, 0)?)
}
