use groundplan_value::{Map, Value};

/// One value laid over another as Terragrunt's deep merge does: mappings are merged key by key, sequences are joined, and
/// anything else is replaced. What is not known yet replaces what is under it, since nobody knows what it is.
pub(super) fn deep_merge(under: &Value, over: &Value) -> Value {
    let marks = under.marks() | over.marks();
    if let (Some(a), Some(b)) = (under.as_map(), over.as_map()) {
        let mut merged: Map = a.clone();
        for (key, value) in b {
            let value = match merged.get(key) {
                Some(under) => deep_merge(under, value),
                None => value.clone(),
            };
            merged.insert(key.clone(), value);
        }
        return Value::object(merged).mark(marks);
    }
    match (under.as_slice(), over.as_slice()) {
        (Some(a), Some(b)) => Value::tuple(a.iter().chain(b).cloned().collect::<Vec<_>>()).mark(marks),
        _ => over.clone(),
    }
}
