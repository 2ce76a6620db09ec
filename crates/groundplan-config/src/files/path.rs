use std::path::{Component, Path, PathBuf};

/// The path without `.`, `..` and doubled slashes, as far as that can be said from its text; `.` for an empty one.
#[must_use]
pub fn normalize(path: &Path) -> PathBuf {
    let mut parts: Vec<Component<'_>> = Vec::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => match parts.last() {
                Some(Component::Normal(_)) => {
                    parts.pop();
                }
                Some(Component::RootDir | Component::Prefix(_)) => {}
                _ => parts.push(part),
            },
            part => parts.push(part),
        }
    }
    if parts.is_empty() { PathBuf::from(".") } else { parts.iter().collect() }
}

/// A path as seen from a folder, normalised. An absolute path stays what it is.
#[must_use]
pub fn join(dir: &Path, path: &str) -> PathBuf {
    normalize(&dir.join(path))
}

/// How to get from a folder to a path, both relative to the same folder or both absolute. `None` when that cannot be said,
/// because one is absolute and the other is not, or because `from` begins with more `..` than `to`.
#[must_use]
pub fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let (from, to) = (normalize(from), normalize(to));
    if from.is_absolute() != to.is_absolute() {
        return None;
    }
    let parts = |path: &Path| -> Vec<std::ffi::OsString> {
        path.components().filter(|part| *part != Component::CurDir).map(|part| part.as_os_str().to_owned()).collect()
    };
    let (from, to) = (parts(&from), parts(&to));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.get(common..).unwrap_or_default();
    if up.iter().any(|part| part == "..") {
        return None;
    }
    let mut path = PathBuf::new();
    path.extend(up.iter().map(|_| ".."));
    path.extend(to.get(common..).unwrap_or_default());
    Some(if path.as_os_str().is_empty() { PathBuf::from(".") } else { path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_brought_to_one_form() {
        for (path, normal) in [
            ("", "."),
            ("./a//b/.", "a/b"),
            ("a/../../b", "../b"),
            ("/../a", "/a"),
            ("a/..", "."),
            ("../../a", "../../a"),
        ] {
            assert_eq!(normalize(Path::new(path)), Path::new(normal), "{path}");
        }
        assert_eq!(join(Path::new("a/b"), "../c"), Path::new("a/c"));
        assert_eq!(join(Path::new("a"), "/c"), Path::new("/c"));
    }

    #[test]
    fn relative_paths_lead_from_one_to_the_other() {
        let from = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(from("a/b", "a/c/d"), Some("../c/d".into()));
        assert_eq!(from(".", "a"), Some("a".into()));
        assert_eq!(from("a", "a"), Some(".".into()));
        assert_eq!(from("a", "../b"), Some("../../b".into()));
        assert_eq!(from("/a/b", "/a"), Some("..".into()));
        assert_eq!(from("../a", "b"), None);
        assert_eq!(from("/a", "b"), None);
    }
}
