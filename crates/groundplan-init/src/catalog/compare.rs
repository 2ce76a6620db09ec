use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use groundplan_diag::{Diagnostic, Diags};

use super::embedded;
use super::manifest::{Manifest, hash};

/// What this program's catalog and that of a repository differ in.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the repository's catalog was made from.
    pub manifest: Manifest,
    /// The version that an update leads to.
    pub version: semver::Version,
    /// The files in which the program's catalog is another than the one that the repository's was made from, in order.
    pub changes: Vec<FileChange>,
    /// The files that the company changed, added or took away, and of which the program brings nothing new.
    pub own: Vec<String>,
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// Its path in the catalog.
    pub path: String,
    /// What kind of change it is.
    pub kind: Kind,
    /// What the company has.
    pub ours: Option<Vec<u8>>,
    /// What the program has.
    pub theirs: Option<Vec<u8>>,
}

/// Kinds of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The program has a new file.
    Added,
    /// The program has a new version of a file that the company left as it was.
    Updated,
    /// The program has no such file any more, and the company left it as it was.
    Removed,
    /// The company has what the program has now, by its own work or because an update was interrupted.
    Same,
    /// Both changed it, each in its own way: the company's is kept.
    Both,
    /// The company changed a file that the program has no more: it is kept.
    RemovedThere,
    /// The company took away a file that the program changed: it stays away.
    RemovedHere,
}

impl Kind {
    /// Whether an update leaves the file to a person.
    #[must_use]
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Both | Self::RemovedThere | Self::RemovedHere)
    }
}

/// Compares a repository's catalog with the program's, file by file, each with what it was when it was last brought.
///
/// # Errors
/// When a file cannot be read.
pub fn compare(catalog: &Path, manifest: Manifest) -> Result<Comparison, Diags> {
    let program = Manifest::of_program();
    let mut changes = Vec::new();
    let mut own = Vec::new();
    let mut diags = Diags::new();
    let paths: BTreeSet<&String> = manifest.files.keys().chain(program.files.keys()).collect();
    for path in paths {
        let ours = match read(&catalog.join(path)) {
            Ok(ours) => ours,
            Err(error) => {
                let detail = format!("{}: {error}.", catalog.join(path).display());
                diags.push(Diagnostic::error("File of the catalog cannot be read").detail(detail));
                continue;
            }
        };
        let base = manifest.files.get(path);
        let new = program.files.get(path);
        let now = ours.as_deref().map(hash);
        match kind(base, now.as_ref(), new) {
            Some(kind) => {
                let theirs = embedded::content(path).map(<[u8]>::to_vec);
                changes.push(FileChange { path: path.clone(), kind, ours, theirs });
            }
            None if now.as_ref() != base => own.push(path.clone()),
            None => {}
        }
    }
    own.extend(added(catalog, &manifest, &program).map_err(|error| {
        Diagnostic::error("Catalog cannot be read").detail(format!("{}: {error}.", catalog.display()))
    })?);
    own.sort();
    diags.into_result(Comparison { manifest, version: program.version, changes, own }).map(|(comparison, _)| comparison)
}

/// What becomes of a file that was `base`, is `now`, and comes as `new`. None when nothing does.
fn kind(base: Option<&String>, now: Option<&String>, new: Option<&String>) -> Option<Kind> {
    if base == new {
        return None;
    }
    if now == new {
        return Some(Kind::Same);
    }
    Some(match (now == base, new) {
        (true, Some(_)) if base.is_none() => Kind::Added,
        (true, Some(_)) => Kind::Updated,
        (true, None) => Kind::Removed,
        (false, None) => Kind::RemovedThere,
        (false, Some(_)) if now.is_none() => Kind::RemovedHere,
        (false, Some(_)) => Kind::Both,
    })
}

/// The content of a file; none if there is none.
fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(content) => Ok(Some(content)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// The files that are in no manifest: the company's own.
fn added(catalog: &Path, manifest: &Manifest, program: &Manifest) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(catalog.join(&folder))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // Hidden files are what runs leave behind, and the manifest.
            if name.starts_with('.') {
                continue;
            }
            let path = if folder.is_empty() { name } else { format!("{folder}/{name}") };
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if !manifest.files.contains_key(&path) && !program.files.contains_key(&path) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_becomes_of_a_file_follows_from_three_versions() {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let kind = |base: &str, now: &str, new: &str| kind(text(base).as_ref(), text(now).as_ref(), text(new).as_ref());
        assert_eq!(kind("a", "a", "a"), None);
        assert_eq!(kind("a", "b", "a"), None);
        assert_eq!(kind("a", "", "a"), None);
        assert_eq!(kind("a", "a", "b"), Some(Kind::Updated));
        assert_eq!(kind("", "", "b"), Some(Kind::Added));
        assert_eq!(kind("a", "a", ""), Some(Kind::Removed));
        assert_eq!(kind("a", "b", "b"), Some(Kind::Same));
        assert_eq!(kind("a", "", ""), Some(Kind::Same));
        assert_eq!(kind("a", "c", "b"), Some(Kind::Both));
        assert_eq!(kind("", "c", "b"), Some(Kind::Both));
        assert_eq!(kind("a", "c", ""), Some(Kind::RemovedThere));
        assert_eq!(kind("a", "", "b"), Some(Kind::RemovedHere));
    }
}
