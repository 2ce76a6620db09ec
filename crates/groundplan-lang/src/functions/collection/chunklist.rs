use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, integer, number, value};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CHUNKLIST: Function = Function {
    name: "chunklist",
    description: "A list cut into lists of a length, the last one perhaps shorter.",
    parameters: &[
        Parameter::new("list", types::list_of_any, "The list.").marked(),
        Parameter::number("size", "How many elements each list has; all in one when zero.").marked(),
    ],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(chunklist),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    Ok(Type::list(value(arguments, 0)?.ty()))
}

fn chunklist(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let list = value(arguments, 0)?;
    let marks = list.marks() | value(arguments, 1)?.marks();
    let size = integer(number(arguments, 1)?).map_err(|why| FunctionError::call(format!("invalid size: {why}")))?;
    let size = usize::try_from(size).map_err(|_| FunctionError::call("the size argument must be positive"))?;
    let elements = elements(arguments, 0)?;
    let element = list.ty().element().cloned().unwrap_or(Type::Dynamic);
    let size = if size == 0 { elements.len().max(1) } else { size };
    let chunks: Vec<Value> = elements.chunks(size).map(|chunk| Value::list(element.clone(), chunk)).collect();
    Ok(Value::list(list.ty(), chunks).mark(marks))
}
