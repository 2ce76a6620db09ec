use groundplan_value::{Type, Value};

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static COALESCELIST: Function = Function {
    name: "coalescelist",
    description: "The first of the lists that is neither null nor empty.",
    variadic: Some(Parameter::any("vals", "The lists or tuples, at least one.").nullable().unknown().dynamic()),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(coalescelist),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let mut common = None;
    let mut alike = true;
    for argument in arguments {
        if !argument.is_known() {
            return Ok(Type::Dynamic);
        }
        let ty = argument.ty();
        if !matches!(ty, Type::List(_) | Type::Tuple(_)) {
            return Err(FunctionError::call("coalescelist arguments must be lists or tuples"));
        }
        alike &= *common.get_or_insert_with(|| ty.clone()) == ty;
    }
    match common {
        Some(ty) if alike => Ok(ty),
        Some(_) => Ok(Type::Dynamic),
        None => Err(FunctionError::call("at least one argument is required")),
    }
}

fn coalescelist(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    for argument in arguments {
        if !argument.is_known() {
            return Ok(Value::unknown(ty));
        }
        if argument.len().is_some_and(|length| length > 0) {
            return Ok(argument.clone());
        }
    }
    Err(FunctionError::call("no non-null arguments"))
}
