use std::sync::Arc;

use groundplan_value::{Kind as ValueKind, Marks, Refinement, Type, Value, convert};

use super::{CallContext, Function, FunctionError, Implementation, Kind, Returns, Within};

/// Calls a function: checks how many arguments there are, converts them to the parameters' types, refuses nulls, and
/// returns an unknown result where the function cannot see what is not known. Marks of arguments that the function does not
/// see go to the result.
///
/// # Errors
/// What is wrong with the call, an argument or the result; [`FunctionError::summary`] and [`FunctionError::detail`] have
/// the words for a diagnostic.
pub fn call(function: &Function, arguments: Vec<Value>, context: &CallContext) -> Result<Value, FunctionError> {
    let mut arguments = converted(function, arguments)?;
    check_template(function, context)?;
    let dynamic = check_nulls(function, &arguments)?;
    let mut marks = Marks::NONE;
    let mut unknown = dynamic;
    for (argument, parameter) in arguments.iter_mut().zip(parameters(function)) {
        if !parameter.allow_marked {
            marks |= argument.deep_marks();
            *argument = argument.unmark_deep();
        }
        unknown |= !argument.is_known() && !parameter.allow_unknown;
    }
    if dynamic {
        return Ok(Value::DYNAMIC.mark(marks));
    }
    let result = if unknown || (function.kind == Kind::Impure && context.clock.is_none()) {
        Value::unknown(match function.returns {
            Returns::Type(ty) => ty(),
            Returns::Of(ty) => ty(&arguments)?,
        })
    } else {
        match function.implementation {
            Implementation::Plain(run) => run(context, &arguments)?,
            Implementation::SpecialForm => {
                let message =
                    format!("{} needs the expressions of its arguments and can only be called by name", function.name);
                return Err(FunctionError::call(message));
            }
        }
    };
    let result = if function.not_null { not_null(result) } else { result };
    Ok(result.mark(marks))
}

/// One parameter for each argument.
fn parameters(function: &Function) -> impl Iterator<Item = &super::Parameter> {
    function.parameters.iter().chain(function.variadic.iter().cycle())
}

/// Whether the function takes that many arguments.
pub(crate) fn check_arity(function: &Function, count: usize) -> Result<(), FunctionError> {
    if count < function.parameters.len() {
        return Err(FunctionError::missing(count));
    }
    if count > function.parameters.len() && function.variadic.is_none() {
        return Err(FunctionError::too_many("too many arguments"));
    }
    Ok(())
}

fn converted(function: &Function, arguments: Vec<Value>) -> Result<Vec<Value>, FunctionError> {
    check_arity(function, arguments.len())?;
    let each = arguments.into_iter().zip(parameters(function)).enumerate();
    let converted = each.map(|(at, (argument, parameter))| {
        convert(&argument, &(parameter.ty)()).map_err(|error| FunctionError::argument(at, error.message))
    });
    converted.collect()
}

/// Whether one of the arguments has no known type where the function needs one. What follows it is not looked at, since
/// nothing can be said of the result anyway.
fn check_nulls(function: &Function, arguments: &[Value]) -> Result<bool, FunctionError> {
    for (at, (argument, parameter)) in arguments.iter().zip(parameters(function)).enumerate() {
        if argument.is_null() && !parameter.allow_null {
            return Err(FunctionError::argument(at, "argument must not be null"));
        }
        let dynamic = matches!(argument.kind(), ValueKind::Unknown(Type::Dynamic, _) | ValueKind::Null(Type::Dynamic));
        if dynamic && !parameter.allow_dynamic {
            return Ok(true);
        }
    }
    Ok(false)
}

fn check_template(function: &Function, context: &CallContext) -> Result<(), FunctionError> {
    let name = function.name;
    match (context.within, function.kind) {
        (Some(_), Kind::Template) => {
            Err(FunctionError::call(format!("cannot recursively call {name} from inside another template function")))
        }
        (Some(Within::TemplateString), Kind::Filesystem) => Err(FunctionError::call(format!(
            "cannot use filesystem access functions like {name} in templatestring templates; consider passing the \
             function result as a template variable instead"
        ))),
        _ => Ok(()),
    }
}

/// The value with the knowledge added that it is not null.
fn not_null(value: Value) -> Value {
    let marks = value.marks();
    match value.kind() {
        ValueKind::Unknown(Type::Dynamic, _) => value,
        ValueKind::Unknown(ty, refinement) => {
            let known =
                refinement.as_ref().map_or_else(Refinement::default, |known| Arc::unwrap_or_clone(known.clone()));
            Value::refined(ty.clone(), Refinement { not_null: true, ..known }).mark(marks)
        }
        _ => value,
    }
}
