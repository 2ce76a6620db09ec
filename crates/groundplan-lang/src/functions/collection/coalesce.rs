use groundplan_value::{Type, Value, convert, unify};

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static COALESCE: Function = Function {
    name: "coalesce",
    description: "The first of the values that is neither null nor an empty string.",
    variadic: Some(
        Parameter::any("vals", "The values, of types that have one in common.").nullable().unknown().dynamic(),
    ),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(coalesce),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let types: Vec<Type> = arguments.iter().map(Value::ty).collect();
    unify(&types).ok_or_else(|| FunctionError::call("all arguments must have the same type"))
}

fn coalesce(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    for argument in arguments {
        let value = convert(argument, &ty).map_err(|error| FunctionError::call(error.message))?;
        if !value.is_known() {
            return Ok(Value::unknown(ty));
        }
        if !value.is_null() && !value.as_str().is_some_and(|text| text.is_empty()) {
            return Ok(value);
        }
    }
    Err(FunctionError::call("no non-null, non-empty-string arguments"))
}
