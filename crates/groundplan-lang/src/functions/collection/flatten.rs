use groundplan_value::{Marks, Type, Value};

use crate::functions::arguments::value;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static FLATTEN: Function = Function {
    name: "flatten",
    description: "A tuple of the elements of a list, with the elements of lists within it in their place.",
    parameters: &[Parameter::any("list", "The list, set or tuple.").marked()],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(flatten),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => Ok(Type::Dynamic),
        _ => Err(FunctionError::call("can only flatten lists, sets and tuples")),
    }
}

fn flatten(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    result_type(arguments)?;
    let (mut out, mut marks) = (Vec::new(), Marks::NONE);
    let known = flatten_into(value(arguments, 0)?, &mut out, &mut marks);
    Ok(if known { Value::tuple(out) } else { Value::DYNAMIC }.mark(marks))
}

/// Whether all that there is to flatten is known.
fn flatten_into(list: &Value, out: &mut Vec<Value>, marks: &mut Marks) -> bool {
    *marks |= list.marks();
    if list.known_len().is_none() {
        return false;
    }
    let mut known = true;
    for element in list.as_slice().unwrap_or_default() {
        match element.ty() {
            Type::List(_) | Type::Set(_) | Type::Tuple(_) if !element.is_null() => {
                known &= flatten_into(element, out, marks);
            }
            ty => {
                known &= element.is_known() || ty != Type::Dynamic;
                out.push(element.clone());
            }
        }
    }
    known
}
