use super::convert;
use crate::{Map, ObjectType, Refinement, Type, Value};

fn object_type(required: &[(&str, Type)], optional: &[(&str, Type)]) -> Type {
    let all = required.iter().chain(optional).map(|(name, ty)| ((*name).into(), ty.clone())).collect();
    Type::Object(
        ObjectType { attributes: all, optional: optional.iter().map(|(name, _)| (*name).into()).collect() }.into(),
    )
}

fn fails(value: &Value, to: &Type) -> String {
    let error = convert(value, to).unwrap_err();
    if error.path.steps().is_empty() { error.to_string() } else { format!("{}: {error}", error.path) }
}

#[test]
fn any_takes_the_type_that_is_there() {
    let tuple = Value::tuple([Value::number(1), Value::string("a"), Value::TRUE]);
    let list = convert(&tuple, &Type::list(Type::Dynamic)).unwrap();
    assert_eq!(list.ty(), Type::list(Type::String));
    let nested = Value::tuple([Value::tuple([Value::number(1)]), Value::tuple([Value::string("a"), Value::TRUE])]);
    let lists = convert(&nested, &Type::list(Type::list(Type::Dynamic))).unwrap();
    assert_eq!(lists.ty(), Type::list(Type::list(Type::String)));
    let empty = convert(&Value::empty_list(Type::Bool), &Type::set(Type::Dynamic)).unwrap();
    assert_eq!(empty.ty(), Type::set(Type::Bool));
    let nulls = convert(&Value::tuple([Value::NULL, Value::string("a")]), &Type::list(Type::Dynamic)).unwrap();
    assert_eq!(nulls.ty(), Type::list(Type::String));
}

#[test]
fn messages_name_the_part_that_does_not_fit() {
    let mixed = Value::tuple([Value::number(1), Value::tuple([])]);
    assert_eq!(fails(&mixed, &Type::list(Type::Dynamic)), "all list elements must have the same type");
    assert_eq!(fails(&mixed, &Type::list(Type::String)), "element 1: string required");
    assert_eq!(fails(&mixed, &Type::String), "string required");
    assert_eq!(fails(&mixed, &Type::map(Type::Dynamic)), "map of any single type required");
    let text = Value::tuple([Value::string("1"), Value::string("x")]);
    assert_eq!(fails(&text, &Type::list(Type::Number)), "[1]: a number is required");
    assert_eq!(
        fails(&Value::string("TRUE"), &Type::Bool),
        "a bool is required; to convert from string, use lowercase \"true\""
    );
    let object = Value::object([("a", Value::tuple([]))]);
    let wanted = object_type(&[("a", Type::String), ("b", Type::String)], &[]);
    assert_eq!(fails(&object, &wanted), "attribute \"b\" is required");
    let wanted = object_type(&[("a", Type::String)], &[("b", Type::String)]);
    assert_eq!(fails(&object, &wanted), "attribute \"a\": string required");
    assert_eq!(
        fails(&Value::empty_list(Type::tuple([])), &Type::list(Type::String)),
        "incorrect list element type: string required"
    );
}

#[test]
fn optional_attributes_may_be_missing() {
    let wanted = object_type(&[("a", Type::String)], &[("b", Type::list(Type::String))]);
    let converted = convert(&Value::object([("a", Value::number(1)), ("c", Value::TRUE)]), &wanted).unwrap();
    let expected = [("a", Value::string("1")), ("b", Value::null(Type::list(Type::String)))];
    assert_eq!(converted, Value::object(expected));
    let map = Value::map(Type::String, [("a", Value::string("x"))]);
    assert_eq!(convert(&map, &wanted).unwrap().get_attr("b"), Some(Value::null(Type::list(Type::String))));
    let map = Value::map(Type::String, [("a", Value::string("x")), ("b", Value::string("y"))]);
    let why = "map element type is incompatible with attribute \"b\": list of string required";
    assert_eq!(fails(&map, &wanted), why);
    let empty = Value::map(Type::String, Map::new());
    assert_eq!(fails(&empty, &wanted), "map has no element for required attribute \"a\"");
}

#[test]
fn unknown_values_keep_what_is_known_of_their_length() {
    let tuple = Value::unknown(Type::tuple([Type::Number, Type::Number]));
    let list = convert(&tuple, &Type::list(Type::String)).unwrap();
    assert_eq!(list.refinement().unwrap().length_min, Some(2));
    let known = Value::refined(Type::tuple([Type::Number, Type::Number]), Refinement::not_null());
    let list = convert(&known, &Type::list(Type::String)).unwrap();
    assert_eq!(list.len(), Some(2));
    let set = convert(&known, &Type::set(Type::String)).unwrap();
    let refinement = set.refinement().unwrap();
    assert_eq!((refinement.length_min, refinement.length_max), (Some(1), Some(2)));
}

#[test]
fn sets_are_in_the_order_of_terraform() {
    let numbers = |list: &[i64]| Value::tuple(list.iter().map(|n| Value::number(*n)).collect::<Vec<_>>());
    let set = convert(
        &Value::tuple([numbers(&[2, 1]), numbers(&[1, 2]), numbers(&[10, 1]), numbers(&[1, 2])]),
        &Type::set(Type::Dynamic),
    );
    let set = set.unwrap();
    assert_eq!(set.as_slice().unwrap(), [numbers(&[10, 1]), numbers(&[1, 2]), numbers(&[2, 1])]);
}
