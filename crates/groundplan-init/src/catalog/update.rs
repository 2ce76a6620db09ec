use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use diffy::{ConflictStyle, MergeOptions};
use groundplan_diag::{Diagnostic, Diags};

use super::compare::{Comparison, FileChange, Kind};
use super::history::History;
use super::manifest::{Manifest, write};

/// What to do with files that both the company and the program changed.
#[derive(Clone, Debug, Default)]
pub struct UpdateOptions {
    /// Whether the two changes are put together, with conflict markers where they meet.
    pub merge: bool,
    /// The files whose conflicts a person has settled: they stay as they are and count as up to date.
    pub settled: BTreeSet<String>,
}

/// What an update did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Updated {
    /// Files that were written or taken away, as the program has them.
    pub brought: Vec<(String, Kind)>,
    /// Files in which both changes were put together.
    pub merged: Vec<String>,
    /// The same, with conflict markers in them.
    pub marked: Vec<String>,
    /// Files that stay as the company has them, and why.
    pub kept: Vec<(String, Kind)>,
    /// Files of `kept` that were to be merged, and cannot be.
    pub unmergeable: Vec<(String, String)>,
}

impl Updated {
    /// Whether nothing is left for a person to settle.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.marked.is_empty() && self.kept.is_empty()
    }
}

/// Brings a repository's catalog up to date. Each file is written whole; an update that was interrupted is finished by the
/// next one. The manifest says afterwards what each file was made from.
///
/// # Errors
/// When a file cannot be written, or `settled` names one that has no conflict; in that case nothing is done.
pub fn update(catalog: &Path, comparison: Comparison, options: &UpdateOptions) -> Result<Updated, Diags> {
    refuse_unknown(&comparison, options)?;
    let program = Manifest::of_program();
    let mut manifest = comparison.manifest;
    let mut updated = Updated::default();
    for change in comparison.changes {
        let path = catalog.join(&change.path);
        let is_brought = if options.settled.contains(&change.path) {
            true
        } else if !change.kind.is_conflict() {
            match &change.theirs {
                _ if change.kind == Kind::Same => {}
                Some(content) => write(&path, content)?,
                None => remove(catalog, &path)?,
            }
            updated.brought.push((change.path.clone(), change.kind));
            true
        } else if options.merge && change.kind == Kind::Both {
            let base = manifest.files.get(&change.path);
            merge_into(catalog, &change, base, &mut updated)?
        } else {
            updated.kept.push((change.path.clone(), change.kind));
            false
        };
        if is_brought {
            match program.files.get(&change.path) {
                Some(hash) => manifest.files.insert(change.path, hash.clone()),
                None => manifest.files.remove(&change.path),
            };
        }
    }
    manifest.version = program.version;
    manifest.write(catalog)?;
    Ok(updated)
}

fn refuse_unknown(comparison: &Comparison, options: &UpdateOptions) -> Result<(), Diags> {
    let mut diags = Diags::new();
    for path in &options.settled {
        let has_conflict = |change: &FileChange| change.path == *path && change.kind.is_conflict();
        if !comparison.changes.iter().any(has_conflict) {
            diags.push(
                Diagnostic::error("Nothing to settle")
                    .detail(format!("{path} is no file of the catalog that both the company and the program changed."))
                    .help("see which ones there are with `groundplan catalog diff`"),
            );
        }
    }
    diags.into_result(()).map(|_| ())
}

/// Puts both changes of a file together. Says whether the file now holds the program's.
fn merge_into(
    catalog: &Path,
    change: &FileChange,
    base: Option<&String>,
    updated: &mut Updated,
) -> Result<bool, Diagnostic> {
    let merged = base_of(catalog, change, base).and_then(|base| merged(change, &base));
    match merged {
        Ok(Ok(content)) => {
            write(&catalog.join(&change.path), &content)?;
            updated.merged.push(change.path.clone());
            Ok(true)
        }
        Ok(Err(content)) => {
            write(&catalog.join(&change.path), &content)?;
            updated.marked.push(change.path.clone());
            Ok(true)
        }
        Err(why) => {
            updated.unmergeable.push((change.path.clone(), why));
            updated.kept.push((change.path.clone(), change.kind));
            Ok(false)
        }
    }
}

/// What a file was before both changed it.
fn base_of(catalog: &Path, change: &FileChange, base: Option<&String>) -> Result<Vec<u8>, String> {
    let Some(hash) = base else {
        return Err("both have a new file of this name".to_owned());
    };
    let version = History { catalog }.version(&change.path, hash);
    version.ok_or_else(|| "what it was before is not in the history of git".to_owned())
}

/// The merged content: clean, or with markers.
fn merged(change: &FileChange, base: &[u8]) -> Result<Result<Vec<u8>, Vec<u8>>, String> {
    let (Some(ours), Some(theirs)) = (&change.ours, &change.theirs) else {
        return Err("one of the two has no such file".to_owned());
    };
    if [base, ours, theirs].iter().any(|content| std::str::from_utf8(content).is_err()) {
        return Err("it is no text".to_owned());
    }
    Ok(MergeOptions::new().set_conflict_style(ConflictStyle::Diff3).merge_bytes(base, ours, theirs))
}

/// Takes a file away, and folders that are empty then.
fn remove(catalog: &Path, path: &Path) -> Result<(), Diagnostic> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            let detail = format!("{}: {error}.", path.display());
            return Err(Diagnostic::error("File cannot be removed").detail(detail));
        }
        _ => {}
    }
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != catalog) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
