//! Getting at arguments that [`super::call`] has converted and checked.

use groundplan_value::{Number, Value};

use super::FunctionError;

fn missing() -> FunctionError {
    FunctionError::call("an argument is missing")
}

/// An argument.
pub(super) fn value(arguments: &[Value], at: usize) -> Result<&Value, FunctionError> {
    arguments.get(at).ok_or_else(missing)
}

/// An argument of a parameter that is a known string.
pub(super) fn text(arguments: &[Value], at: usize) -> Result<&str, FunctionError> {
    arguments.get(at).and_then(Value::as_str).map(|text| &**text).ok_or_else(missing)
}

/// An argument of a parameter that is a known number.
pub(super) fn number(arguments: &[Value], at: usize) -> Result<&Number, FunctionError> {
    arguments.get(at).and_then(Value::as_number).ok_or_else(missing)
}

/// A number as a 64-bit integer, or the words of what is wrong.
pub(super) fn integer(number: &Number) -> Result<i64, String> {
    number.to_i64().ok_or_else(|| format!("value must be a whole number, between {} and {}", i64::MIN, i64::MAX))
}

/// An argument as a 64-bit integer; what is wrong is said of the call.
pub(super) fn integer_at(arguments: &[Value], at: usize) -> Result<i64, FunctionError> {
    integer(number(arguments, at)?).map_err(FunctionError::call)
}

/// An argument as a 64-bit float; what is wrong is said of the call.
pub(super) fn float_at(arguments: &[Value], at: usize) -> Result<f64, FunctionError> {
    let number = number(arguments, at)?;
    let float = number.to_f64();
    if float.is_infinite() && !number.is_infinite() {
        let max = f64::MAX;
        return Err(FunctionError::call(format!("value must be between {:.6} and {max:.6} inclusive", -max)));
    }
    Ok(float)
}

/// The elements of an argument that is a known list, set or tuple.
pub(super) fn elements(arguments: &[Value], at: usize) -> Result<&[Value], FunctionError> {
    arguments.get(at).and_then(Value::as_slice).ok_or_else(missing)
}
