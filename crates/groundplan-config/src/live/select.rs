use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use crate::files::{Glob, Reader};

use super::assemble::Loaded;
use super::{Unit, UnitPath};

/// Which units are wanted. What is given narrows it down: a unit must satisfy all of it.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Folders: the units in them and below them. Empty for all units of the live repository.
    pub folders: Vec<PathBuf>,
    /// Patterns of paths as seen from the live root; a unit matches when one of them does. Empty for all.
    pub patterns: Vec<Glob>,
    /// Names of accounts. Empty for all.
    pub accounts: Vec<String>,
    /// Files that have changed, absolute: the units that read one of them, and those that depend on such a unit.
    pub changed: Option<BTreeSet<PathBuf>>,
    /// Whether the units that selected ones depend on are selected too.
    pub with_dependencies: bool,
    /// Whether the units that depend on selected ones are selected too.
    pub with_dependents: bool,
}

impl Selection {
    /// Whether units must be read before it is known which are wanted.
    pub(super) fn needs_all(&self) -> bool {
        !self.accounts.is_empty() || self.changed.is_some() || self.with_dependents
    }

    /// Whether a unit's path matches the patterns: itself, or a folder around it.
    #[must_use]
    pub fn matches(&self, path: &UnitPath) -> bool {
        let path = &*path.0;
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        let around: Vec<&str> = ends.filter_map(|end| path.get(..end)).collect();
        self.patterns.is_empty() || self.patterns.iter().any(|glob| around.iter().any(|path| glob.is_match(path)))
    }
}

/// Why a unit is among the selected ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It was asked for.
    Named,
    /// It reads a file that has changed.
    Reads(PathBuf),
    /// It depends on another one that is selected.
    DependsOn(UnitPath),
    /// Another one that is selected depends on it.
    NeededBy(UnitPath),
}

/// The units of a selection, by their folders, with the reasons.
pub(super) type Selected = BTreeMap<PathBuf, Reason>;

/// Narrows down what was asked for by what is known of the units that have been read.
pub(super) fn narrow(
    candidates: &BTreeSet<PathBuf>,
    selection: &Selection,
    loaded: &BTreeMap<PathBuf, Loaded>,
    files: &Reader,
    unit_path: &dyn Fn(&Path) -> UnitPath,
) -> Selected {
    let mut selected = Selected::new();
    for dir in candidates.iter().filter(|dir| in_account(loaded.get(*dir), selection)) {
        match &selection.changed {
            None => drop(selected.insert(dir.clone(), Reason::Named)),
            Some(changed) => {
                let file = loaded.get(dir).and_then(|loaded| affected_by(dir, loaded.unit.as_ref(), changed, files));
                selected.extend(file.map(|file| (dir.clone(), Reason::Reads(file))));
            }
        }
    }
    if selection.with_dependents || selection.changed.is_some() {
        let wanted = |dir: &PathBuf| selection.with_dependents || candidates.contains(dir);
        add_dependents(&mut selected, loaded, &wanted, unit_path);
    }
    selected
}

fn in_account(loaded: Option<&Loaded>, selection: &Selection) -> bool {
    let account = || loaded.and_then(|loaded| loaded.unit.as_ref()?.account.clone());
    selection.accounts.is_empty() || account().is_some_and(|account| selection.accounts.contains(&account))
}

/// A changed file that a unit reads. Of one that cannot be read, all that lies in its folder counts.
fn affected_by(dir: &Path, unit: Option<&Unit>, changed: &BTreeSet<PathBuf>, files: &Reader) -> Option<PathBuf> {
    let mut folders = vec![dir.to_path_buf()];
    let mut read = BTreeSet::new();
    if let Some(unit) = unit {
        read.extend(unit.files_read.iter().map(|path| files.absolute(path)));
        let mut trees = vec![&unit.module];
        while let Some(tree) = trees.pop() {
            folders.push(files.absolute(&tree.module.dir));
            trees.extend(tree.children.values());
        }
    }
    let reads = |file: &&PathBuf| read.contains(*file) || folders.iter().any(|folder| file.starts_with(folder));
    changed.iter().find(reads).cloned()
}

/// Adds the units that depend on selected ones, and those that depend on them.
fn add_dependents(
    selected: &mut Selected,
    loaded: &BTreeMap<PathBuf, Loaded>,
    wanted: &dyn Fn(&PathBuf) -> bool,
    unit_path: &dyn Fn(&Path) -> UnitPath,
) {
    let mut queue: Vec<PathBuf> = selected.keys().cloned().collect();
    while let Some(dir) = queue.pop() {
        let dependents = loaded.iter().filter(|(other, unit)| unit.depends_on.contains(&dir) && wanted(other));
        for (other, _) in dependents {
            if !selected.contains_key(other) {
                selected.insert(other.clone(), Reason::DependsOn(unit_path(&dir)));
                queue.push(other.clone());
            }
        }
    }
}
