use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::Diags;

use super::UnitPath;
use super::config::UNIT_FILES;
use super::session::{LiveSettings, Session};
use crate::files::Reader;

/// Folders deeper than this below the root are not looked into: links lead in circles.
const MAX_DEPTH: usize = 60;

/// The root of the live repository that a folder belongs to: the outermost folder around it that has a `root.hcl`, not
/// beyond the git repository; in a repository of older form the outermost one that has a `terragrunt.hcl`; else the folder itself.
#[must_use]
pub fn live_root(dir: &Path, files: &Reader) -> PathBuf {
    let absolute = files.absolute(dir);
    let (mut root, mut old) = (None, None);
    for folder in absolute.ancestors() {
        if files.is_file(&folder.join("root.hcl")) {
            root = Some(folder.to_path_buf());
        }
        if files.is_file(&folder.join("terragrunt.hcl")) {
            old = Some(folder.to_path_buf());
        }
        if files.is_dir(&folder.join(".git")) || files.is_file(&folder.join(".git")) {
            break;
        }
    }
    root.or(old).unwrap_or(absolute)
}

/// Whether a folder is a unit or a stack, or has some below it.
#[must_use]
pub fn has_units(dir: &Path, settings: &LiveSettings) -> bool {
    let dir = settings.files.absolute(dir);
    let session = Arc::new(Session::new(settings, dir.clone()));
    !find_units(&dir, &session, &mut Diags::new()).is_empty()
}

/// The paths of all units of a live repository, also of those that stacks make; what is wrong with stacks is left out.
#[must_use]
pub fn unit_paths(root: &Path, settings: &LiveSettings) -> BTreeSet<UnitPath> {
    let root = settings.files.absolute(root);
    let session = Arc::new(Session::new(settings, root.clone()));
    find_units(&root, &session, &mut Diags::new()).iter().map(|dir| session.unit_path(dir)).collect()
}

/// The folders of all units in a folder and below it, absolute, also of those that stacks make.
pub(super) fn find_units(dir: &Path, session: &Arc<Session>, diags: &mut Diags) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    walk(dir, 0, session, &mut found, diags);
    found
}

fn walk(dir: &Path, depth: usize, session: &Arc<Session>, found: &mut BTreeSet<PathBuf>, diags: &mut Diags) {
    let files = &session.settings.files;
    if let Some(stack) = session.expand(dir, 0, diags) {
        found.extend(stack.all.iter().cloned());
    }
    let Ok(names) = files.names(dir) else { return };
    if names.iter().any(|name| UNIT_FILES.contains(&name.as_str())) {
        found.insert(dir.to_path_buf());
    }
    if depth >= MAX_DEPTH {
        return;
    }
    for name in &names {
        let path = dir.join(name);
        let is_hidden = name.starts_with('.');
        if !is_hidden && files.is_dir(&path) && !(name == "catalog" && is_catalog(&path, files)) {
            walk(&path, depth + 1, session, found, diags);
        }
    }
}

/// Whether a folder holds modules and templates of units, which are no units themselves.
fn is_catalog(dir: &Path, files: &Reader) -> bool {
    ["modules", "units", "stacks"].iter().any(|name| files.is_dir(&dir.join(name)))
}
