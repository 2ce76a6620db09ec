use std::cmp::Ordering;

use crate::Type;

/// The places of types, the most general first, as far as two types can be compared; else in the order given.
pub(super) fn most_general_first(types: &[Type]) -> Vec<usize> {
    let mut less_general: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    let mut above = vec![0usize; types.len()];
    let mut edge = |general: usize, special: usize| {
        if let (Some(edges), Some(count)) = (less_general.get_mut(general), above.get_mut(special)) {
            edges.push(special);
            *count += 1;
        }
    };
    for (i, a) in types.iter().enumerate() {
        for (j, b) in types.iter().enumerate().skip(i + 1) {
            match compare(a, b) {
                Ordering::Less => edge(i, j),
                Ordering::Greater => edge(j, i),
                Ordering::Equal => {}
            }
        }
    }
    let mut order: Vec<usize> = above.iter().enumerate().filter(|(_, count)| **count == 0).map(|(at, _)| at).collect();
    let mut next = 0;
    while let Some(general) = order.get(next).copied() {
        next += 1;
        for special in less_general.get(general).into_iter().flatten() {
            if let Some(count) = above.get_mut(*special) {
                *count -= 1;
                if *count == 0 {
                    order.push(*special);
                }
            }
        }
    }
    order
}

/// `Less` when the first is the more general one, `Equal` when neither is.
fn compare(a: &Type, b: &Type) -> Ordering {
    match (a, b) {
        (Type::Dynamic, Type::Dynamic) => Ordering::Equal,
        (_, Type::Dynamic) => Ordering::Less,
        (Type::Dynamic, _) => Ordering::Greater,
        (Type::String, Type::Bool | Type::Number) => Ordering::Less,
        (Type::Bool | Type::Number, Type::String) => Ordering::Greater,
        (Type::List(a), Type::List(b)) | (Type::Set(a), Type::Set(b)) | (Type::Map(a), Type::Map(b)) => compare(a, b),
        (Type::List(_) | Type::Tuple(_), Type::Set(_))
        | (Type::List(_), Type::Tuple(_))
        | (Type::Map(_), Type::Object(_)) => Ordering::Less,
        (Type::Set(_), Type::List(_) | Type::Tuple(_))
        | (Type::Tuple(_), Type::List(_))
        | (Type::Object(_), Type::Map(_)) => Ordering::Greater,
        (Type::Object(a), Type::Object(b)) if a.attributes.keys().eq(b.attributes.keys()) => {
            parts(a.attributes.values().zip(b.attributes.values()))
        }
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => parts(a.iter().zip(b.iter())),
        _ => Ordering::Equal,
    }
}

/// One structure is more general when some of its parts are and none is less so.
fn parts<'a>(pairs: impl Iterator<Item = (&'a Type, &'a Type)>) -> Ordering {
    let (mut first, mut second) = (false, false);
    for (a, b) in pairs {
        match compare(a, b) {
            Ordering::Less => first = true,
            Ordering::Greater => second = true,
            Ordering::Equal => {}
        }
    }
    match (first, second) {
        (true, false) => Ordering::Less,
        (false, true) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}
