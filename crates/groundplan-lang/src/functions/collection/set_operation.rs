//! What the operations on sets have in common: bringing them to one element type.

use groundplan_value::{Type, Value, convert, unify};

use crate::functions::FunctionError;
use crate::functions::arguments::value;

/// The set type that all sets can be converted to.
pub(super) fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let mut elements = Vec::new();
    for argument in arguments {
        let ty = argument.ty();
        match ty.element() {
            // An empty set whose element type is open goes with any other.
            Some(Type::Dynamic) if argument.is_empty() => {}
            Some(element) => elements.push(element.clone()),
            None => elements.push(Type::Dynamic),
        }
    }
    if elements.is_empty() {
        return Ok(Type::set(Type::Dynamic));
    }
    let element = unify(&elements);
    element.map(Type::set).ok_or_else(|| FunctionError::call("given sets must all have compatible element types"))
}

/// The first set changed by each of the others in turn, all of one type. While an element is not known, the result is not,
/// unless the operation allows it.
pub(super) fn run(
    arguments: &[Value],
    allow_unknown: bool,
    mut operation: impl FnMut(&mut Vec<Value>, &[Value]),
) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let converted =
        |at: usize| convert(value(arguments, at)?, &ty).map_err(|error| FunctionError::argument(at, error.message));
    let mut set: Option<Vec<Value>> = None;
    for at in 0..arguments.len() {
        let next = converted(at)?;
        if !next.is_known() || (!allow_unknown && !next.is_wholly_known()) {
            return Ok(Value::unknown(ty));
        }
        let elements = next.as_slice().unwrap_or_default();
        match &mut set {
            None => set = Some(elements.to_vec()),
            Some(set) => operation(set, elements),
        }
    }
    Ok(Value::set(ty.element().cloned().unwrap_or(Type::Dynamic), set.unwrap_or_default()))
}
