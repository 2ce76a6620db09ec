use std::io;
use std::path::{Component, Path, PathBuf};

/// Refuses links that lead out of a package: what lies there is another matter on each machine, and none of the package's
/// business.
pub(crate) fn refuse_outward_links(root: &Path) -> io::Result<()> {
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)? {
            let (path, kind) = entry.and_then(|entry| Ok((entry.path(), entry.file_type()?)))?;
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_symlink() && !stays_within(root, &folder, &path.read_link()?) {
                let shown = path.strip_prefix(root).unwrap_or(&path).display();
                return Err(io::Error::other(format!("the link {shown} leads out of the package")));
            }
        }
    }
    Ok(())
}

fn stays_within(root: &Path, folder: &Path, target: &Path) -> bool {
    let mut at: PathBuf = folder.to_path_buf();
    for part in target.components() {
        match part {
            Component::Normal(name) => at.push(name),
            Component::CurDir => {}
            Component::ParentDir => {
                if at == root || !at.pop() {
                    return false;
                }
            }
            Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_may_stay_within_and_not_lead_out() {
        for (target, fine) in [("b", true), ("../b", true), ("../../b", false), ("/etc", false), ("./x/../../b", true)]
        {
            let root = tempfile::tempdir().unwrap();
            std::fs::create_dir(root.path().join("d")).unwrap();
            symlink(target, root.path().join("d/link")).unwrap();
            assert_eq!(refuse_outward_links(root.path()).is_ok(), fine, "{target}");
        }
    }
}
