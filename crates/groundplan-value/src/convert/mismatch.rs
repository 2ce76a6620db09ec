use super::{Safety, exists};
use crate::{ObjectType, Type};

/// Says, for a person, why values of one type cannot be converted to another: a clause without a full stop, about the
/// first part that does not fit. Where the types do fit, it says nothing true.
#[must_use]
pub fn mismatch(from: &Type, to: &Type) -> String {
    match (from, to) {
        (Type::Object(from), Type::Object(to)) => objects(from, to),
        (Type::Tuple(_), Type::List(to)) if **to == Type::Dynamic => same_type("list"),
        (Type::Tuple(_), Type::Set(to)) if **to == Type::Dynamic => same_type("set"),
        (Type::Object(_), Type::Map(to)) if **to == Type::Dynamic => same_type("map"),
        (Type::Tuple(elements), Type::List(element) | Type::Set(element)) => {
            let wrong = elements.iter().enumerate().find(|(_, from)| !exists(from, element, Safety::Unsafe));
            wrong.map_or_else(
                || all_elements(element),
                |(at, from)| format!("element {at}: {}", mismatch(from, element)),
            )
        }
        (Type::Object(object), Type::Map(element)) => {
            let wrong = object.attributes.iter().find(|(_, from)| !exists(from, element, Safety::Unsafe));
            wrong.map_or_else(
                || all_elements(element),
                |(name, from)| format!("element \"{name}\": {}", mismatch(from, element)),
            )
        }
        (Type::List(from) | Type::Set(from), Type::List(to)) => {
            format!("incorrect list element type: {}", mismatch(from, to))
        }
        (Type::List(from) | Type::Set(from), Type::Set(to)) => {
            format!("incorrect set element type: {}", mismatch(from, to))
        }
        (Type::Map(from), Type::Map(to)) => format!("incorrect map element type: {}", mismatch(from, to)),
        _ => format!("{} required", to.friendly_name_for_constraint()),
    }
}

fn same_type(what: &str) -> String {
    format!("all {what} elements must have the same type")
}

fn all_elements(element: &Type) -> String {
    format!("all elements must be {}", element.friendly_name_for_constraint())
}

/// Missing attributes first, then one that no conversion fits, then one that only a lossy conversion would fit.
fn objects(from: &ObjectType, to: &ObjectType) -> String {
    let absent = |name: &&_| !from.attributes.contains_key(*name) && !to.optional.contains(*name);
    let missing: Vec<String> = to.attributes.keys().filter(absent).map(|name| format!("\"{name}\"")).collect();
    match missing.as_slice() {
        [] => {}
        [one] => return format!("attribute {one} is required"),
        [first, second] => return format!("attributes {first} and {second} are required"),
        [rest @ .., last] => return format!("attributes {}, and {last} are required", rest.join(", ")),
    }
    for safety in [Safety::Unsafe, Safety::Safe] {
        for (name, wanted) in &to.attributes {
            if let Some(found) = from.attributes.get(name)
                && !exists(found, wanted, safety)
            {
                return format!("attribute \"{name}\": {}", mismatch(found, wanted));
            }
        }
    }
    "incorrect object attributes".to_owned()
}
