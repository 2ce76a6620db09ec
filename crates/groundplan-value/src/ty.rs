use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

/// A type of Terraform's type system.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Type {
    /// `any`: not known yet, or left open in a constraint.
    Dynamic,
    /// `bool`
    Bool,
    /// `number`
    Number,
    /// `string`
    String,
    /// `list(T)`
    List(Arc<Type>),
    /// `set(T)`
    Set(Arc<Type>),
    /// `map(T)`
    Map(Arc<Type>),
    /// `tuple([T, …])`
    Tuple(Arc<[Type]>),
    /// `object({…})`
    Object(Arc<ObjectType>),
}

/// The attributes of an object type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectType {
    /// Types by name.
    pub attributes: BTreeMap<Arc<str>, Type>,
    /// The names that a conversion may find missing, then null; meaningful in constraints only.
    pub optional: BTreeSet<Arc<str>>,
}

impl Type {
    /// `list(element)`
    #[must_use]
    pub fn list(element: Self) -> Self {
        Self::List(Arc::new(element))
    }

    /// `set(element)`
    #[must_use]
    pub fn set(element: Self) -> Self {
        Self::Set(Arc::new(element))
    }

    /// `map(element)`
    #[must_use]
    pub fn map(element: Self) -> Self {
        Self::Map(Arc::new(element))
    }

    /// `tuple(elements)`
    #[must_use]
    pub fn tuple(elements: impl Into<Arc<[Self]>>) -> Self {
        Self::Tuple(elements.into())
    }

    /// `object(attributes)` without optional ones.
    #[must_use]
    pub fn object<K: Into<Arc<str>>>(attributes: impl IntoIterator<Item = (K, Self)>) -> Self {
        let attributes = attributes.into_iter().map(|(name, ty)| (name.into(), ty)).collect();
        Self::Object(Arc::new(ObjectType { attributes, optional: BTreeSet::new() }))
    }

    /// Whether it is `bool`, `number` or `string`.
    #[must_use]
    pub fn is_primitive(&self) -> bool {
        matches!(self, Self::Bool | Self::Number | Self::String)
    }

    /// Whether it is a list, set or map.
    #[must_use]
    pub fn is_collection(&self) -> bool {
        matches!(self, Self::List(_) | Self::Set(_) | Self::Map(_))
    }

    /// The element type of a list, set or map.
    #[must_use]
    pub fn element(&self) -> Option<&Self> {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => Some(element),
            _ => None,
        }
    }

    /// The attributes of an object type.
    #[must_use]
    pub fn attributes(&self) -> Option<&BTreeMap<Arc<str>, Self>> {
        match self {
            Self::Object(object) => Some(&object.attributes),
            _ => None,
        }
    }

    /// Whether `any` occurs in it.
    #[must_use]
    pub fn has_dynamic(&self) -> bool {
        match self {
            Self::Dynamic => true,
            Self::Bool | Self::Number | Self::String => false,
            Self::List(element) | Self::Set(element) | Self::Map(element) => element.has_dynamic(),
            Self::Tuple(elements) => elements.iter().any(Self::has_dynamic),
            Self::Object(object) => object.attributes.values().any(Self::has_dynamic),
        }
    }

    /// The same type without optional attributes: the type that values of the constraint have.
    #[must_use]
    pub fn without_optional(&self) -> Self {
        match self {
            Self::Dynamic | Self::Bool | Self::Number | Self::String => self.clone(),
            Self::List(element) => Self::list(element.without_optional()),
            Self::Set(element) => Self::set(element.without_optional()),
            Self::Map(element) => Self::map(element.without_optional()),
            Self::Tuple(elements) => Self::Tuple(elements.iter().map(Self::without_optional).collect()),
            Self::Object(object) => {
                Self::object(object.attributes.iter().map(|(name, ty)| (name.clone(), ty.without_optional())))
            }
        }
    }

    /// How Terraform's messages name the type of a value: `string`, `list of number`, `object`.
    #[must_use]
    pub fn friendly_name(&self) -> String {
        self.named("dynamic", "dynamic")
    }

    /// How Terraform's messages name it as a constraint: `any type`, `list of any single type`.
    #[must_use]
    pub fn friendly_name_for_constraint(&self) -> String {
        self.named("any type", "any single type")
    }

    fn named(&self, dynamic: &str, dynamic_element: &str) -> String {
        match self {
            Self::Dynamic => dynamic.to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Number => "number".to_owned(),
            Self::String => "string".to_owned(),
            Self::List(element) => format!("list of {}", element.named(dynamic_element, dynamic_element)),
            Self::Set(element) => format!("set of {}", element.named(dynamic_element, dynamic_element)),
            Self::Map(element) => format!("map of {}", element.named(dynamic_element, dynamic_element)),
            Self::Tuple(_) => "tuple".to_owned(),
            Self::Object(_) => "object".to_owned(),
        }
    }
}

/// As it is written in a type constraint: `list(string)`, `object({ a = optional(number) })`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dynamic => f.write_str("any"),
            Self::Bool => f.write_str("bool"),
            Self::Number => f.write_str("number"),
            Self::String => f.write_str("string"),
            Self::List(element) => write!(f, "list({element})"),
            Self::Set(element) => write!(f, "set({element})"),
            Self::Map(element) => write!(f, "map({element})"),
            Self::Tuple(elements) => {
                f.write_str("tuple([")?;
                for (at, element) in elements.iter().enumerate() {
                    write!(f, "{}{element}", if at == 0 { "" } else { ", " })?;
                }
                f.write_str("])")
            }
            Self::Object(object) => {
                f.write_str("object({")?;
                for (at, (name, ty)) in object.attributes.iter().enumerate() {
                    let separator = if at == 0 { " " } else { ", " };
                    if object.optional.contains(name) {
                        write!(f, "{separator}{name} = optional({ty})")?;
                    } else {
                        write!(f, "{separator}{name} = {ty}")?;
                    }
                }
                f.write_str(if object.attributes.is_empty() { "})" } else { " })" })
            }
        }
    }
}
