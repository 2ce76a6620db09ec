use groundplan_value::Value;

use super::set_operation::{result_type, run};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SETSUBTRACT: Function = Function {
    name: "setsubtract",
    description: "The elements of one set that are not in another.",
    parameters: &[
        Parameter::new("a", types::set_of_any, "The set.").dynamic(),
        Parameter::new("b", types::set_of_any, "What is taken away from it.").dynamic(),
    ],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(setsubtract),
    ..Function::DEFAULT
};

fn setsubtract(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    run(arguments, false, |set, other| set.retain(|element| !other.contains(element)))
}
