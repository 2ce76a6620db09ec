use groundplan_value::{Kind, Type, Value};

/// A value as a message shows it behind its symbol: `is "a"`, `is list of string with 2 elements`. Sensitive values and
/// values that are not known yet are not shown.
pub(super) fn describe(value: &Value) -> String {
    if value.marks().is_ephemeral() {
        return "has an ephemeral value".into();
    }
    if value.marks().is_sensitive() {
        return "has a sensitive value".into();
    }
    let counted = |ty: &Type, what: &str, count: usize| match count {
        0 => format!("is {} with no {what}s", ty.friendly_name()),
        1 => format!("is {} with 1 {what}", ty.friendly_name()),
        n => format!("is {} with {n} {what}s", ty.friendly_name()),
    };
    match value.kind() {
        Kind::Null(Type::Dynamic) => "is null".into(),
        Kind::Null(ty) => format!("is a null {}", ty.friendly_name()),
        Kind::Unknown(Type::Dynamic, _) => "will be known only after apply".into(),
        Kind::Unknown(ty, _) => {
            let name = ty.friendly_name();
            let article = if name.starts_with('o') { "an" } else { "a" };
            format!("is {article} {name}, known only after apply")
        }
        Kind::Bool(value) => format!("is {value}"),
        Kind::Number(value) => format!("is {value}"),
        Kind::String(text) => format!("is {text:?}"),
        Kind::List(_, items) | Kind::Set(_, items) | Kind::Tuple(items) => counted(&value.ty(), "element", items.len()),
        Kind::Map(_, map) => counted(&value.ty(), "element", map.len()),
        Kind::Object(map) => counted(&value.ty(), "attribute", map.len()),
    }
}
