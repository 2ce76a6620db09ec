use groundplan_value::Value;

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static EPHEMERALASNULL: Function = Function {
    name: "ephemeralasnull",
    description: "The value with null in place of every ephemeral part.",
    parameters: &[Parameter::any("value", "Any value.").anything()],
    returns: Returns::Of(|arguments| Ok(value(arguments, 0)?.ty())),
    not_null: false,
    implementation: Implementation::Plain(ephemeralasnull),
    ..Function::DEFAULT
};

fn ephemeralasnull(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    Ok(without_ephemeral(value(arguments, 0)?))
}

fn without_ephemeral(value: &Value) -> Value {
    let marks = value.marks();
    if marks.is_ephemeral() {
        return Value::null(value.ty()).mark(marks.without(groundplan_value::Marks::EPHEMERAL));
    }
    if value.deep_marks().is_ephemeral() { value.map_children(without_ephemeral) } else { value.clone() }
}
