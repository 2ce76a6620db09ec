use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::AttributePath;
use crate::json::RawJson;

/// What is known about one remote object: the current one of an instance, or one that was deposed.
#[derive(Clone, PartialEq, Eq)]
pub struct InstanceObject {
    /// Whether it has to be replaced.
    pub status: ObjectStatus,
    /// The version of the resource type's schema that the attributes follow.
    pub schema_version: u64,
    /// Its attributes.
    pub attributes: Attributes,
    /// Where in the attributes values are sensitive because of the configuration.
    pub sensitive_paths: Vec<AttributePath>,
    /// The version of the identity schema. Terraform 1.12 and later write it; 1.11 does not.
    pub identity_schema_version: Option<u64>,
    /// The resource identity, an object.
    pub identity: Option<RawJson>,
    /// Bytes that only the provider understands. May hold secrets.
    pub private: Vec<u8>,
    /// Addresses of the resources that it depends on, without instance keys, in the order in which they are written.
    pub dependencies: Vec<String>,
    /// Whether its replacement is created before it is destroyed.
    pub create_before_destroy: bool,
    pub(crate) extra: Vec<(String, RawJson)>,
}

/// The attributes of an object.
#[derive(Clone, PartialEq, Eq)]
pub enum Attributes {
    /// An object whose shape the schema gives.
    Json(RawJson),
    /// The flat form of states that were upgraded from before Terraform 0.12 and never refreshed; only a provider can read it.
    Flat(BTreeMap<String, String>),
}

/// Shows no values: they may be secret.
impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(json) => f.debug_tuple("Json").field(json).finish(),
            Self::Flat(flat) => write!(f, "Flat({} attributes)", flat.len()),
        }
    }
}

/// Whether an object can stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectStatus {
    /// It is as it should be, as far as is known.
    Ready,
    /// Its creation did not finish, or someone said so: it has to be replaced.
    Tainted,
}

impl InstanceObject {
    /// An object with its attributes and nothing else.
    #[must_use]
    pub fn new(schema_version: u64, attributes: RawJson) -> Self {
        Self {
            status: ObjectStatus::Ready,
            schema_version,
            attributes: Attributes::Json(attributes),
            sensitive_paths: Vec::new(),
            identity_schema_version: None,
            identity: None,
            private: Vec::new(),
            dependencies: Vec::new(),
            create_before_destroy: false,
            extra: Vec::new(),
        }
    }
}

/// Shows no attributes, identity or private bytes: they may hold secrets.
impl fmt::Debug for InstanceObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("InstanceObject")
            .field("status", &self.status)
            .field("schema_version", &self.schema_version)
            .field("dependencies", &self.dependencies)
            .finish_non_exhaustive()
    }
}

/// The name of a deposed object within its instance: eight characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeposedKey(String);

/// A deposed key that does not have eight characters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a deposed key has eight characters, like \"00f2c8d1\"")]
pub struct InvalidDeposedKey;

impl DeposedKey {
    /// A new key, different from all others for all practical purposes.
    #[must_use]
    pub fn random() -> Self {
        let mut text = uuid::Uuid::new_v4().simple().to_string();
        text.truncate(8);
        Self(text)
    }

    /// The key's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeposedKey {
    type Err = InvalidDeposedKey;

    fn from_str(text: &str) -> Result<Self, InvalidDeposedKey> {
        if text.len() == 8 { Ok(Self(text.to_owned())) } else { Err(InvalidDeposedKey) }
    }
}

impl fmt::Display for DeposedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
