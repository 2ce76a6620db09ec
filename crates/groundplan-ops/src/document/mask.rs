use groundplan_value::{Kind, Type, Value};
use serde_json::{Map, Value as Json};

/// The value as far as it is known: attributes and map elements that are not known are left out, elements of lists, sets
/// and tuples that are not known are null. `None` when nothing of it is known.
pub(super) fn known(value: &Value) -> Option<Json> {
    match value.kind() {
        Kind::Unknown(..) => None,
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            Some(items.iter().map(|item| known(item).unwrap_or(Json::Null)).collect())
        }
        Kind::Map(_, map) | Kind::Object(map) => {
            let there = map.iter().filter_map(|(name, inner)| Some((name.to_string(), known(inner)?)));
            Some(Json::Object(there.collect()))
        }
        // Infinities have no JSON.
        Kind::Null(_) | Kind::Bool(_) | Kind::Number(_) | Kind::String(_) => {
            Some(value.to_plain_json().unwrap_or(Json::Null))
        }
    }
}

/// `true` where the value is not known; `false` where nothing in it is unknown and it holds nothing.
pub(super) fn unknown_mask(value: &Value) -> Json {
    match value.kind() {
        Kind::Unknown(..) => Json::Bool(true),
        _ => of_contents(value, &unknown_mask),
    }
}

/// `true` where the value is sensitive.
pub(super) fn sensitive_mask(value: &Value) -> Json {
    if value.marks().is_sensitive() {
        return Json::Bool(true);
    }
    match value.kind() {
        // What a value that is not known yet will hold cannot be told, only what it is.
        Kind::Unknown(Type::List(_) | Type::Set(_) | Type::Tuple(_), _) => Json::Array(Vec::new()),
        Kind::Unknown(Type::Map(_) | Type::Object(_), _) => Json::Object(Map::new()),
        _ => of_contents(value, &sensitive_mask),
    }
}

/// The masks of what a value holds: of every element of a list, set or tuple, and of those attributes and map elements
/// whose mask says anything.
fn of_contents(value: &Value, mask: &dyn Fn(&Value) -> Json) -> Json {
    match value.kind() {
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => items.iter().map(mask).collect(),
        Kind::Map(_, map) | Kind::Object(map) => {
            let masks = map.iter().map(|(name, inner)| (name.to_string(), mask(inner)));
            Json::Object(masks.filter(|(_, inner)| *inner != Json::Bool(false)).collect())
        }
        _ => Json::Bool(false),
    }
}
