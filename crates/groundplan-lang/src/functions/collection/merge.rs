use groundplan_value::{Map, Marks, ObjectType, Type, Value};

use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static MERGE: Function = Function {
    name: "merge",
    description: "The entries of several maps or objects in one; later ones win.",
    variadic: Some(Parameter::any("maps", "The maps or objects; nulls are skipped.").nullable().dynamic().marked()),
    returns: Returns::Of(result_type),
    implementation: Implementation::Plain(merge),
    ..Function::DEFAULT
};

/// The type of all when it is one and the same, else an object of all keys.
fn result_type(arguments: &[Value]) -> Result<Type, FunctionError> {
    let Some(first) = arguments.first().map(Value::ty) else { return Ok(Type::Object(ObjectType::default().into())) };
    let mut object = ObjectType::default();
    let (mut alike, mut known) = (true, true);
    for argument in arguments {
        let ty = argument.ty();
        alike &= ty == first;
        match &ty {
            Type::Dynamic => return Ok(Type::Dynamic),
            Type::Object(own) if !argument.is_null() => object.attributes.extend(own.attributes.clone()),
            Type::Object(_) => {}
            Type::Map(element) => match argument.as_map() {
                Some(map) => object.attributes.extend(map.keys().map(|key| (key.clone(), (**element).clone()))),
                None => known &= argument.is_null(),
            },
            other => {
                let message = format!("arguments must be maps or objects, got \"{}\"", other.friendly_name());
                return Err(FunctionError::call(message));
            }
        }
    }
    Ok(match (alike, known) {
        (true, _) => first,
        (false, true) => Type::Object(object.into()),
        (false, false) => Type::Dynamic,
    })
}

fn merge(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let ty = result_type(arguments)?;
    let (mut merged, mut marks) = (Map::new(), Marks::NONE);
    for argument in arguments {
        if let Some(map) = argument.as_map() {
            marks |= argument.marks();
            merged.extend(map.iter().map(|(key, value)| (key.clone(), value.clone())));
        }
    }
    let result = match ty {
        Type::Map(element) => Value::map((*element).clone(), merged),
        _ => Value::object(merged),
    };
    Ok(result.mark(marks))
}
