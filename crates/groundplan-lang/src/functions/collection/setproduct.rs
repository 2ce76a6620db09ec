use groundplan_value::{Marks, Refinement, Type, Value, convert, unify};

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

/// The most combinations: no call may ask for more memory than these take.
const MOST: usize = 1 << 22;

pub(super) static SETPRODUCT: Function = Function {
    name: "setproduct",
    description: "All combinations of one element of each of several sets or lists.",
    variadic: Some(Parameter::any("sets", "The sets or lists, at least two.").unknown().marked()),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(setproduct),
    ..Function::DEFAULT
};

fn element_types(arguments: &[Value]) -> Result<Vec<Type>, FunctionError> {
    if arguments.len() < 2 {
        return Err(FunctionError::call("at least two arguments are required"));
    }
    let each = arguments.iter().enumerate().map(|(at, argument)| match argument.ty() {
        Type::List(element) | Type::Set(element) => Ok((*element).clone()),
        Type::Tuple(elements) if elements.is_empty() => Ok(Type::Dynamic),
        Type::Tuple(elements) => {
            unify(&elements).ok_or_else(|| FunctionError::argument(at, "all elements must be of the same type"))
        }
        _ => Err(FunctionError::argument(at, "a set or a list is required")),
    });
    each.collect()
}

/// A list when none of the arguments is a set.
fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let tuple = Type::tuple(element_types(arguments)?);
    let has_set = arguments.iter().any(|argument| matches!(argument.ty(), Type::Set(_)));
    Ok(if has_set { Type::set(tuple) } else { Type::list(tuple) })
}

fn setproduct(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let types = element_types(arguments)?;
    let marks = arguments.iter().fold(Marks::NONE, |marks, argument| marks | argument.marks());
    if arguments.iter().any(|argument| argument.known_len().is_none()) {
        return Ok(Value::refined(ty, length_bounds(arguments)).mark(marks));
    }
    let total = arguments.iter().try_fold(1usize, |total, argument| total.checked_mul(argument.len().unwrap_or(0)));
    if total.is_none_or(|total| total > MOST) {
        return Err(FunctionError::call(format!("more than {MOST} combinations")));
    }
    let mut rows: Vec<Vec<Value>> = vec![Vec::with_capacity(arguments.len())];
    for (argument, ty) in arguments.iter().zip(&types) {
        let converted = argument.as_slice().unwrap_or_default().iter().map(|element| convert(element, ty));
        let elements: Vec<Value> =
            converted.collect::<Result<_, _>>().map_err(|error| FunctionError::call(error.message))?;
        // Where a null says nothing of its type, the others may still differ.
        if elements.iter().zip(elements.iter().skip(1)).any(|(element, next)| element.ty() != next.ty()) {
            return Err(FunctionError::call("all elements of a set or list must be of the same type"));
        }
        let longer = |row: &Vec<Value>, element: &Value| row.iter().chain([element]).cloned().collect::<Vec<_>>();
        rows = rows.iter().flat_map(|row| elements.iter().map(move |element| longer(row, element))).collect();
    }
    let tuples = rows.into_iter().map(Value::tuple);
    let element = Type::tuple(types);
    Ok(match ty {
        Type::Set(_) => Value::set(element, tuples),
        _ => Value::list(element, tuples.collect::<Vec<_>>()),
    }
    .mark(marks))
}

/// What can be said of the number of combinations while a set may still turn out shorter. Of large sets nothing is said.
fn length_bounds(arguments: &[Value]) -> Refinement {
    const LARGEST_SET: usize = 1024;
    const LARGEST_PRODUCT: usize = 2048;
    let mut most = 1usize;
    for argument in arguments {
        let of_refinement = || argument.refinement().and_then(|known| known.length_max);
        let longest = match argument.ty() {
            Type::Tuple(elements) => Some(elements.len()),
            _ => argument.len().or_else(of_refinement),
        };
        match longest.filter(|longest| *longest <= LARGEST_SET).map(|longest| most * longest) {
            Some(product) if product <= LARGEST_PRODUCT => most = product,
            _ => return Refinement::default(),
        }
    }
    Refinement { length_min: Some(most.min(1)), length_max: Some(most), ..Refinement::default() }
}
