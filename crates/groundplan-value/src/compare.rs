use std::cmp::Ordering;

use crate::{Kind, Number, Type, Value, quote};

/// Brings the elements of a set to Terraform's order and drops doubles. Unknown elements may turn out equal to others, so
/// they are kept, at the end.
pub(crate) fn sort_as_set(elements: &mut Vec<Value>) {
    elements.sort_by(set_order);
    elements.dedup_by(|a, b| a == b && a.is_wholly_known());
}

/// `cty`'s order of set elements: strings and numbers by value, false before true, nulls and unknowns last, compound
/// values by the text of their hash input.
fn set_order(a: &Value, b: &Value) -> Ordering {
    let rank = |value: &Value| match value.kind() {
        Kind::Unknown(..) => 2,
        Kind::Null(_) => 1,
        _ => 0,
    };
    rank(a).cmp(&rank(b)).then_with(|| match (a.kind(), b.kind()) {
        (Kind::String(a), Kind::String(b)) => a.cmp(b),
        (Kind::Number(a), Kind::Number(b)) => a.cmp(b),
        (Kind::Bool(a), Kind::Bool(b)) => a.cmp(b),
        _ if a == b => Ordering::Equal,
        _ => {
            let (mut left, mut right) = (String::new(), String::new());
            hash_text(a, &mut left);
            hash_text(b, &mut right);
            left.cmp(&right)
        }
    })
}

/// The text that `cty` hashes for a set element (`makeSetHashBytes`), which also orders compound elements.
fn hash_text(value: &Value, out: &mut String) {
    let mut each = |open: char, elements: &mut dyn Iterator<Item = &Value>, close: char| {
        out.push(open);
        for element in elements {
            hash_text(element, out);
            out.push(';');
        }
        out.push(close);
    };
    match value.kind() {
        Kind::Null(_) => out.push('~'),
        Kind::Unknown(..) => out.push('?'),
        Kind::Bool(true) => out.push('T'),
        Kind::Bool(false) => out.push('F'),
        Kind::Number(number) => out.push_str(&number.to_go_text('g', Some(10))),
        Kind::String(text) => out.push_str(&quote(text)),
        Kind::List(_, elements) | Kind::Set(_, elements) => each('[', &mut elements.iter(), ']'),
        Kind::Tuple(elements) => each('<', &mut elements.iter(), '>'),
        Kind::Object(map) => each('<', &mut map.values(), '>'),
        Kind::Map(_, map) => {
            out.push('{');
            for (key, element) in map.iter() {
                out.push_str(&quote(key));
                out.push(':');
                hash_text(element, out);
                out.push(';');
            }
            out.push('}');
        }
    }
}

/// Comparison as the language's `==` makes it.
impl Value {
    /// Whether both are equal: `None` when that cannot be said yet because something is unknown. Marks are not looked at.
    #[must_use]
    pub fn equals(&self, other: &Self) -> Option<bool> {
        match (self.kind(), other.kind()) {
            (Kind::Null(_), Kind::Null(_)) => Some(true),
            (Kind::Null(_), _) if other.is_certainly_not_null() => Some(false),
            (_, Kind::Null(_)) if self.is_certainly_not_null() => Some(false),
            (Kind::Unknown(..), _) | (_, Kind::Unknown(..)) => self.differs_by_refinement(other).then_some(false),
            (Kind::Null(_), _) | (_, Kind::Null(_)) => Some(false),
            (Kind::Bool(a), Kind::Bool(b)) => Some(a == b),
            (Kind::Number(a), Kind::Number(b)) => Some(a == b),
            (Kind::String(a), Kind::String(b)) => Some(a == b),
            (Kind::List(a_ty, a), Kind::List(b_ty, b)) if same_type(a_ty, b_ty) => sequences(a, b),
            (Kind::Tuple(a), Kind::Tuple(b)) if self.is_of_type_of(other)? => sequences(a, b),
            (Kind::Set(a_ty, a), Kind::Set(b_ty, b)) if same_type(a_ty, b_ty) => {
                let known = a.iter().chain(b.iter()).all(Self::is_wholly_known);
                if known { Some(a == b) } else { None }
            }
            (Kind::Map(a_ty, a), Kind::Map(b_ty, b)) if same_type(a_ty, b_ty) => maps(a, b),
            (Kind::Object(a), Kind::Object(b)) if self.is_of_type_of(other)? => maps(a, b),
            _ => Some(false),
        }
    }

    /// Whether two structures are of one type: `None` while something in them may still turn out to be of any. Then nothing
    /// else is looked at, as in `cty`.
    fn is_of_type_of(&self, other: &Self) -> Option<bool> {
        let (ty, other_ty) = (self.ty(), other.ty());
        if is_of_unknown_type(self) || is_of_unknown_type(other) {
            return if conforms(&ty, &other_ty) || conforms(&other_ty, &ty) { None } else { Some(false) };
        }
        Some(ty == other_ty)
    }

