use groundplan_value::{Kind, Map, Type, Value};

/// The value of an input variable as it is after the way that Terragrunt's inputs take into Terraform, through environment
/// variables: complex values lose their exact types in JSON, and a variable of no type gets text. Marks stay, and so does
/// what is not known yet.
pub(super) fn as_tf_var(value: &Value, untyped: bool) -> Value {
    if !untyped {
        return through_json(value);
    }
    let (plain, marks) = value.clone().unmark();
    let text = match plain.kind() {
        Kind::String(_) | Kind::Null(_) => return value.clone(),
        Kind::Bool(value) => Value::string(value.to_string()),
        Kind::Number(number) => Value::string(number.to_string()),
        _ => match plain.to_plain_json() {
            Some(json) => Value::string(json.to_string()).mark(plain.deep_marks()),
            None => Value::unknown(Type::String).mark(plain.deep_marks()),
        },
    };
    text.mark(marks)
}

fn through_json(value: &Value) -> Value {
    let changed = match value.kind() {
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => {
            Value::tuple(items.iter().map(through_json).collect::<Vec<_>>())
        }
        Kind::Map(_, map) | Kind::Object(map) => {
            Value::object(map.iter().map(|(key, value)| (key.clone(), through_json(value))).collect::<Map>())
        }
        Kind::Null(_) => Value::NULL,
        _ => return value.clone(),
    };
    changed.mark(value.marks())
}
