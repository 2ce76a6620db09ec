use std::sync::Arc;

use groundplan_value::{Kind, Map, Refinement, Type, Value, convert, unify};

use super::TypeDefaults;

impl TypeDefaults {
    /// Whether there is no default at any depth.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.children.is_empty()
    }

    fn child(&self, key: &str) -> Option<&Self> {
        self.children.get(key).or_else(|| self.children.get(""))
    }
}

/// Puts the defaults of optional attributes where a value leaves them out or has null, at any depth. To be done before the
/// value is converted to the type constraint; what does not fit the constraint is left alone for the conversion to refuse.
/// A null or unknown value stays as it is (Terraform's language reference, "Optional Object Type Attributes").
#[must_use]
pub fn apply_defaults(value: &Value, defaults: &TypeDefaults) -> Value {
    if defaults.is_empty() || value.is_null() || !value.is_known() {
        return value.clone();
    }
    let (plain, marks) = value.clone().unmark();
    let applied = match plain.kind() {
        Kind::List(element, items) => sequence(defaults, items, |items| match items {
            [] => Some(Value::empty_list(element.clone())),
            _ => unified(items).map(|(ty, items)| Value::list(ty, items)),
        }),
        Kind::Set(element, items) => sequence(defaults, items, |items| match items {
            [] => Some(Value::set(element.clone(), [])),
            _ => unified(items).map(|(ty, items)| Value::set(ty, items)),
        }),
        Kind::Tuple(items) => sequence(defaults, items, |_| None),
        Kind::Object(map) => Value::object(mapping(defaults, map)),
        Kind::Map(element, map) => {
            let map = mapping(defaults, map);
            let values: Vec<Value> = map.values().cloned().collect();
            match unified(&values) {
                _ if map.is_empty() => Value::map::<Arc<str>>(element.clone(), []),
                Some((ty, values)) => Value::map(ty, map.into_keys().zip(values)),
                None => Value::object(map),
            }
        }
        _ => return value.clone(),
    };
    applied.mark(marks)
}

fn sequence(defaults: &TypeDefaults, items: &[Value], collect: impl FnOnce(&[Value]) -> Option<Value>) -> Value {
    let items: Vec<Value> = items
        .iter()
        .enumerate()
        .map(|(at, item)| match defaults.child(&at.to_string()) {
            Some(inner) => apply_defaults(item, inner),
            None => item.clone(),
        })
        .collect();
    collect(&items).unwrap_or_else(|| Value::tuple(items))
}

fn mapping(defaults: &TypeDefaults, map: &Map) -> Map {
    let mut result: Map = map
        .iter()
        .map(|(key, value)| match defaults.child(key) {
            Some(inner) => (key.clone(), apply_defaults(value, inner)),
            None => (key.clone(), value.clone()),
        })
        .collect();
    for (name, default) in &defaults.attributes {
        match result.get(name) {
            Some(value) if !value.is_null() => {
                if default.is_certainly_not_null() && !value.is_known() {
                    let refined = not_null(value);
                    result.insert(name.clone(), refined);
                }
            }
            _ => {
                let value = match defaults.children.get(name) {
                    Some(inner) => apply_defaults(default, inner),
                    None => default.clone(),
                };
                result.insert(name.clone(), value);
            }
        }
    }
    result
}

/// An unknown value that cannot be null because a null would be replaced by the default.
fn not_null(value: &Value) -> Value {
    let ty = value.ty();
    if ty == Type::Dynamic {
        return value.clone();
    }
    let refinement = Refinement { not_null: true, ..value.refinement().cloned().unwrap_or_default() };
    Value::refined(ty, refinement).mark(value.marks())
}

/// The values brought to one type, if there is one.
fn unified(values: &[Value]) -> Option<(Type, Vec<Value>)> {
    let types: Vec<Type> = values.iter().map(Value::ty).collect();
    let ty = unify(&types)?;
    let converted = values.iter().map(|value| convert(value, &ty).ok()).collect::<Option<Vec<_>>>()?;
    Some((ty, converted))
}

#[cfg(test)]
mod tests {
    use groundplan_value::Marks;

    use super::*;

    fn defaults() -> TypeDefaults {
        let inner =
            TypeDefaults { attributes: [(Arc::from("b"), Value::string("inner"))].into(), ..Default::default() };
        TypeDefaults {
            attributes: [(Arc::from("a"), Value::string("outer")), (Arc::from("c"), Value::object::<&str>([]))].into(),
            children: [(Arc::from("c"), inner)].into(),
        }
    }

    #[test]
    fn defaults_fill_what_is_missing_or_null_at_any_depth() {
        let filled =
            Value::object([("a", Value::string("outer")), ("c", Value::object([("b", Value::string("inner"))]))]);
        assert_eq!(apply_defaults(&Value::object::<&str>([]), &defaults()), filled);
        assert_eq!(apply_defaults(&Value::object([("a", Value::NULL)]), &defaults()), filled);
        assert_eq!(apply_defaults(&Value::NULL, &defaults()), Value::NULL);
        assert_eq!(apply_defaults(&Value::DYNAMIC, &defaults()), Value::DYNAMIC);
    }

    #[test]
    fn defaults_reach_elements_of_collections() {
        let all = TypeDefaults { children: [(Arc::from(""), defaults())].into(), ..Default::default() };
        let given = Value::tuple([Value::object([("a", Value::string("x"))]), Value::object::<&str>([])]);
        let filled = apply_defaults(&given, &all);
        let a = |at: usize| filled.as_slice().unwrap()[at].get_attr("a").unwrap();
        assert_eq!((a(0), a(1)), (Value::string("x"), Value::string("outer")));
        let map = Value::map(Type::map(Type::String), [("k", Value::map(Type::String, [("a", Value::string("x"))]))]);
        let filled = apply_defaults(&map, &all);
        assert_eq!(filled.as_map().unwrap()["k"].get_attr("c").unwrap().get_attr("b"), Some(Value::string("inner")));
    }

    #[test]
    fn an_unknown_attribute_with_a_default_is_not_null_and_marks_stay() {
        let unknown = Value::unknown(Type::String).mark(Marks::SENSITIVE);
        let filled = apply_defaults(&Value::object([("a", unknown)]).mark(Marks::EPHEMERAL), &defaults());
        assert!(filled.marks().is_ephemeral());
        let a = filled.get_attr("a").unwrap();
        assert!(a.is_certainly_not_null() && a.marks().is_sensitive());
    }
}
