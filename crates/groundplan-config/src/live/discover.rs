use std::path::{Path, PathBuf};

use groundplan_diag::{Diagnostic, Diags};

use super::config::UNIT_FILE;
use super::session::LiveSettings;
use crate::files::Reader;

/// Folders deeper than this below the root are not looked into: links lead in circles.
const MAX_DEPTH: usize = 60;

/// The root of the live repository that a folder belongs to: the outermost folder around it that has a `root.hcl`, not
/// beyond the git repository; the folder itself when there is none.
#[must_use]
pub fn live_root(dir: &Path, files: &Reader) -> PathBuf {
    let absolute = files.absolute(dir);
    let mut root = None;
    for folder in absolute.ancestors() {
        if files.is_file(&folder.join("root.hcl")) {
            root = Some(folder.to_path_buf());
        }
        if files.is_dir(&folder.join(".git")) || files.is_file(&folder.join(".git")) {
            break;
        }
    }
    root.unwrap_or(absolute)
}

/// Whether a folder is a unit, or has units below it.
#[must_use]
pub fn has_units(dir: &Path, settings: &LiveSettings) -> bool {
    !find_units(&settings.files.absolute(dir), settings, &mut Diags::new()).is_empty()
}

/// The folders of all units in a folder and below it, absolute, in order.
pub(super) fn find_units(dir: &Path, settings: &LiveSettings, diags: &mut Diags) -> Vec<PathBuf> {
    let mut found = Vec::new();
    walk(dir, 0, settings, &mut found, diags);
    found
}

fn walk(dir: &Path, depth: usize, settings: &LiveSettings, found: &mut Vec<PathBuf>, diags: &mut Diags) {
    let files = &settings.files;
    let Ok(names) = files.names(dir) else { return };
    let has = |name: &str| names.iter().any(|other| other == name);
    if has(UNIT_FILE) {
        found.push(dir.to_path_buf());
    }
    for (name, what) in [
        ("terragrunt.stack.hcl", "Stacks are"),
        ("terragrunt.hcl.json", "Configuration files in JSON are"),
        ("terragrunt.values.hcl", "Files of values are"),
        ("terragrunt.autoinclude.hcl", "Files that are included by themselves are"),
    ] {
        if has(name) {
            diags.push(Diagnostic::error("Not supported yet").detail(format!(
                "{what} part of Terragrunt's format, but Groundplan does not support them yet: there is {}.",
                settings.shown(&dir.join(name)).display()
            )));
        }
    }
    if depth >= MAX_DEPTH {
        return;
    }
    for name in &names {
        let path = dir.join(name);
        let is_hidden = name.starts_with('.');
        if !is_hidden && files.is_dir(&path) && !(name == "catalog" && is_catalog(&path, files)) {
            walk(&path, depth + 1, settings, found, diags);
        }
    }
}

/// Whether a folder holds modules and templates of units, which are no units themselves.
fn is_catalog(dir: &Path, files: &Reader) -> bool {
    ["modules", "units", "stacks"].iter().any(|name| files.is_dir(&dir.join(name)))
}
