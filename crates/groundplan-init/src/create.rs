use std::borrow::Cow;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use groundplan_diag::Diagnostic;

use crate::catalog;
use crate::render::RenderedFile;

/// Writes a new repository, all or nothing: into a folder beside it, which then gets its name. A folder that is there already
/// must be empty but for `.git`, which is kept.
///
/// # Errors
/// When the folder has other content or cannot be written.
pub fn create(dir: &Path, files: &[RenderedFile]) -> Result<(), Diagnostic> {
    let found = existing(dir).map_err(|error| failed("read", dir, &error))?;
    if let Some(name) = found.iter().find(|name| *name != ".git") {
        return Err(Diagnostic::error("Folder not empty")
            .detail(format!(
                "A new repository is to be written to {}, but that folder has other content: {name}.",
                dir.display()
            ))
            .help("name another folder, which is new or empty: `groundplan init DIR`"));
    }
    let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|error| failed("make", parent, &error))?;
    let new = tempfile::Builder::new()
        .prefix(".groundplan-init-")
        .tempdir_in(parent)
        .map_err(|error| failed("make a folder in", parent, &error))?;
    for (path, bytes) in with_catalog(files) {
        let path = new.path().join(path);
        write(&path, &bytes).map_err(|error| failed("write", &path, &error))?;
    }
    settle(new.path(), dir, &found).map_err(|error| failed("write", dir, &error))?;
    // What is left of it is an empty folder, or nothing when it became the repository.
    let _ = new.close();
    Ok(())
}

/// All files of a repository: those that answers make, the catalog, and its manifest. Paths in it with `/`, and contents.
pub fn with_catalog(files: &[RenderedFile]) -> impl Iterator<Item = (String, Cow<'_, [u8]>)> {
    let rendered = files.iter().map(|file| (file.path.clone(), Cow::Borrowed(file.text.as_bytes())));
    let catalog = catalog::files().map(|(path, bytes)| (format!("catalog/{path}"), Cow::Borrowed(bytes)));
    let manifest = catalog::Manifest::of_program().text().into_bytes();
    rendered.chain(catalog).chain([(format!("catalog/{}", catalog::MANIFEST), Cow::Owned(manifest))])
}

/// The names in a folder; none if there is no such folder.
fn existing(dir: &Path) -> io::Result<Vec<String>> {
    match fs::read_dir(dir) {
        Ok(entries) => {
            entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect::<io::Result<Vec<_>>>()
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Gives the finished folder its place.
fn settle(new: &Path, dir: &Path, found: &[String]) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    // A temporary folder is its owner's alone; a repository is as the user's other folders are.
    let usual = fs::metadata(new.join("catalog"))?.permissions().mode();
    fs::set_permissions(new, fs::Permissions::from_mode(usual))?;
    if found.is_empty() {
        // An empty folder gives way to the new one in one step.
        return fs::rename(new, dir);
    }
    let mut entries = fs::read_dir(new)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<PathBuf>>>()?;
    entries.sort();
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for from in entries {
        let to = dir.join(from.file_name().unwrap_or_default());
        if let Err(error) = fs::rename(&from, &to) {
            // Nothing is left half: what has been moved goes back, and away with the temporary folder.
            for (from, to) in moved {
                fs::rename(to, from)?;
            }
            return Err(error);
        }
        moved.push((from, to));
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = fs::File::create_new(path)?;
    file.write_all(bytes)
}

fn failed(action: &str, path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("Repository cannot be written")
        .detail(format!("Cannot {action} {}: {error}.", path.display()))
        .help("name a folder that can be written: `groundplan init DIR`")
}
