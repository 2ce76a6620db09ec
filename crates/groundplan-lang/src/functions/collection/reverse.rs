use groundplan_value::{Type, Value};

use crate::functions::arguments::{elements, value};
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static REVERSE: Function = Function {
    name: "reverse",
    description: "The elements of a list or tuple in the opposite order.",
    parameters: &[Parameter::any("list", "The list, tuple or set.").marked()],
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(reverse),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    match value(arguments, 0)?.ty() {
        Type::Tuple(elements) => Ok(Type::tuple(elements.iter().rev().cloned().collect::<Vec<_>>())),
        Type::List(element) | Type::Set(element) => Ok(Type::List(element)),
        other => {
            let message = format!("can only reverse list or tuple values, not {}", other.friendly_name());
            Err(FunctionError::argument(0, message))
        }
    }
}

fn reverse(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let reversed: Vec<Value> = elements(arguments, 0)?.iter().rev().cloned().collect();
    let result = match ty {
        Type::List(element) => Value::list((*element).clone(), reversed),
        _ => Value::tuple(reversed),
    };
    Ok(result.mark(value(arguments, 0)?.marks()))
}
