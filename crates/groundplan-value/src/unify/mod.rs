//! Finding the one type that values of several types can be converted to (`cty`'s `convert.Unify`).

mod preference;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::convert::{Safety, exists};
use crate::{ObjectType, Type};

use preference::most_general_first;

/// The one type that values of all these types can be converted to, as conditionals and collection constructors need it.
/// `None` when there is no such type, also when no type is given; `any` when one of them is `any` in a way that leaves the
/// result open.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    unify_with(types, Safety::Unsafe)
}

pub(crate) fn unify_with(types: &[Type], safety: Safety) -> Option<Type> {
    let first = types.first()?;
    if types.iter().all(|ty| ty == first) {
        return Some(first.clone());
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|ty| is(ty)).count();
    let maps = count(|ty| matches!(ty, Type::Map(_)));
    let lists = count(|ty| matches!(ty, Type::List(_)));
    let sets = count(|ty| matches!(ty, Type::Set(_)));
    let objects = count(|ty| matches!(ty, Type::Object(_)));
    let tuples = count(|ty| matches!(ty, Type::Tuple(_)));
    let dynamic = count(|ty| *ty == Type::Dynamic);
    let all = types.len();
    // Types of one structure may have a type in common that is none of them. Once one of them is `any`, what comes of it
    // cannot be foretold.
    if [maps, lists, sets, objects, tuples].iter().any(|kind| *kind > 0 && dynamic > 0 && kind + dynamic == all) {
        return Some(Type::Dynamic);
    }
    if maps == all {
        return Some(Type::map(elements(types, safety)?));
    }
    if maps > 0 && maps + objects + dynamic == all {
        if let Some(ty) = objects_as_maps(types, safety) {
            return Some(ty);
        }
    } else if lists == all {
        return Some(Type::list(elements(types, safety)?));
    } else if lists > 0 && lists + tuples + dynamic == all {
        if let Some(ty) = tuples_as_lists(types, safety) {
            return Some(ty);
        }
    } else if sets == all {
        return Some(Type::set(elements(types, safety)?));
    } else if objects == all {
        return object_types(types, safety);
    } else if tuples == all {
        return tuple_types(types, safety);
    } else if objects > 0 && tuples > 0 {
        return None;
    }
    let order = most_general_first(types);
    let fits = |wanted: &&Type| types.iter().all(|ty| exists(ty, wanted, safety));
    order.into_iter().filter_map(|at| types.get(at)).find(fits).cloned()
}

/// The one type of the elements of collections.
fn elements(types: &[Type], safety: Safety) -> Option<Type> {
    let inner: Vec<Type> = types.iter().filter_map(Type::element).cloned().collect();
    unify_with(&inner, safety)
}

/// Objects beside maps are often maps that were written as objects.
fn objects_as_maps(types: &[Type], safety: Safety) -> Option<Type> {
    let objects: Vec<Type> = types.iter().filter(|ty| matches!(ty, Type::Object(_))).cloned().collect();
    let as_map = objects_to_map(&objects, safety)?;
    let replaced: Vec<Type> =
        types.iter().map(|ty| if matches!(ty, Type::Object(_)) { as_map.clone() } else { ty.clone() }).collect();
    unify_with(&replaced, safety).filter(|ty| matches!(ty, Type::Map(_)))
}

/// Tuples beside lists are often lists that were written as tuples.
fn tuples_as_lists(types: &[Type], safety: Safety) -> Option<Type> {
    let tuples: Vec<Type> = types.iter().filter(|ty| matches!(ty, Type::Tuple(_))).cloned().collect();
    let as_list = tuples_to_list(&tuples, safety)?;
    let replaced: Vec<Type> =
        types.iter().map(|ty| if matches!(ty, Type::Tuple(_)) { as_list.clone() } else { ty.clone() }).collect();
    unify_with(&replaced, safety).filter(|ty| matches!(ty, Type::List(_)))
}

