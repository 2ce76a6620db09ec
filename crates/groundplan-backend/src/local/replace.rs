//! Putting a file into the place of another, whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::paths::{folder_of, hidden};

/// What is between a state's name and the random part in the names of files that are still being written.
const UNFINISHED: &str = ".new.";

/// Writes a new file, readable by its owner only, and puts it into the place of `path`. `before` gets the finished file before
/// it has its name. Returns the new file.
pub(super) fn replace(path: &Path, content: &[u8], before: impl FnOnce(&File) -> io::Result<()>) -> io::Result<File> {
    let target = follow(path)?;
    let folder = folder_of(&target);
    let mut aside = tempfile::Builder::new().prefix(&unfinished_prefix(&target)).tempfile_in(folder)?;
    aside.write_all(content)?;
    aside.as_file().sync_all()?;
    before(aside.as_file())?;
    let file = NamedTempFile::persist(aside, &target).map_err(|error| error.error)?;
    sync_folder(folder)?;
    Ok(file)
}

/// Removes what a killed run was still writing. Only for who has the lock: nobody else writes then.
pub(super) fn remove_unfinished(path: &Path) -> io::Result<()> {
    let target = follow(path)?;
    let prefix = unfinished_prefix(&target);
    for entry in fs::read_dir(folder_of(&target))? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&*prefix) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Makes new names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Where a symbolic link leads, so that the file and not the link is replaced.
fn follow(path: &Path) -> io::Result<PathBuf> {
    match fs::canonicalize(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        result => result,
    }
}

fn unfinished_prefix(target: &Path) -> String {
    hidden(target, UNFINISHED).to_string_lossy().into_owned()
}
