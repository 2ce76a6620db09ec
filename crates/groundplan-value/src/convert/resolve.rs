use super::Safety;
use crate::unify::unify_with;
use crate::{Refinement, Type, Value};

/// The constraint `to` with every `any` in it replaced by the type that stands there in `from`.
pub(super) fn resolve(from: &Type, to: &Type) -> Type {
    match (from, to) {
        (Type::Dynamic, _) => to.clone(),
        (_, Type::Dynamic) => from.clone(),
        (Type::Map(from), Type::Map(to)) => Type::map(resolve(from, to)),
        (Type::Object(from), Type::Map(to)) => Type::map(resolve_all(from.attributes.values(), to)),
        (Type::Set(from) | Type::List(from), Type::Set(to)) => Type::set(resolve(from, to)),
        (Type::Tuple(from), Type::Set(to)) => Type::set(resolve_all(from.iter(), to)),
        (Type::Set(from) | Type::List(from), Type::List(to)) => Type::list(resolve(from, to)),
        (Type::Tuple(from), Type::List(to)) => Type::list(resolve_all(from.iter(), to)),
        (Type::Tuple(from), Type::Tuple(to)) => {
            Type::Tuple(from.iter().zip(to.iter()).map(|(from, to)| resolve(from, to)).collect())
        }
        (Type::Map(from), Type::Object(to)) => {
            Type::object(to.attributes.iter().map(|(name, to)| (name.clone(), resolve(from, to))))
        }
        (Type::Object(from), Type::Object(to)) => Type::object(to.attributes.iter().map(|(name, to)| {
            let ty = from.attributes.get(name).map_or_else(|| to.clone(), |from| resolve(from, to));
            (name.clone(), ty)
        })),
        _ => to.clone(),
    }
}

fn resolve_all<'a>(types: impl Iterator<Item = &'a Type>, to: &Type) -> Type {
    let types: Vec<Type> = types.cloned().collect();
    unify_with(&types, Safety::Unsafe).map_or_else(|| to.clone(), |common| resolve(&common, to))
}

/// An unknown value of another type: what is known of its length and of its not being null goes with it.
pub(super) fn unknown(from: &Type, refinement: Option<&Refinement>, to: Type) -> Value {
    let mut kept = Refinement { not_null: refinement.is_some_and(|known| known.not_null), ..Refinement::default() };
    let exactly = |kept: &mut Refinement, length: usize| {
        (kept.length_min, kept.length_max) = (Some(length), Some(length));
    };
    match (from, &to) {
        (Type::Object(object), Type::Map(_)) => exactly(&mut kept, object.attributes.len()),
        (Type::Tuple(elements), Type::List(_)) => exactly(&mut kept, elements.len()),
        (Type::Tuple(elements), Type::Set(_)) => {
            // Elements may turn out equal, but they do not vanish all.
            (kept.length_min, kept.length_max) = (Some(elements.len().min(1)), Some(elements.len()));
        }
        (from, to) if from.is_collection() && to.is_collection() => {
            let least = refinement.and_then(|known| known.length_min);
            kept.length_min = if matches!(to, Type::Set(_)) { least.map(|least| least.min(1)) } else { least };
            kept.length_max = refinement.and_then(|known| known.length_max);
        }
        _ => {}
    }
    Value::refined(to, kept)
}
