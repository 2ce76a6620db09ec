use super::Safety;
use crate::unify::unify_with;
use crate::{ObjectType, Type};

/// Whether values of one type can be converted to another, as far as types tell; a particular value may still fail, such
/// as a string that is no number.
#[must_use]
pub fn convertible(from: &Type, to: &Type) -> bool {
    exists(from, to, Safety::Unsafe)
}

/// Whether there is a conversion between two types.
pub(crate) fn exists(from: &Type, to: &Type, safety: Safety) -> bool {
    let loose = safety == Safety::Unsafe;
    match (from, to) {
        (_, Type::Dynamic) => true,
        (Type::Dynamic, _) if loose => true,
        _ if from == to => true,
        (Type::Bool | Type::Number, Type::String) => true,
        (Type::String, Type::Bool | Type::Number) => loose,
        (Type::Object(from), Type::Object(to)) => objects(from, to, safety),
        (Type::Tuple(from), Type::Tuple(to)) => {
            from.len() == to.len() && from.iter().zip(to.iter()).all(|(from, to)| exists(from, to, safety))
        }
        (Type::List(from) | Type::Set(from), Type::List(to)) | (Type::Set(from), Type::Set(to)) => {
            exists(from, to, safety)
        }
        // The order of the elements and doubles are lost.
        (Type::List(from), Type::Set(to)) => loose && exists(from, to, safety),
        (Type::Map(from), Type::Map(to)) => exists(from, to, safety),
        (Type::Tuple(elements), Type::List(to) | Type::Set(to)) => sequence_element(elements, to, safety).is_some(),
        (Type::Object(from), Type::Map(to)) => map_element(from, to, safety).is_some(),
        (Type::Map(from), Type::Object(to)) => {
            loose && to.attributes.iter().all(|(name, to_ty)| exists(from, to_ty, safety) || to.optional.contains(name))
        }
        _ => false,
    }
}

fn objects(from: &ObjectType, to: &ObjectType, safety: Safety) -> bool {
    to.attributes.iter().all(|(name, to_ty)| match from.attributes.get(name) {
        Some(from_ty) => exists(from_ty, to_ty, safety),
        None => to.optional.contains(name),
    })
}

/// The type to which the elements of a tuple are converted for a list or set, `None` when there is none: `any` asks for the
/// one that all of them have in common.
pub(super) fn sequence_element(elements: &[Type], wanted: &Type, safety: Safety) -> Option<Type> {
    if elements.is_empty() || *wanted != Type::Dynamic {
        return elements.iter().all(|from| exists(from, wanted, safety)).then(|| wanted.clone());
    }
    let common = unify_with(elements, safety)?;
    if common == Type::Dynamic && elements.iter().any(|element| *element != Type::Dynamic) {
        return None;
    }
    elements.iter().all(|from| exists(from, &common, safety)).then_some(common)
}

/// The type to which the attributes of an object are converted for a map, `None` when there is none.
pub(super) fn map_element(object: &ObjectType, wanted: &Type, safety: Safety) -> Option<Type> {
    let attributes = || object.attributes.values();
    let element = if object.attributes.is_empty() || *wanted != Type::Dynamic {
        wanted.clone()
    } else {
        unify_with(&attributes().cloned().collect::<Vec<_>>(), safety)?
    };
    attributes().all(|from| exists(from, &element, safety)).then_some(element)
}
