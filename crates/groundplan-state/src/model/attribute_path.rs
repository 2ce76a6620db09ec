use crate::json::RawJson;

/// The way to a sensitive value inside the attributes of an object, outermost step first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct AttributePath(pub Vec<AttributeStep>);

/// One step of an [`AttributePath`], as `sensitive_attributes` holds it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum AttributeStep {
    /// An attribute of an object.
    Attr(String),
    /// An element of a list, tuple or map.
    Index {
        /// The key: a number or a string.
        value: RawJson,
        /// The key's type as Terraform writes it: `"number"` or `"string"`.
        ty: RawJson,
    },
}

impl AttributeStep {
    /// An attribute of an object.
    #[must_use]
    pub fn attr(name: impl Into<String>) -> Self {
        Self::Attr(name.into())
    }

    /// An element of a list or tuple, counted from 0.
    #[must_use]
    pub fn position(position: i64) -> Self {
        Self::Index { value: RawJson::integer(position), ty: RawJson::string("number") }
    }

    /// An element of a map.
    #[must_use]
    pub fn key(key: &str) -> Self {
        Self::Index { value: RawJson::string(key), ty: RawJson::string("string") }
    }
}
