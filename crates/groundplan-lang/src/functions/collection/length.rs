use groundplan_value::{Number, Refinement, Type, Value};
use unicode_segmentation::UnicodeSegmentation;

use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, Function, FunctionError, Implementation, Parameter, Returns};

pub(super) static LENGTH: Function = Function {
    name: "length",
    description: "How many elements a collection has, or how many characters a string.",
    parameters: &[Parameter::any("value", "The list, set, tuple, map, object or string.").unknown().dynamic().marked()],
    returns: Returns::Type(types::number),
    implementation: Implementation::Plain(length),
    ..Function::DEFAULT
};

fn length(_: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let value = value(arguments, 0)?;
    let result = match value.ty() {
        Type::Dynamic => Value::unknown(Type::Number),
        Type::Tuple(elements) => Value::number(elements.len()),
        Type::Object(object) => Value::number(object.attributes.len()),
        Type::String => match value.as_str() {
            Some(text) => Value::number(characters(text)),
            None => at_least(value.refinement().and_then(|known| known.prefix.as_deref()).map_or(0, characters), None),
        },
        Type::List(_) | Type::Set(_) | Type::Map(_) => match value.known_len() {
            Some(length) => Value::number(length),
            None => {
                let known = value.refinement();
                let least = known.and_then(|known| known.length_min).unwrap_or(usize::from(value.is_known()));
                at_least(least, known.and_then(|known| known.length_max).or_else(|| value.len()))
            }
        },
        _ => {
            return Err(FunctionError::call("argument must be a string, a collection type, or a structural type"));
        }
    };
    Ok(result.mark(value.marks()))
}

fn characters(text: &str) -> usize {
    text.graphemes(true).count()
}

fn at_least(least: usize, most: Option<usize>) -> Value {
    Value::refined(
        Type::Number,
        Refinement {
            not_null: true,
            number_min: Some((Number::from(least), true)),
            number_max: most.map(|most| (Number::from(most), true)),
            ..Refinement::default()
        },
    )
}
