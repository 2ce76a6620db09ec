use groundplan_value::{Marks, Type, Value, convert, unify};

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static CONCAT: Function = Function {
    name: "concat",
    description: "The elements of several lists or tuples in one: a list when all are lists, else a tuple.",
    variadic: Some(Parameter::any("seqs", "The lists or tuples, at least one.").marked()),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(concat),
    ..Function::DEFAULT
};

fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    if arguments.is_empty() {
        return Err(FunctionError::call("at least one argument is required"));
    }
    let types: Vec<Type> = arguments.iter().map(Value::ty).collect();
    if types.iter().all(|ty| matches!(ty, Type::List(_)))
        && let Some(common) = unify(&types)
    {
        return Ok(common);
    }
    let mut elements = Vec::new();
    for (at, (argument, ty)) in arguments.iter().zip(&types).enumerate() {
        match ty {
            Type::Tuple(types) => elements.extend(types.iter().cloned()),
            Type::List(element) => match argument.len() {
                Some(length) => elements.extend(std::iter::repeat_n((**element).clone(), length)),
                None => return Ok(Type::Dynamic),
            },
            other => {
                let message = format!("all arguments must be lists or tuples; got {}", other.friendly_name());
                return Err(FunctionError::argument(at, message));
            }
        }
    }
    Ok(Type::tuple(elements))
}

fn concat(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let mut marks = Marks::NONE;
    let mut all = Vec::new();
    for (at, argument) in arguments.iter().enumerate() {
        marks |= argument.marks();
        let sequence = match ty {
            Type::List(_) => convert(argument, &ty).map_err(|error| FunctionError::argument(at, error.message))?,
            _ => argument.clone(),
        };
        all.extend(sequence.as_slice().unwrap_or_default().iter().cloned());
    }
    let result = match ty {
        Type::List(element) => Value::list((*element).clone(), all),
        _ => Value::tuple(all),
    };
    Ok(result.mark(marks))
}