    /// Whether one number is less than another, as far as the ranges tell within which they are known to lie. A bound counts
    /// as none of its side, as in `cty`.
    #[must_use]
    pub fn less_than(&self, other: &Self) -> Option<bool> {
        let range = |value: &Self| match (value.as_number(), value.refinement()) {
            (Some(number), _) => (Some(number.clone()), Some(number.clone())),
            (None, Some(known)) => {
                let bound = |bound: &Option<(Number, bool)>| bound.as_ref().map(|(number, _)| number.clone());
                (bound(&known.number_min), bound(&known.number_max))
            }
            (None, None) => (None, None),
        };
        if let (Some(a), Some(b)) = (self.as_number(), other.as_number()) {
            return Some(a < b);
        }
        let ((a_min, a_max), (b_min, b_max)) = (range(self), range(other));
        if a_max.zip(b_min).is_some_and(|(a, b)| a < b) {
            return Some(true);
        }
        a_min.zip(b_max).is_some_and(|(a, b)| a > b).then_some(false)
    }

    /// Whether what is known of one rules the other out.
    fn differs_by_refinement(&self, other: &Self) -> bool {
        if self.is_known() == other.is_known() {
            return false;
        }
        let (unknown, known) = if self.is_known() { (other, self) } else { (self, other) };
        // Nulls are equal, of whatever type they are.
        if !known.is_null() && !conforms(&known.ty(), &unknown.ty()) {
            return true;
        }
        let Some(refinement) = unknown.refinement() else { return false };
        match known.kind() {
            Kind::Null(_) => refinement.not_null,
            Kind::String(text) => refinement.prefix.as_ref().is_some_and(|prefix| !text.starts_with(&**prefix)),
            Kind::Number(number) => {
                let below =
                    refinement.number_min.as_ref().is_some_and(|(min, may)| number < min || (number == min && !may));
                let above =
                    refinement.number_max.as_ref().is_some_and(|(max, may)| number > max || (number == max && !may));
                below || above
            }
            Kind::List(..) | Kind::Map(..) => known.len().is_some_and(|len| {
                refinement.length_min.is_some_and(|min| len < min) || refinement.length_max.is_some_and(|max| len > max)
            }),
            _ => false,
        }
    }
}

/// Whether a type is the wanted one, in which `any` stands for every type.
fn conforms(given: &Type, wanted: &Type) -> bool {
    match (given, wanted) {
        (_, Type::Dynamic) => true,
        (Type::List(given), Type::List(wanted))
        | (Type::Set(given), Type::Set(wanted))
        | (Type::Map(given), Type::Map(wanted)) => conforms(given, wanted),
        (Type::Tuple(given), Type::Tuple(wanted)) => {
            given.len() == wanted.len()
                && given.iter().zip(wanted.iter()).all(|(given, wanted)| conforms(given, wanted))
        }
        (Type::Object(given), Type::Object(wanted)) => {
            given.attributes.keys().eq(wanted.attributes.keys())
                && given
                    .attributes
                    .values()
                    .zip(wanted.attributes.values())
                    .all(|(given, wanted)| conforms(given, wanted))
        }
        _ => given == wanted,
    }
}

fn same_type(a: &Type, b: &Type) -> bool {
    a == b || a.has_dynamic() || b.has_dynamic()
}

/// Whether something in a value is not known yet, not even of which type it is.
fn is_of_unknown_type(value: &Value) -> bool {
    match value.kind() {
        Kind::Unknown(..) => value.ty() == Type::Dynamic,
        Kind::Tuple(elements) => elements.iter().any(is_of_unknown_type),
        Kind::Object(map) => map.values().any(is_of_unknown_type),
        _ => false,
    }
}

/// What the first pair says that is not certainly equal: what comes after something that is not known yet is not looked at,
/// as in `cty`.
fn sequences(a: &[Value], b: &[Value]) -> Option<bool> {
    if a.len() != b.len() {
        return Some(false);
    }
    a.iter().zip(b).map(|(a, b)| a.equals(b)).find(|equal| *equal != Some(true)).unwrap_or(Some(true))
}

/// False as soon as one pair differs for certain, else unknown when one is unknown. (`cty` looks at the pairs in an order that
/// is another one each time.)
fn maps(a: &crate::Map, b: &crate::Map) -> Option<bool> {
    if a.len() != b.len() || !a.keys().eq(b.keys()) {
        return Some(false);
    }
    let mut result = Some(true);
    for (a, b) in a.values().zip(b.values()) {
        match a.equals(b) {
            Some(false) => return Some(false),
            None => result = None,
            Some(true) => {}
        }
    }
    result
}
