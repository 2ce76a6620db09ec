use std::path::Path;
use std::process::{Command, Stdio};

use super::manifest::hash;

/// Earlier versions of files, as the repository's git has them: what a file was like when it was brought is found by its hash.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    /// The catalog's folder.
    pub catalog: &'a Path,
}

impl History<'_> {
    /// The version of a file with a hash. None when git is not there or does not know it.
    pub(super) fn version(&self, path: &str, wanted: &str) -> Option<Vec<u8>> {
        let commits = self.git(&["log", "--format=%H", "--", path])?;
        let commits = String::from_utf8(commits).ok()?;
        // `HEAD:./path` is a path in the folder that git runs in.
        let mut versions = commits.lines().filter_map(|commit| self.git(&["show", &format!("{commit}:./{path}")]));
        versions.find(|content| hash(content) == wanted)
    }

    fn git(&self, arguments: &[&str]) -> Option<Vec<u8>> {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.catalog)
            .args(arguments)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output.status.success().then_some(output.stdout)
    }
}
