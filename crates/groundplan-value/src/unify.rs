use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Type;
use crate::convert::convertible;

/// The one type that values of all these types can be converted to, as conditionals and collection constructors need it
/// (`cty`'s `convert.Unify`). `None` when there is no such type; `any` when there is no type or one of them is `any`.
#[must_use]
pub fn unify(types: &[Type]) -> Option<Type> {
    let Some(first) = types.first() else { return Some(Type::Dynamic) };
    if types.iter().all(|ty| ty == first) {
        return Some(first.clone());
    }
    if types.contains(&Type::Dynamic) {
        return Some(Type::Dynamic);
    }
    let count = |is: fn(&Type) -> bool| types.iter().filter(|ty| is(ty)).count();
    let all = types.len();
    let maps = count(|ty| matches!(ty, Type::Map(_)));
    let lists = count(|ty| matches!(ty, Type::List(_)));
    let sets = count(|ty| matches!(ty, Type::Set(_)));
    let objects = count(|ty| matches!(ty, Type::Object(_)));
    let tuples = count(|ty| matches!(ty, Type::Tuple(_)));
    if objects == all {
        return objects_alike(types).or_else(|| elements(types).map(Type::map));
    }
    if tuples == all {
        return tuples_alike(types).or_else(|| elements(types).map(Type::list));
    }
    if maps + objects == all {
        return elements(types).map(Type::map);
    }
    if lists + tuples == all {
        return elements(types).map(Type::list);
    }
    if sets == all {
        return elements(types).map(Type::set);
    }
    if lists + sets + tuples == all {
        return elements(types).map(Type::list);
    }
    types.iter().find(|to| types.iter().all(|from| safely_convertible(from, to))).cloned()
}

/// Conversions that no value can fail.
fn safely_convertible(from: &Type, to: &Type) -> bool {
    match (from, to) {
        (Type::String, Type::Bool | Type::Number) => false,
        _ => from == to || (from.is_primitive() && convertible(from, to)),
    }
}

fn elements(types: &[Type]) -> Option<Type> {
    let mut inner = Vec::new();
    for ty in types {
        match ty {
            Type::List(element) | Type::Set(element) | Type::Map(element) => inner.push((**element).clone()),
            Type::Tuple(elements) => inner.extend(elements.iter().cloned()),
            Type::Object(object) => inner.extend(object.attributes.values().cloned()),
            _ => return None,
        }
    }
    unify(&inner)
}

fn objects_alike(types: &[Type]) -> Option<Type> {
    let names = types.first()?.attributes()?;
    if !types.iter().all(|ty| ty.attributes().is_some_and(|attributes| attributes.keys().eq(names.keys()))) {
        return None;
    }
    let mut attributes: BTreeMap<Arc<str>, Type> = BTreeMap::new();
    for name in names.keys() {
        let of_name: Option<Vec<Type>> = types.iter().map(|ty| ty.attributes()?.get(name).cloned()).collect();
        attributes.insert(name.clone(), unify(&of_name?)?);
    }
    Some(Type::object(attributes))
}

fn tuples_alike(types: &[Type]) -> Option<Type> {
    let tuples: Option<Vec<&Arc<[Type]>>> = types
        .iter()
        .map(|ty| match ty {
            Type::Tuple(elements) => Some(elements),
            _ => None,
        })
        .collect();
    let tuples = tuples?;
    let length = tuples.first()?.len();
    if !tuples.iter().all(|elements| elements.len() == length) {
        return None;
    }
    let unified: Option<Vec<Type>> = (0..length)
        .map(|at| unify(&tuples.iter().filter_map(|elements| elements.get(at).cloned()).collect::<Vec<_>>()))
        .collect();
    Some(Type::tuple(unified?))
}
