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
    let list = value(arguments, 0)?;
    match list.ty() {
        Type::List(_) | Type::Set(_) | Type::Tuple(_) => Ok(Type::Dynamic),
        // As in Terraform it is said when it is known; until then the elements of a map are taken for those of a list.
        _ if !list.is_wholly_known() => Ok(Type::Dynamic),
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
    let (of_list, of_map) = (list.as_slice(), list.as_map());
    if list.known_len().is_none() || (of_list.is_none() && of_map.is_none()) {
        return false;
    }
    let mut known = true;
    let of_map = of_map.into_iter().flat_map(|map| map.values());
    for element in of_list.unwrap_or_default().iter().chain(of_map) {
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
