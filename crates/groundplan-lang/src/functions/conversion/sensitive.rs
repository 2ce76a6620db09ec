use groundplan_value::{Marks, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SENSITIVE: Function = Function {
    name: "sensitive",
    description: "The value, marked as not to be shown.",
    parameters: &[Parameter::any("value", "Any value.").anything()],
    returns: Returns::Of(|arguments| Ok(value(arguments, 0)?.ty())),
    not_null: false,
    implementation: Implementation::Plain(sensitive),
    ..Function::DEFAULT
};

fn sensitive(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(value(arguments, 0)?.clone().mark(Marks::SENSITIVE))
}
