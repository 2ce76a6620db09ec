use std::path::{Path, PathBuf};

use groundplan_diag::Diagnostic;

use super::manifest::MANIFEST;

/// The catalog of a folder: the nearest one named `catalog` in it or above it that `groundplan init` wrote.
///
/// # Errors
/// When there is none.
pub fn find(dir: &Path) -> Result<PathBuf, Diagnostic> {
    let candidates = dir.ancestors().flat_map(|folder| [folder.to_path_buf(), folder.join("catalog")]);
    let mut without = None;
    for catalog in candidates.filter(|folder| folder.file_name().is_some_and(|name| name == "catalog")) {
        if catalog.join(MANIFEST).is_file() {
            return Ok(catalog);
        }
        if catalog.is_dir() && without.is_none() {
            without = Some(catalog);
        }
    }
    let error = Diagnostic::error("No catalog found");
    Err(match without {
        Some(catalog) => error
            .detail(format!("{} has no {MANIFEST}, so nobody knows what was changed in it.", catalog.display()))
            .help("take that file back from version control, if `groundplan init` wrote the folder"),
        None => error
            .detail(format!("There is no folder \"catalog\" in {} or above it.", dir.display()))
            .help("go to a repository that `groundplan init` wrote, or name one with `-C DIR`"),
    })
}
