//! What the conversion functions have in common. They say more than implicit conversions do when a conversion fails.

use groundplan_value::{Type, Value, convert, convertible, quote};

use crate::functions::FunctionError;
use crate::functions::arguments::value;

/// Converts the only argument.
pub(super) fn to(arguments: &[Value], wanted: &Type) -> Result<Value, FunctionError> {
    let given = value(arguments, 0)?;
    let from = given.ty();
    let (from_name, to_name) = (from.friendly_name(), wanted.friendly_name_for_constraint());
    let failed = |why: String| FunctionError::argument(0, why);
    if !convertible(&from, wanted) {
        return Err(failed(format!("cannot convert {from_name} to {to_name}")));
    }
    if !given.is_known() {
        return Ok(Value::unknown(wanted.clone()).mark(given.marks()));
    }
    convert(given, wanted).map_err(|_| {
        failed(match (given.as_str(), wanted) {
            _ if given.deep_marks().is_sensitive() => format!("cannot convert this sensitive {from_name} to {to_name}"),
            (Some(text), Type::Bool) => {
                format!("cannot convert {} to bool; only the strings \"true\" or \"false\" are allowed", quote(text))
            }
            (Some(text), Type::Number) => format!(
                "cannot convert {} to number; given string must be a decimal representation of a number",
                quote(text)
            ),
            _ => format!("cannot convert {from_name} to {to_name}"),
        })
    })
}
