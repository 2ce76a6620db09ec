use groundplan_value::Value;

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter};

/// Is no more, but says so.
pub(super) static MAP: Function = Function {
    name: "map",
    description: "Once made a map; is no longer available.",
    variadic: Some(Parameter::any("vals", "Any values.").nullable().unknown().dynamic()),
    implementation: Implementation::Plain(map),
    ..Function::DEFAULT
};

fn map(_: &CallContext, _: &[Value]) -> Result<Value, FunctionError> {
    Err(FunctionError::call(
        "the \"map\" function was deprecated in Terraform v0.12 and is no longer available; use tomap({ ... }) syntax to \
         write a literal map",
    ))
}