fn object_types(types: &[Type], safety: Safety) -> Option<Type> {
    let objects: Vec<&Arc<ObjectType>> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Object(object) => Some(object),
            _ => None,
        })
        .collect();
    let names = || objects.first().into_iter().flat_map(|object| object.attributes.keys());
    if !objects.iter().all(|object| object.attributes.keys().eq(names())) {
        return objects_to_map(types, safety);
    }
    let mut attributes: BTreeMap<Arc<str>, Type> = BTreeMap::new();
    for name in names() {
        let across: Vec<Type> = objects.iter().filter_map(|object| object.attributes.get(name)).cloned().collect();
        attributes.insert(name.clone(), unify_with(&across, safety)?);
    }
    let common = Type::object(attributes);
    if types.iter().all(|ty| exists(ty, &common, safety)) { Some(common) } else { objects_to_map(types, safety) }
}

fn tuple_types(types: &[Type], safety: Safety) -> Option<Type> {
    let tuples: Vec<&Arc<[Type]>> = types
        .iter()
        .filter_map(|ty| match ty {
            Type::Tuple(elements) => Some(elements),
            _ => None,
        })
        .collect();
    let length = tuples.first()?.len();
    if !tuples.iter().all(|elements| elements.len() == length) {
        return tuples_to_list(types, safety);
    }
    let across = |at: usize| tuples.iter().filter_map(|elements| elements.get(at)).cloned().collect::<Vec<_>>();
    let unified: Option<Vec<Type>> = (0..length).map(|at| unify_with(&across(at), safety)).collect();
    let common = Type::tuple(unified?);
    if types.iter().all(|ty| exists(ty, &common, safety)) { Some(common) } else { tuples_to_list(types, safety) }
}

fn objects_to_map(types: &[Type], safety: Safety) -> Option<Type> {
    let inner: Vec<Type> = types.iter().filter_map(Type::attributes).flat_map(BTreeMap::values).cloned().collect();
    let map = Type::map(unify_with(&inner, safety)?);
    types.iter().all(|ty| exists(ty, &map, safety)).then_some(map)
}

fn tuples_to_list(types: &[Type], safety: Safety) -> Option<Type> {
    let mut inner = Vec::new();
    for ty in types {
        if let Type::Tuple(elements) = ty {
            inner.extend(elements.iter().cloned());
        }
    }
    let list = Type::list(unify_with(&inner, safety)?);
    types.iter().all(|ty| exists(ty, &list, safety)).then_some(list)
}

#[cfg(test)]
mod tests {
    use super::unify;
    use crate::Type;

    fn object(attributes: &[(&str, Type)]) -> Type {
        Type::object(attributes.iter().map(|(name, ty)| (*name, ty.clone())))
    }

    #[test]
    fn primitives_meet_in_string() {
        assert_eq!(unify(&[Type::Number, Type::String, Type::Bool]), Some(Type::String));
        assert_eq!(unify(&[Type::Number, Type::Bool]), None);
        assert_eq!(unify(&[Type::Dynamic, Type::Number]), Some(Type::Number));
        assert_eq!(unify(&[]), None);
    }

    #[test]
    fn objects_alike_stay_objects_and_others_become_maps() {
        let a = object(&[("a", Type::Number)]);
        assert_eq!(unify(&[a.clone(), object(&[("a", Type::String)])]), Some(object(&[("a", Type::String)])));
        assert_eq!(unify(&[a.clone(), object(&[("b", Type::String)])]), Some(Type::map(Type::String)));
        assert_eq!(unify(&[a.clone(), Type::map(Type::String)]), Some(Type::map(Type::String)));
        assert_eq!(unify(&[a.clone(), Type::Dynamic]), Some(Type::Dynamic));
        assert_eq!(unify(&[a.clone(), Type::tuple([])]), None);
        assert_eq!(unify(&[a, object(&[("b", Type::list(Type::String))])]), None);
    }

    #[test]
    fn sequences_meet_in_lists() {
        let tuple = Type::tuple([Type::Number]);
        assert_eq!(unify(&[tuple.clone(), Type::tuple([Type::String, Type::Bool])]), Some(Type::list(Type::String)));
        assert_eq!(unify(&[tuple.clone(), Type::list(Type::String)]), Some(Type::list(Type::String)));
        assert_eq!(unify(&[Type::list(Type::String), Type::set(Type::Number)]), Some(Type::list(Type::String)));
        assert_eq!(unify(&[tuple, Type::set(Type::Number)]), Some(Type::set(Type::Number)));
    }
}
