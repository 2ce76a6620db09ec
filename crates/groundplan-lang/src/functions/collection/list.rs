use groundplan_value::Value;

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter};

/// Is no more, but says so.
pub(super) static LIST: Function = Function {
    name: "list",
    description: "Once made a list; is no longer available.",
    variadic: Some(Parameter::any("vals", "Any values.").nullable().unknown().dynamic()),
    implementation: Implementation::Plain(list),
    ..Function::DEFAULT
};

fn list(_: &CallContext, _: &[Value]) -> Result<Value, FunctionError> {
    Err(FunctionError::call(
        "the \"list\" function was deprecated in Terraform v0.12 and is no longer available; use tolist([ ... ]) syntax to \
         write a literal list",
    ))
}
