use std::fs;
use std::io;
use std::path::Path;

use groundplan_diag::Diagnostic;

use super::files::Example;

/// By this file a folder of the demo is known. It is in two states: being written, and whole.
const MARKER: &str = ".groundplan-demo";
const UNFINISHED: &str = "The example company is being written here.\n";
const WHOLE: &str = "This folder was written by `groundplan demo`, which goes on with it when it is called again.\n";

/// What became of the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folder {
    /// The example company was written.
    Written,
    /// An earlier demo had written it. Nothing was changed: it may have been edited since.
    Continued,
}

/// Writes the example company and its catalog to a folder that is new, empty, or an earlier demo's.
///
/// # Errors
/// When the folder has other content or cannot be written.
pub fn prepare(dir: &Path) -> Result<Folder, Diagnostic> {
    let marker = dir.join(MARKER);
    match fs::read_to_string(&marker) {
        Ok(text) if text != UNFINISHED => return Ok(Folder::Continued),
        Err(_) if !is_free(dir).map_err(|error| failed("read", dir, &error))? => return Err(occupied(dir)),
        _ => {}
    }
    fs::create_dir_all(dir).map_err(|error| failed("make", dir, &error))?;
    fs::write(&marker, UNFINISHED).map_err(|error| failed("write", &marker, &error))?;
    for (name, content) in Example::new()?.files() {
        let path = dir.join(name);
        let folder = path.parent().unwrap_or(dir);
        fs::create_dir_all(folder).map_err(|error| failed("make", folder, &error))?;
        fs::write(&path, content).map_err(|error| failed("write", &path, &error))?;
    }
    fs::write(&marker, WHOLE).map_err(|error| failed("write", &marker, &error))?;
    Ok(Folder::Written)
}

/// Whether a demo has written this folder, in whole.
pub(super) fn is_demo(dir: &Path) -> bool {
    fs::read_to_string(dir.join(MARKER)).is_ok_and(|text| text != UNFINISHED)
}

/// Whether there is no such folder, or nothing in it.
fn is_free(dir: &Path) -> io::Result<bool> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

fn occupied(dir: &Path) -> Diagnostic {
    Diagnostic::error("Folder not empty")
        .detail(format!("The demo writes an example company to {}, but that folder has other content.", dir.display()))
        .help("name another folder: `groundplan demo DIR`")
}

fn failed(action: &str, path: &Path, error: &io::Error) -> Diagnostic {
    Diagnostic::error("Demo cannot be written")
        .detail(format!("Cannot {action} {}: {error}.", path.display()))
        .help("name a folder that can be written: `groundplan demo DIR`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_other_content_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("thesis.txt"), "years of work").unwrap();
        let error = prepare(dir.path()).unwrap_err();
        assert_eq!(error.summary, "Folder not empty");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_was_edited_is_kept_and_what_was_interrupted_is_finished() {
        let dir = tempfile::tempdir().unwrap();
        let company = dir.path().join("new/company");
        assert_eq!(prepare(&company).unwrap(), Folder::Written);
        let root = company.join("root.hcl");
        fs::write(&root, "# edited").unwrap();
        assert_eq!(prepare(&company).unwrap(), Folder::Continued);
        assert_eq!(fs::read_to_string(&root).unwrap(), "# edited");

        fs::write(company.join(MARKER), UNFINISHED).unwrap();
        assert_eq!(prepare(&company).unwrap(), Folder::Written);
        assert_ne!(fs::read_to_string(&root).unwrap(), "# edited");
    }

    #[test]
    fn company_and_catalog_are_there_and_nothing_that_runs_leave_behind() {
        let names: Vec<String> = Example::new().unwrap().files().map(|(name, _)| name).collect();
        for name in ["root.hcl", ".gitignore", "catalog/modules/networking/vpc/main.tf"] {
            assert!(names.iter().any(|there| there == name), "{name}");
        }
        let left = |name: &&String| name.contains(".terraform") || name.contains("tfstate") || name.contains(".state/");
        assert_eq!(names.iter().find(left), None);
    }
}
