use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::live::stack_files;
use groundplan_diag::{Diagnostic, Diags, SourceMap};

use crate::project::{live_settings, root_of};
use crate::{Failure, Settings};

/// Writes what the stacks of a folder stand for, for Terragrunt to use: the folders of units in `.terragrunt-stack`. Gives the
/// files that were written, and warnings.
///
/// # Errors
/// What is wrong in the stacks, and what cannot be written.
pub fn stack_generate(settings: &Settings) -> Result<(Vec<PathBuf>, Vec<groundplan_format::Diagnostic>), Failure> {
    let sources = Arc::new(SourceMap::new());
    let root = root_of(&settings.dir);
    let live = live_settings(settings, "stack generate", sources.clone(), Some(&root))?;
    let failed = |diags: Diags| Failure { diags, sources: sources.clone() };
    let (files, diags) = stack_files(&root, &settings.dir, &live);
    let (files, warnings) = diags.into_result(files).map_err(failed)?;
    let mut written = Vec::with_capacity(files.len());
    for (path, bytes) in files {
        let cannot = |error: std::io::Error| {
            Diagnostic::error("Cannot write file").detail(format!("{}: {error}.", path.display()))
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(cannot)?;
        }
        write(&path, &bytes).map_err(cannot)?;
        written.push(path);
    }
    Ok((written, crate::document::diagnostics(&warnings, &sources)))
}

/// Writes a file. One of values may hold secrets, so only its owner can read it.
fn write(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if path.file_name().is_none_or(|name| name != "terragrunt.values.hcl") {
        return std::fs::write(path, bytes);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    // Such a file is made with mode 0600.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.persist(path)?;
    Ok(())
}
