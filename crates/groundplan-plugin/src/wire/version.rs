use std::fmt;

use groundplan_provider::Schema;

use super::schema::SchemaError;
use super::{Rpc, V5, V6};

/// A version of the plugin protocol that this program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProtocolVersion {
    /// 5
    V5,
    /// 6
    V6,
}

impl ProtocolVersion {
    /// All versions, as they are offered to a provider.
    pub const ALL: [Self; 2] = [Self::V5, Self::V6];

    /// The version with that number.
    #[must_use]
    pub fn from_number(number: u32) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.number() == number)
    }

    /// Its number.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::V5 => 5,
            Self::V6 => 6,
        }
    }

    /// What is particular to it.
    #[must_use]
    pub fn wire(self) -> &'static dyn Wire {
        match self {
            Self::V5 => &V5,
            Self::V6 => &V6,
        }
    }
}

impl fmt::Display for ProtocolVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number())
    }
}

/// What differs between the versions of the protocol.
pub trait Wire: Send + Sync {
    /// Which version it is.
    fn version(&self) -> ProtocolVersion;

    /// The gRPC path of a call.
    fn path(&self, rpc: Rpc) -> &'static str;

    /// Decodes a `Schema` message.
    ///
    /// # Errors
    /// When the bytes are no such message, or a type or nesting in it is not one of the protocol.
    fn schema(&self, message: &[u8]) -> Result<Schema, SchemaError>;
}
