//! Telling a field that is `null` from one that is not there.

use serde::{Deserialize, Deserializer};

/// Reads a field that is there, `null` included; with `#[serde(default)]` one that is not there gives `None`.
pub(crate) fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Whether a flag can be left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde's skip_serializing_if asks for")]
pub(crate) fn is_false(flag: &bool) -> bool {
    !flag
}
