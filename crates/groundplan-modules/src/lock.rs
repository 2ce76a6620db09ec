use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use groundplan_config::module::{Version, VersionConstraints};
use groundplan_fetch::hcl::{Body, Content, Item, SyntaxError, parse};

use crate::registry::exact_version;

/// The packages that a project was settled on, and what their files must hash to. It belongs into version control, as the
/// lock file of providers does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockFile {
    /// By address and, for packages of registries, version.
    pub packages: BTreeMap<(String, Option<String>), LockedPackage>,
}

/// A package that a project was settled on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedPackage {
    /// The commit, for packages from git.
    pub revision: Option<String>,
    /// The folder in the package that a registry says is the module, empty for its root.
    pub folder: String,
    /// The hash of its files (`h1:…`).
    pub hash: String,
}

/// Why a lock file cannot be read or written: a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockFileError(pub String);

impl fmt::Display for LockFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LockFileError {}

const HEADING: &str = "\
# This file is maintained automatically by \"groundplan\".
# It says which module packages were fetched. Keep it in version control.
";

impl LockFile {
    /// The name, in the folder of a root module or at the root of a live repository.
    pub const NAME: &str = ".groundplan.lock.hcl";

    /// Reads a lock file; one that does not exist locks nothing.
    ///
    /// # Errors
    /// When it cannot be read or is not valid.
    pub fn read(file: &Path) -> Result<Self, LockFileError> {
        match std::fs::read_to_string(file) {
            Ok(text) => Self::parse(&text)
                .map_err(|error| LockFileError(format!("The lock file {} is not valid: {error}.", file.display()))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(LockFileError(format!("The lock file {} cannot be read: {error}.", file.display()))),
        }
    }

    /// Writes the file, all or nothing, if its text changes. No file is made to lock nothing.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, file: &Path) -> Result<(), LockFileError> {
        let text = self.to_string();
        let old = std::fs::read_to_string(file).ok();
        if old.as_ref() == Some(&text) || (old.is_none() && self.packages.is_empty()) {
            return Ok(());
        }
        replace(file, &text)
            .map_err(|error| LockFileError(format!("The lock file {} cannot be written: {error}.", file.display())))
    }

    /// The package at an address, and its version: of those that meet the constraints the newest.
    #[must_use]
    pub fn find(&self, address: &str, constraints: Option<&str>) -> Option<(Option<&str>, &LockedPackage)> {
        let wanted = constraints.and_then(VersionConstraints::parse).unwrap_or_default();
        let exact = constraints.and_then(exact_version);
        let of_address = self.packages.iter().filter(|((other, _), _)| other == address);
        let fitting = of_address.filter_map(|((_, text), package)| match text {
            None => Some((None, None, package)),
            Some(text) => {
                let version = Version::parse(text)?;
                // A prerelease must be asked for by its name.
                let asked_for = !version.is_prerelease() || exact.as_ref() == Some(&version);
                (asked_for && wanted.allow(&version)).then_some((Some(version), Some(text.as_str()), package))
            }
        });
        fitting.max_by(|a, b| a.0.cmp(&b.0)).map(|(_, text, package)| (text, package))
    }

    fn parse(text: &str) -> Result<Self, SyntaxError> {
        let mut lock = Self::default();
        for item in &parse(text)?.items {
            let (address, version, body) = match (item.keys.as_slice(), &item.content) {
                ([kind, address], Content::Body(body)) if kind == "module" => (address, None, body),
                ([kind, address, version], Content::Body(body)) if kind == "module" => {
                    (address, Some(version.clone()), body)
                }
                _ => return Err(item.error("there are blocks of the form `module \"ADDRESS\" \"VERSION\" { … }` only")),
            };
            if lock.packages.insert((address.clone(), version), package(item, body)?).is_some() {
                return Err(item.error(format!("there is a second block for {address:?}")));
            }
        }
        Ok(lock)
    }
}

fn package(block: &Item, body: &Body) -> Result<LockedPackage, SyntaxError> {
    let mut package = LockedPackage::default();
    for item in &body.items {
        match item.name() {
            "revision" => package.revision = Some(item.text()?.to_owned()),
            "folder" => package.folder = item.text()?.to_owned(),
            "hash" => package.hash = item.text()?.to_owned(),
            other => return Err(item.error(format!("a locked module has no argument {other:?}"))),
        }
    }
    if package.hash.strip_prefix("h1:").is_none_or(str::is_empty) {
        return Err(block.error("the argument \"hash\" is missing, such as \"h1:…\""));
    }
    Ok(package)
}

fn replace(file: &Path, text: &str) -> io::Result<()> {
    let folder =
        file.parent().filter(|folder| !folder.as_os_str().is_empty()).map_or(PathBuf::from("."), Path::to_path_buf);
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    let mut new = tempfile::Builder::new().permissions(mode).tempfile_in(&folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    new.persist(file).map_err(|error| error.error)?;
    std::fs::File::open(folder)?.sync_all()
}

/// The text of the file.
impl fmt::Display for LockFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEADING)?;
        for ((address, version), package) in &self.packages {
            let version = version.as_ref().map(|version| format!(" \"{version}\"")).unwrap_or_default();
            write!(f, "\nmodule \"{}\"{version} {{\n", address.replace('\\', "\\\\").replace('"', "\\\""))?;
            let arguments = [
                ("revision", package.revision.as_deref().unwrap_or_default()),
                ("folder", &*package.folder),
                ("hash", &*package.hash),
            ];
            let written = arguments.iter().filter(|(_, value)| !value.is_empty());
            let width = written.clone().map(|(name, _)| name.len()).max().unwrap_or_default();
            for (name, value) in written {
                writeln!(f, "  {name:width$} = \"{value}\"")?;
            }
            f.write_str("}\n")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"# This file is maintained automatically by "groundplan".
# It says which module packages were fetched. Keep it in version control.

module "git::https://example.com/a.git?ref=v1" {
  revision = "0123456789012345678901234567890123456789"
  hash     = "h1:aa="
}

module "registry.terraform.io/a/b/c" "1.2.0" {
  folder = "b-1.2.0"
  hash   = "h1:bb="
}

module "registry.terraform.io/a/b/c" "1.10.0" {
  hash = "h1:cc="
}
"#;

    #[test]
    fn it_is_written_as_it_is_read() {
        let lock = LockFile::parse(TEXT).unwrap();
        assert_eq!(lock.packages.len(), 3);
        assert_eq!(LockFile::parse(&lock.to_string()).unwrap(), lock);
    }

    #[test]
    fn the_newest_that_fits_is_found() {
        let lock = LockFile::parse(TEXT).unwrap();
        let found =
            |constraints| lock.find("registry.terraform.io/a/b/c", constraints).and_then(|(version, _)| version);
        assert_eq!(found(None), Some("1.10.0"));
        assert_eq!(found(Some("< 1.5")), Some("1.2.0"));
        assert_eq!(found(Some("> 2")), None);
        assert!(lock.find("git::https://example.com/a.git?ref=v1", None).is_some());
    }

    #[test]
    fn what_is_not_valid_is_said_with_its_line() {
        for (text, says) in [
            ("module \"a\" {\n}", "line 1: the argument \"hash\" is missing, such as \"h1:…\""),
            ("\nmodule \"a\" {\n  sum = 1\n}", "line 3: a locked module has no argument \"sum\""),
            ("provider \"a\" {}", "line 1: there are blocks of the form `module \"ADDRESS\" \"VERSION\" { … }` only"),
        ] {
            assert_eq!(LockFile::parse(text).unwrap_err().to_string(), says);
        }
    }
}
