use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use crate::{Marks, Number, Refinement, Type};

/// The elements of a map or object, by key in lexical order.
pub type Map = BTreeMap<Arc<str>, Value>;

/// A value of Terraform's type system, cheap to clone.
///
/// Marks may stand at any depth of lists, maps, tuples and objects; sets hold unmarked elements and carry their marks
/// themselves.
#[derive(Clone, PartialEq)]
pub struct Value {
    kind: Kind,
    marks: Marks,
}

/// What a value is, apart from its marks.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// No value, of a type.
    Null(Type),
    /// Not known yet; of `Type::Dynamic` when not even the type is known.
    Unknown(Type, Option<Arc<Refinement>>),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, in Unicode normal form C.
    String(Arc<str>),
    /// A list and the type of its elements.
    List(Type, Arc<[Value]>),
    /// A set and the type of its elements, which are unmarked, without doubles, in Terraform's order.
    Set(Type, Arc<[Value]>),
    /// A map and the type of its elements.
    Map(Type, Arc<Map>),
    /// A tuple.
    Tuple(Arc<[Value]>),
    /// An object.
    Object(Arc<Map>),
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Self { kind, marks: Marks::NONE }
    }
}

impl Value {
    /// `true`
    pub const TRUE: Self = Self { kind: Kind::Bool(true), marks: Marks::NONE };
    /// `false`
    pub const FALSE: Self = Self { kind: Kind::Bool(false), marks: Marks::NONE };
    /// Not known, and of a type not known.
    pub const DYNAMIC: Self = Self { kind: Kind::Unknown(Type::Dynamic, None), marks: Marks::NONE };
    /// `null` as it is written, of no type yet.
    pub const NULL: Self = Self { kind: Kind::Null(Type::Dynamic), marks: Marks::NONE };

    /// `null` of a type.
    #[must_use]
    pub fn null(ty: Type) -> Self {
        Kind::Null(ty).into()
    }

    /// An unknown value of a type.
    #[must_use]
    pub fn unknown(ty: Type) -> Self {
        Kind::Unknown(ty, None).into()
    }

    /// An unknown value of which something is known. A dynamic one cannot be refined and stays as it is. What is known may
    /// leave but one value, such as the empty map for a length of zero: then that is the value.
    #[must_use]
    pub fn refined(ty: Type, refinement: Refinement) -> Self {
        if refinement.is_empty() || ty == Type::Dynamic {
            return Self::unknown(ty);
        }
        if let Some(value) = refinement.only_value(&ty) {
            return value;
        }
        Kind::Unknown(ty, Some(Arc::new(refinement))).into()
    }

    /// An unknown value that is not null.
    #[must_use]
    pub fn unknown_not_null(ty: Type) -> Self {
        Self::refined(ty, Refinement::not_null())
    }

    /// A boolean.
    #[must_use]
    pub fn bool(value: bool) -> Self {
        Kind::Bool(value).into()
    }

    /// A number.
    #[must_use]
    pub fn number(value: impl Into<Number>) -> Self {
        Kind::Number(value.into()).into()
    }

    /// A string. It is brought to Unicode normal form C, as `cty` does.
    #[must_use]
    pub fn string(value: impl AsRef<str>) -> Self {
        use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
        let value = value.as_ref();
        let text: Arc<str> = if value.is_ascii() || is_nfc_quick(value.chars()) == IsNormalized::Yes {
            value.into()
        } else {
            value.nfc().collect::<String>().into()
        };
        Kind::String(text).into()
    }

    /// A tuple.
    #[must_use]
    pub fn tuple(elements: impl Into<Arc<[Self]>>) -> Self {
        Kind::Tuple(elements.into()).into()
    }

    /// An object.
    #[must_use]
    pub fn object<K: Into<Arc<str>>>(attributes: impl IntoIterator<Item = (K, Self)>) -> Self {
        Kind::Object(Arc::new(attributes.into_iter().map(|(name, value)| (name.into(), value)).collect())).into()
    }

    /// What it is, apart from its marks.
    #[must_use]
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// Its type.
    #[must_use]
    pub fn ty(&self) -> Type {
        match &self.kind {
            Kind::Null(ty) | Kind::Unknown(ty, _) => ty.clone(),
            Kind::Bool(_) => Type::Bool,
            Kind::Number(_) => Type::Number,
            Kind::String(_) => Type::String,
            Kind::List(element, _) => Type::list(element.clone()),
            Kind::Set(element, _) => Type::set(element.clone()),
            Kind::Map(element, _) => Type::map(element.clone()),
            Kind::Tuple(elements) => Type::Tuple(elements.iter().map(Self::ty).collect()),
            Kind::Object(attributes) => Type::object(attributes.iter().map(|(name, value)| (name.clone(), value.ty()))),
        }
    }

