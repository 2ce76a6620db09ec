use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::memo::HashMemo;

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

    /// Of the unpacked package in a folder (the "h1" of Go's `golang.org/x/mod/sumdb/dirhash`): the SHA-256 of a line
    /// for each file, sorted by name, of its SHA-256 and its path in the folder.
    pub(super) fn of_folder(folder: &Path, memo: &HashMemo) -> io::Result<Self> {
        let mut files = Vec::new();
        // A mirror may hold a link to the folder.
        let folder = folder.canonicalize()?;
        list(&folder, &folder, &mut files)?;
        files.sort();
        let mut sum = Sha256::new();
        for (name, path) in files {
            sum.update(format!("{}  {name}\n", memo.sha256(&path)?));
        }
        Ok(Self(format!("h1:{}", STANDARD.encode(sum.finalize()))))
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

/// Adds all files below a folder with their paths from the root, which are separated by `/`.
fn list(root: &Path, folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        // A link is taken for what it points to if that is a file; links to folders could go round in circles.
        if entry.file_type()?.is_dir() {
            list(root, &path, files)?;
            continue;
        }
        let name = path.strip_prefix(root).ok().and_then(Path::to_str);
        let name = name.ok_or_else(|| io::Error::other(format!("the name {} is not UTF-8", path.display())))?;
        files.push((name.to_owned(), path));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_a_folder_is_that_of_go() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("doc")).unwrap();
        std::fs::write(folder.path().join("doc/a"), "hello\n").unwrap();
        std::fs::write(folder.path().join("b"), "").unwrap();
        let hash = PackageHash::of_folder(folder.path(), &HashMemo::disabled()).unwrap();
        // (sha256sum b doc/a) | sha256sum, in base64.
        assert_eq!(hash.as_str(), "h1:MKjPvaz8BQtP+lflqRvFuBN+n0tNeyRsiStnx+Jtx8o=");
    }
}
