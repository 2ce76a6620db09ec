use groundplan_value::{Type, Value};

use super::format::format_values;
use crate::functions::arguments::text;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static FORMATLIST: Function = Function {
    name: "formatlist",
    description: "A list of strings made from a format string: one for each element of the lists among the values.",
    parameters: &[Parameter::string("format", "The format string.")],
    variadic: Some(
        Parameter::any("args", "The values: lists of one length, and others that are the same for all elements.")
            .nullable()
            .unknown(),
    ),
    returns: Returns::Type(types::list_of_string),
    implementation: Implementation::Plain(formatlist),
    ..Function::DEFAULT
};

fn formatlist(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let format = text(arguments, 0)?;
    let values = arguments.get(1..).unwrap_or_default();
    let Some(length) = common_length(values)? else { return Ok(Value::unknown(Type::list(Type::String))) };
    let mut results = Vec::with_capacity(length);
    for at in 0..length {
        let row: Vec<Value> = values
            .iter()
            .map(|value| value.as_slice().and_then(|list| list.get(at)).unwrap_or(value).clone())
            .collect();
        if !row.iter().all(Value::is_wholly_known) {
            results.push(Value::unknown_not_null(Type::String));
            continue;
        }
        let text = format_values(format, &row).map_err(|error| match values {
            [] => error,
            _ => FunctionError::call(format!("error on format iteration {at}: {error}")),
        })?;
        results.push(Value::string(text));
    }
    Ok(Value::list(Type::String, results))
}

/// The length that all lists, sets and tuples have, 1 without any, and nothing while one of them is not known.
fn common_length(values: &[Value]) -> Result<Option<usize>, FunctionError> {
    let mut known = true;
    let mut common: Option<(usize, usize)> = None;
    for (at, value) in values.iter().enumerate() {
        let length = match value.ty() {
            Type::Tuple(elements) if !value.is_null() => Some(elements.len()),
            Type::List(_) | Type::Set(_) if !value.is_null() => value.known_len(),
            Type::Dynamic if !value.is_known() => None,
            _ => continue,
        };
        known &= length.is_some() && value.is_known();
        match (length, common) {
            (Some(length), None) => common = Some((at, length)),
            (Some(length), Some((chooser, wanted))) if length != wanted => {
                let (this, other) = (at + 1, chooser + 1);
                let message = format!(
                    "argument {this} has length {length}, which is inconsistent with argument {other} of length {wanted}"
                );
                return Err(FunctionError::argument(this, message));
            }
            _ => {}
        }
    }
    Ok(known.then(|| common.map_or(1, |(_, length)| length)))
}
