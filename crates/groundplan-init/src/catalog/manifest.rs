use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use groundplan_diag::{Diagnostic, Diags, SourceMap, Span};
use semver::Version;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::embedded::files;
use crate::replace;

/// The name of the file in a catalog that says what it was made from.
pub const MANIFEST: &str = ".groundplan-catalog.json";

/// What a repository's catalog was made from: the version, and what each file was like then. What has another hash now was
/// changed by the company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The version of the program whose catalog it is.
    #[serde(with = "version")]
    pub version: Version,
    /// The SHA-256 of each file, in lowercase hexadecimal digits, by its path in the catalog.
    pub files: BTreeMap<String, String>,
}

/// The SHA-256 of a content, as a manifest has it.
pub(super) fn hash(content: &[u8]) -> String {
    Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Manifest {
    /// The manifest of this program's catalog.
    #[must_use]
    pub fn of_program() -> Self {
        Self {
            version: program_version(),
            files: files().map(|(path, content)| (path.to_owned(), hash(content))).collect(),
        }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        // A map of text to text can always be written.
        format!("{}\n", serde_json::to_string_pretty(self).unwrap_or_default())
    }

    /// Reads a catalog's manifest.
    ///
    /// # Errors
    /// When there is none, it cannot be read, or it is of a newer program.
    pub fn read(catalog: &Path, sources: &SourceMap) -> Result<Self, Diags> {
        let path = catalog.join(MANIFEST);
        let text = fs::read_to_string(&path).map_err(|error| {
            Diagnostic::error("Manifest of the catalog cannot be read")
                .detail(format!("{}: {error}.", path.display()))
                .help("it says what the company changed: take it back from version control")
        })?;
        let file = sources.add(&path, text.as_str());
        let manifest: Self = serde_json::from_str(&text).map_err(|error| {
            let line_start =
                text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = (line_start + error.column().saturating_sub(1)).min(text.len());
            Diagnostic::error("Manifest of the catalog not understood")
                .detail(format!("{error}."))
                .at(Span::new(file, at, at))
                .help("it is written by Groundplan alone: take it back from version control")
        })?;
        let program = program_version();
        if manifest.version > program {
            return Err(Diagnostic::error("Catalog of a newer program")
                .detail(format!("This catalog is of version {}, and this program is {program}.", manifest.version))
                .help("use the newer program")
                .into());
        }
        if let Some(path) = manifest.files.keys().find(|path| !is_inside(path)) {
            return Err(Diagnostic::error("Manifest of the catalog not understood")
                .detail(format!("\"{path}\" is not the path of a file in the catalog."))
                .help("the manifest is written by Groundplan alone: take it back from version control")
                .into());
        }
        Ok(manifest)
    }

    /// Writes a catalog's manifest, all or nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn write(&self, catalog: &Path) -> Result<(), Diagnostic> {
        write(&catalog.join(MANIFEST), self.text().as_bytes())
    }
}

/// Whether a path cannot lead out of the catalog.
fn is_inside(path: &str) -> bool {
    !path.is_empty() && path.split('/').all(|part| !matches!(part, "" | "." | "..")) && !path.contains('\\')
}

/// Writes a file of the catalog, all or nothing.
pub(super) fn write(path: &Path, content: &[u8]) -> Result<(), Diagnostic> {
    replace(path, content, 0o644)
        .map_err(|error| Diagnostic::error("File cannot be written").detail(format!("{}: {error}.", path.display())))
}

fn program_version() -> Version {
    // The workspace's own version is one: cargo takes no other.
    Version::parse(env!("CARGO_PKG_VERSION")).unwrap_or(Version::new(0, 0, 0))
}

/// Versions as text.
mod version {
    use semver::Version;
    use serde::de::{Deserialize, Deserializer, Error as _};
    use serde::ser::Serializer;

    pub(super) fn serialize<S: Serializer>(version: &Version, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(version)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Version, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
