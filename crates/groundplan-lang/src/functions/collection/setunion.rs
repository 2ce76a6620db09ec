use groundplan_value::Value;

use super::set_operation::{result_type, run};
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static SETUNION: Function = Function {
    name: "setunion",
    description: "The elements that are in at least one of the sets.",
    parameters: &[Parameter::new("first_set", types::set_of_any, "A set.").dynamic()],
    variadic: Some(Parameter::new("other_sets", types::set_of_any, "The other sets.").dynamic()),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(setunion),
    ..Function::DEFAULT
};

fn setunion(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    run(arguments, true, Vec::extend_from_slice)
}
