//! Paths as text, by Go's rules for systems with slashes: functions show them, so their text matters.

use crate::functions::CallContext;

/// The shortest path that means the same: without `.`, doubled slashes, and `..` after a name. Of an empty one: `.`
pub(super) fn clean(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => match parts.last() {
                Some(&"..") | None if !rooted => parts.push(".."),
                _ => {
                    parts.pop();
                }
            },
            name => parts.push(name),
        }
    }
    match (rooted, parts.join("/")) {
        (true, rest) => format!("/{rest}"),
        (false, rest) if rest.is_empty() => ".".to_owned(),
        (false, rest) => rest,
    }
}

/// One path within another, cleaned; empty parts are left out.
pub(super) fn join(parts: &[&str]) -> String {
    let parts: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { clean(&parts.join("/")) }
}

/// The path with a leading `~` replaced by the home folder.
pub(super) fn expand_home(path: &str, context: &CallContext) -> Result<String, String> {
    let Some(rest) = path.strip_prefix('~') else { return Ok(path.to_owned()) };
    if !rest.is_empty() && !rest.starts_with(['/', '\\']) {
        return Err("cannot expand user-specific home dir".to_owned());
    }
    let home = context.files.home().ok_or("cannot detect home directory")?;
    Ok(join(&[&home.to_string_lossy(), rest]))
}

/// The path as functions show it: absolute as it is, else relative to the root module's folder.
pub(super) fn shown(path: &str) -> String {
    if path.starts_with('/') { clean(path) } else { join(&[".", path]) }
}

/// The path in the file system.
pub(super) fn absolute(path: &str, context: &CallContext) -> String {
    if path.starts_with('/') { clean(path) } else { join(&[&context.base.to_string_lossy(), path]) }
}

#[cfg(test)]
mod tests {
    use super::{clean, join};

    #[test]
    fn cleans_as_go_does() {
        for (path, cleaned) in [
            ("", "."),
            ("a//b/./c/..", "a/b"),
            ("../a/../..", "../.."),
            ("/../a", "/a"),
            ("/", "/"),
            ("./", "."),
            ("a/..", "."),
        ] {
            assert_eq!(clean(path), cleaned, "{path}");
        }
        assert_eq!(join(&[".", "a"]), "a");
        assert_eq!(join(&["", ""]), "");
    }
}
