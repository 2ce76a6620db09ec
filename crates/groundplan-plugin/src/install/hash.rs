use std::fmt;
use std::io;
use std::path::Path;

use groundplan_fetch::{HashMemo, folder_hash};

/// A hash of a package as lock files hold it: `h1:…`, of the files of the unpacked package, the same however it was
/// packed, or `zh:…`, the SHA-256 of the zip file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PackageHash(String);

impl PackageHash {
    /// Reads a hash; `None` if it has no scheme. Schemes that are not known are kept.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (scheme, value) = text.split_once(':')?;
        (!scheme.is_empty() && !value.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Of a zip file with that SHA-256, in hexadecimal.
    pub(super) fn of_zip(sha256: &str) -> Self {
        Self(format!("zh:{sha256}"))
    }

    /// Of the unpacked package in a folder.
    pub(super) fn of_folder(folder: &Path, memo: &HashMemo) -> io::Result<Self> {
        folder_hash(folder, memo).map(Self)
    }

    /// The SHA-256 of the zip file, in hexadecimal, if it is that.
    pub(super) fn of_zip_file(&self) -> Option<&str> {
        self.0.strip_prefix("zh:")
    }

    /// Whether it is the hash of a zip file.
    pub(super) fn is_of_zip(&self) -> bool {
        self.of_zip_file().is_some()
    }

    /// The text, with its scheme.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackageHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
