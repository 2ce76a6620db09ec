use groundplan_value::{Type, Value};

use crate::functions::arguments::{integer, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SLICE: Function = Function {
    name: "slice",
    description: "The elements of a list from one place to before another.",
    parameters: &[
        Parameter::any("list", "The list or tuple.").marked(),
        Parameter::number("start_index", "The place of the first element, from 0."),
        Parameter::number("end_index", "The place after the last element."),
    ],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(slice),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let ty = value(arguments, 0)?.ty();
    if matches!(ty, Type::Set(_)) {
        return Err(FunctionError::argument(
            0,
            "cannot slice a set, because its elements do not have indices; explicitly convert to a list if the ordering of \
             the result is not important",
        ));
    }
    if !matches!(ty, Type::List(_) | Type::Tuple(_)) {
        return Err(FunctionError::argument(0, "must be a list or tuple value"));
    }
    let bounds = bounds(arguments)?;
    Ok(match (ty, bounds) {
        (Type::Tuple(elements), Some((start, end))) => {
            Type::tuple(elements.get(start..end).unwrap_or_default().to_vec())
        }
        (Type::Tuple(_), None) => Type::Dynamic,
        (list, _) => list,
    })
}

/// The two places, when both are known.
fn bounds(arguments: &[Value]) -> Result<Option<(usize, usize)>, FunctionError> {
    let list = value(arguments, 0)?;
    let length = match list.ty() {
        Type::Tuple(elements) => Some(elements.len()),
        _ => list.len(),
    };
    let (start, end) = (place(arguments, 1, "start", length)?, place(arguments, 2, "end", length)?);
    match (start, end) {
        (Some(start), Some(end)) if start > end => {
            Err(FunctionError::argument(1, "start index must not be greater than end index"))
        }
        (Some(start), Some(end)) => Ok(Some((start, end))),
        _ => Ok(None),
    }
}

fn place(arguments: &[Value], at: usize, which: &str, length: Option<usize>) -> Result<Option<usize>, FunctionError> {
    let Some(number) = value(arguments, at)?.as_number() else { return Ok(None) };
    let wrong = |why: String| FunctionError::argument(at, why);
    let index = integer(number).map_err(|why| wrong(format!("invalid {which} index: {why}")))?;
    let index = usize::try_from(index).map_err(|_| wrong(format!("{which} index must not be less than zero")))?;
    if length.is_some_and(|length| index > length) {
        return Err(wrong(format!("{which} index must not be greater than the length of the list")));
    }
    Ok(Some(index))
}

fn slice(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let list = value(arguments, 0)?;
    let Some((start, end)) = bounds(arguments)? else { return Ok(Value::DYNAMIC.mark(list.marks())) };
    let part = list.as_slice().and_then(|elements| elements.get(start..end)).unwrap_or_default();
    let result = match ty {
        Type::List(element) => Value::list((*element).clone(), part),
        _ => Value::tuple(part),
    };
    Ok(result.mark(list.marks()))
}
