use groundplan_value::{Kind, Path, Value};

/// The first place at which a value is not what was planned; places that the plan left unknown may be anything. Both are
/// unmarked.
///
/// Elements of sets have no place of their own, so of sets with unknown elements only the number is compared.
pub(crate) fn difference(planned: &Value, actual: &Value) -> Option<Path> {
    fn walk(planned: &Value, actual: &Value, path: &Path) -> Option<Path> {
        match (planned.kind(), actual.kind()) {
            (Kind::Unknown(..), _) => None,
            (Kind::Object(a), Kind::Object(b)) => {
                a.iter().find_map(|(name, planned)| walk(planned, b.get(name)?, &path.attr(name.clone())))
            }
            (Kind::Map(_, a), Kind::Map(_, b)) => {
                if !a.keys().eq(b.keys()) {
                    return Some(path.clone());
                }
                a.iter().find_map(|(key, planned)| walk(planned, b.get(key)?, &path.index(Value::string(key))))
            }
            (Kind::List(_, a), Kind::List(_, b)) | (Kind::Tuple(a), Kind::Tuple(b)) => {
                if a.len() != b.len() {
                    return Some(path.clone());
                }
                let pairs = a.iter().zip(b.iter()).enumerate();
                pairs.into_iter().find_map(|(at, (a, b))| walk(a, b, &path.index(Value::number(at))))
            }
            (Kind::Set(_, a), Kind::Set(_, b)) if !planned.is_wholly_known() => {
                (a.len() < b.len()).then(|| path.clone())
            }
            _ => (planned != actual).then(|| path.clone()),
        }
    }
    walk(planned, actual, &Path::root())
}

/// The value with everything unknown in it replaced by null, and whether there was any.
pub(crate) fn without_unknown(value: &Value) -> (Value, bool) {
    if value.is_wholly_known() {
        return (value.clone(), false);
    }
    fn walk(value: &Value) -> Value {
        if value.is_known() { value.map_children(walk) } else { Value::null(value.ty()).mark(value.marks()) }
    }
    (walk(value), true)
}
