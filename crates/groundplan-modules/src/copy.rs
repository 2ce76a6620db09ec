use std::fs::File;
use std::io;
use std::os::unix::fs::symlink;
use std::path::Path;

/// Makes a folder beside a place, fills it, and gives it the place's name, so that it is there in whole or not at all.
pub(crate) fn into_place(to: &Path, fill: impl FnOnce(&Path) -> io::Result<()>) -> io::Result<()> {
    let parent = to.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent)?;
    let mode = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    let folder = tempfile::Builder::new().prefix(".fetching-").permissions(mode).tempdir_in(parent)?;
    fill(folder.path())?;
    std::fs::rename(folder.path(), to)?;
    // Nothing is left under its name to be removed.
    let _ = folder.keep();
    File::open(parent)?.sync_all()
}

/// Copies all that is in a folder into another one; links stay links.
pub(crate) fn copy(from: &Path, to: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            std::fs::create_dir(&target)?;
            copy(&source, &target)?;
        } else if kind.is_symlink() {
            symlink(source.read_link()?, &target)?;
        } else {
            std::fs::copy(&source, &target)?;
        }
    }
    Ok(())
}
