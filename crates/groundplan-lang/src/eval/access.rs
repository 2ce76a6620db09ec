use groundplan_diag::{Diagnostic, Span};
use groundplan_value::{Kind, Number, Type, Value, convert, nearest};

use crate::syntax::Step;

/// One static step.
pub(super) fn step(value: &Value, step: &Step) -> Result<Value, Diagnostic> {
    match step {
        Step::Attr(name, span) => get_attr(value, name, *span),
        Step::Key(key, span) => index(value, &Value::string(key), *span),
        Step::Index(at, span) => index(value, &Value::number(at.clone()), *span),
    }
}

/// `value.name`: an attribute of an object, or an element of a map.
///
/// # Errors
/// When there is no such thing, at `span`.
pub fn get_attr(value: &Value, name: &str, span: Span) -> Result<Value, Diagnostic> {
    if let (Kind::Object(_), Some(found)) = (value.kind(), value.get_attr(name)) {
        return Ok(found);
    }
    let ty = value.ty();
    if value.is_null() {
        return Err(Diagnostic::error("Attempt to get attribute from null value")
            .detail("This value is null, so it does not have any attributes.")
            .at(span));
    }
    let unsupported = || Diagnostic::error("Unsupported attribute").at(span);
    match &ty {
        Type::Dynamic => Ok(Value::DYNAMIC.mark(value.marks())),
        Type::Object(object) => value.get_attr(name).ok_or_else(|| {
            let error = unsupported().detail(format!("This object does not have an attribute named \"{name}\"."));
            match nearest(name, object.attributes.keys().map(|known| &**known)) {
                Some(near) => error.help(format!("an attribute with a similar name exists: `{near}`")),
                None => error,
            }
        }),
        Type::Map(_) => value.get_index(&Value::string(name)).ok_or_else(|| {
            Diagnostic::error("Missing map element")
                .detail(format!("This map does not have an element with the key \"{name}\"."))
                .at(span)
        }),
        Type::List(element) | Type::Set(element) if matches!(**element, Type::Object(_)) => {
            let (what, where_) = match ty {
                Type::Set(_) => ("set", "elements of the set"),
                _ => ("list", "elements of the list"),
            };
            Err(unsupported()
                .detail(format!("Can't access attributes on a {what} of objects."))
                .help(format!("for attribute \"{name}\" across all {where_} use a splat: `[*].{name}`")))
        }
        Type::Bool | Type::Number | Type::String => Err(unsupported()
            .detail(format!("Can't access attributes on a primitive-typed value ({}).", ty.friendly_name()))),
        _ => Err(unsupported().detail("This value does not have any attributes.")),
    }
}

/// `collection[key]`.
///
/// # Errors
/// When there is no such element, at `span`.
pub fn index(collection: &Value, key: &Value, span: Span) -> Result<Value, Diagnostic> {
    let invalid = |detail: &str| Diagnostic::error("Invalid index").detail(detail).at(span);
    if collection.is_null() {
        return Err(Diagnostic::error("Attempt to index null value")
            .detail("This value is null, so it does not have any indices.")
            .at(span));
    }
    if key.is_null() {
        return Err(invalid("Can't use a null value as an indexing key."));
    }
    let marks = collection.marks() | key.marks();
    // The whole type of a structure of thousands of instances takes long to tell.
    let ty = match collection.kind() {
        Kind::Object(_) => Type::object::<&str>([]),
        Kind::Tuple(_) => Type::tuple([]),
        _ => collection.ty(),
    };
    let key_type = match &ty {
        Type::Dynamic => return Ok(Value::DYNAMIC.mark(marks)),
        Type::List(_) | Type::Tuple(_) => Type::Number,
        Type::Map(_) | Type::Object(_) => Type::String,
        Type::Set(_) => {
            return Err(invalid(
                "Elements of a set are identified only by their value and don't have any separate index or key to \
                 select with, so it's only possible to perform operations across all elements of the set.",
            ));
        }
        _ => return Err(invalid("This value does not have any indices.")),
    };
    const ABSENT: &str = "The given key does not identify an element in this collection value";
    let given = key.ty();
    let key = convert(key, &key_type).map_err(|error| invalid(&format!("{ABSENT}: {error}.")))?;
    // Terraform says nothing of an object's part that is asked for by a key, not even of which type it is, until it is known.
    if matches!(collection.kind(), Kind::Unknown(Type::Object(_), _)) {
        return Ok(Value::DYNAMIC.mark(marks));
    }
    if let Some(found) = collection.get_index(&key) {
        return Ok(found.mark(marks));
    }
    Err(match (collection.kind(), key.as_number()) {
        (Kind::List(_, items) | Kind::Tuple(items), Some(at)) => {
            invalid(&format!("{ABSENT}{}", why_not_in(items.len(), at)))
        }
        _ => {
            let by_number = matches!(ty, Type::Object(_)) && given == Type::Number;
            let error = invalid(&if by_number {
                format!("{ABSENT}. An object only supports looking up attributes by name, not by numeric index.")
            } else {
                format!("{ABSENT}.")
            });
            let known = collection.as_map().into_iter().flat_map(|map| map.keys().map(|known| &**known));
            match key.as_str().and_then(|key| nearest(key, known)) {
                Some(near) => error.help(format!("an element with a similar key exists: `{near}`")),
                None => error,
            }
        }
    })
}

fn why_not_in(length: usize, at: &Number) -> String {
    if length == 0 {
        ": the collection has no elements.".into()
    } else if at.is_negative() {
        ": a negative number is not a valid index for a sequence.".into()
    } else if !at.is_integer() {
        ": indexing a sequence requires a whole number, but the given index has a fractional part.".into()
    } else {
        ": the given index is greater than or equal to the length of the collection.".into()
    }
}
