use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, integer, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static ELEMENT: Function = Function {
    name: "element",
    description: "The element of a list at a place, which starts anew at the end of the list.",
    parameters: &[
        Parameter::any("list", "The list or tuple.").marked(),
        Parameter::number("index", "The place, from 0; of lists also from the end when negative."),
    ],
    returns: Returns::Of(result_type),
    not_null: false,
    implementation: Implementation::Plain(element),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::List(element) => Ok((*element).clone()),
        Type::Tuple(types) => match value(arguments, 1)?.is_known() {
            true => {
                let at = place(arguments, types.len(), false)?;
                Ok(types.get(at).cloned().unwrap_or(Type::Dynamic))
            }
            false => Ok(Type::Dynamic),
        },
        other => Err(FunctionError::call(format!("cannot read elements from {}", other.friendly_name()))),
    }
}

fn place(arguments: &[Value], length: usize, may_be_negative: bool) -> Result<usize, FunctionError> {
    let number = crate::functions::arguments::number(arguments, 1)?;
    let index = integer(number).map_err(|why| FunctionError::call(format!("invalid index: {why}")))?;
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    if length == 0 {
        return Err(FunctionError::call("cannot use element function with an empty list"));
    }
    let rest = index % length;
    if rest < 0 && !may_be_negative {
        return Err(FunctionError::call("the index of an element of a tuple must not be negative"));
    }
    Ok(usize::try_from(rest.rem_euclid(length)).unwrap_or(0))
}

fn element(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    result_type(arguments)?;
    let list = value(arguments, 0)?;
    let elements = elements(arguments, 0)?;
    let at = place(arguments, elements.len(), matches!(list.ty(), Type::List(_)))?;
    Ok(elements.get(at).cloned().unwrap_or(Value::DYNAMIC).mark(list.marks()))
}
