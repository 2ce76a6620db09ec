use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The files around a local state, with Terraform's names.
#[derive(Debug)]
pub(super) struct Paths {
    /// `terraform.tfstate`, as it was given.
    pub(super) state: PathBuf,
    /// `terraform.tfstate.backup`: the state before the run.
    pub(super) backup: PathBuf,
    /// `.terraform.tfstate.lock.info`: who has the lock.
    pub(super) lock_info: PathBuf,
}

impl Paths {
    pub(super) fn of(state: &Path) -> Self {
        let name = state.file_name().unwrap_or_default();
        let mut backup = name.to_owned();
        backup.push(".backup");
        let lock_info = hidden(state, ".lock.info");
        Self {
            state: state.to_owned(),
            backup: state.with_file_name(backup),
            lock_info: state.with_file_name(lock_info),
        }
    }

    /// `terraform.tfstate.MOMENT.backup`: the state before it was changed by hand.
    pub(super) fn backup_of(&self, moment: u64) -> PathBuf {
        let mut name = self.state.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{moment}.backup"));
        self.state.with_file_name(name)
    }

    /// The folder of the state. A bare name lies in the working folder.
    pub(super) fn folder(&self) -> &Path {
        folder_of(&self.state)
    }
}

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The file's name with one dot before it and a suffix behind it.
pub(super) fn hidden(path: &Path, suffix: &str) -> OsString {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    format!(".{}{suffix}", name.strip_prefix('.').unwrap_or(&name)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_terraforms() {
        let paths = Paths::of(Path::new("a/terraform.tfstate"));
        assert_eq!(paths.backup, Path::new("a/terraform.tfstate.backup"));
        assert_eq!(paths.lock_info, Path::new("a/.terraform.tfstate.lock.info"));
        assert_eq!(paths.folder(), Path::new("a"));
        let paths = Paths::of(Path::new(".hidden"));
        assert_eq!(paths.lock_info, Path::new(".hidden.lock.info"));
        assert_eq!(paths.folder(), Path::new("."));
    }
}
