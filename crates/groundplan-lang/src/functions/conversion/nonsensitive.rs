use groundplan_value::{Marks, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static NONSENSITIVE: Function = Function {
    name: "nonsensitive",
    description: "The value without its mark as not to be shown; marks within it stay.",
    parameters: &[Parameter::any("value", "Any value.").anything()],
    returns: Returns::Of(|arguments| Ok(value(arguments, 0)?.ty())),
    not_null: false,
    implementation: Implementation::Plain(nonsensitive),
    ..Function::DEFAULT
};

fn nonsensitive(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (value, marks) = value(arguments, 0)?.clone().unmark();
    Ok(value.mark(marks.without(Marks::SENSITIVE)))
}