    /// Whether it is null. An unknown value is not.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null(_))
    }

    /// Whether it is known, though elements of it may not be.
    #[must_use]
    pub fn is_known(&self) -> bool {
        !matches!(self.kind, Kind::Unknown(..))
    }

    /// Whether it and all that it holds are known.
    #[must_use]
    pub fn is_wholly_known(&self) -> bool {
        self.is_known() && self.children().all(Self::is_wholly_known)
    }

    /// Whether it is certainly not null: known and not null, or unknown and refined so.
    #[must_use]
    pub fn is_certainly_not_null(&self) -> bool {
        match &self.kind {
            Kind::Null(_) => false,
            Kind::Unknown(_, refinement) => refinement.as_ref().is_some_and(|refinement| refinement.not_null),
            _ => true,
        }
    }

    /// The refinement of an unknown value.
    #[must_use]
    pub fn refinement(&self) -> Option<&Refinement> {
        match &self.kind {
            Kind::Unknown(_, refinement) => refinement.as_deref(),
            _ => None,
        }
    }

    /// The boolean, if it is a known one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if it is a known one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match &self.kind {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The string, if it is a known one.
    #[must_use]
    pub fn as_str(&self) -> Option<&Arc<str>> {
        match &self.kind {
            Kind::String(value) => Some(value),
            _ => None,
        }
    }

    /// The elements of a known list, set or tuple.
    #[must_use]
    pub fn as_slice(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(_, elements) | Kind::Set(_, elements) | Kind::Tuple(elements) => Some(elements),
            _ => None,
        }
    }

    /// The elements of a known map or object.
    #[must_use]
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(_, elements) | Kind::Object(elements) => Some(elements),
            _ => None,
        }
    }

    /// What it holds directly: elements or attribute values.
    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.as_slice().unwrap_or_default().iter().chain(self.as_map().into_iter().flat_map(BTreeMap::values))
    }

    /// The marks of the value itself.
    #[must_use]
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// The marks of the value and of all that it holds.
    #[must_use]
    pub fn deep_marks(&self) -> Marks {
        self.children().fold(self.marks, |marks, child| marks | child.deep_marks())
    }

    /// The value with these marks added.
    #[must_use]
    pub fn mark(mut self, marks: Marks) -> Self {
        self.marks |= marks;
        self
    }

    /// The value without its own marks, and the marks.
    #[must_use]
    pub fn unmark(mut self) -> (Self, Marks) {
        let marks = std::mem::take(&mut self.marks);
        (self, marks)
    }

    /// The value without any mark at any depth.
    #[must_use]
    pub fn unmark_deep(&self) -> Self {
        if self.deep_marks().is_empty() {
            return self.clone();
        }
        self.map_children(Self::unmark_deep).unmark().0
    }

    /// The value with each direct child replaced; the same kind of thing, its marks kept.
    #[must_use]
    pub fn map_children(&self, mut change: impl FnMut(&Self) -> Self) -> Self {
        let each = |map: &Map, change: &mut dyn FnMut(&Self) -> Self| {
            Arc::new(map.iter().map(|(key, value)| (key.clone(), change(value))).collect::<Map>())
        };
        let kind = match &self.kind {
            Kind::List(ty, elements) => Kind::List(ty.clone(), elements.iter().map(change).collect()),
            Kind::Set(ty, elements) => {
                return Self::set(ty.clone(), elements.iter().map(change)).mark(self.marks);
            }
            Kind::Tuple(elements) => Kind::Tuple(elements.iter().map(change).collect()),
            Kind::Map(ty, map) => Kind::Map(ty.clone(), each(map, &mut change)),
            Kind::Object(map) => Kind::Object(each(map, &mut change)),
            other => other.clone(),
        };
        Self { kind, marks: self.marks }
    }
}

/// For tests and logs. A marked value shows its type only.
impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.marks.is_sensitive() {
            return write!(f, "sensitive({})", self.ty());
        }
        match &self.kind {
            Kind::Null(ty) => write!(f, "null({ty})"),
            Kind::Unknown(ty, None) => write!(f, "unknown({ty})"),
            Kind::Unknown(ty, Some(refinement)) => write!(f, "unknown({ty}, {refinement:?})"),
            Kind::Bool(value) => write!(f, "{value}"),
            Kind::Number(value) => write!(f, "{value}"),
            Kind::String(value) => write!(f, "{value:?}"),
            Kind::List(_, elements) | Kind::Tuple(elements) => f.debug_list().entries(elements.iter()).finish(),
            Kind::Set(_, elements) => f.debug_set().entries(elements.iter()).finish(),
            Kind::Map(_, map) | Kind::Object(map) => f.debug_map().entries(map.iter()).finish(),
        }
    }
}
