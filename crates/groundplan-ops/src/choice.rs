use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use groundplan_config::files::Glob;
use groundplan_config::live::Selection;
use groundplan_diag::{Diagnostic, Diags};
use serde::{Deserialize, Serialize};

use crate::git::git;

/// Which units of a live repository a command works on, within its folder. What is given narrows it down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitChoice {
    /// Patterns of paths as seen from the live root: `prod/**`, `**/vpc`.
    pub units: Vec<String>,
    /// Names of accounts.
    pub accounts: Vec<String>,
    /// A commit of git's: the units that what has changed since then affects.
    pub affected: Option<String>,
    /// Whether the units that these depend on are worked on, too.
    pub with_dependencies: bool,
    /// Whether the units that depend on these are worked on, too.
    pub with_dependents: bool,
    /// Whether units that are gone are meant, in place of those that there are.
    #[serde(default)]
    pub deleted: bool,
}

impl UnitChoice {
    /// Whether it says anything.
    #[must_use]
    pub fn is_given(&self) -> bool {
        *self != Self::default()
    }

    /// The selection in a folder of a live repository.
    ///
    /// # Errors
    /// What is wrong with a pattern, or why git cannot tell what has changed.
    pub(crate) fn selection(&self, root: &Path, dir: &Path) -> Result<Selection, Diags> {
        let (patterns, mut diags) = self.patterns();
        let changed = match self.affected.as_ref().map(|base| changed_since(base, root)) {
            Some(Ok(changed)) => Some(changed),
            Some(Err(error)) => {
                diags.push(error);
                None
            }
            None => None,
        };
        let selection = Selection {
            folders: if root == dir { Vec::new() } else { vec![dir.to_path_buf()] },
            patterns,
            accounts: self.accounts.clone(),
            changed,
            with_dependencies: self.with_dependencies,
            with_dependents: self.with_dependents,
        };
        diags.into_result(selection).map(|(selection, _)| selection)
    }

    /// The patterns of paths, and what is wrong with some.
    pub(crate) fn patterns(&self) -> (Vec<Glob>, Diags) {
        let mut diags = Diags::new();
        let mut patterns = Vec::new();
        for pattern in &self.units {
            match Glob::new(pattern.trim_start_matches("./").trim_end_matches('/')) {
                Ok(glob) => patterns.push(glob),
                Err(why) => diags.push(
                    Diagnostic::error("Invalid pattern")
                        .detail(format!("The pattern \"{pattern}\" of --units cannot be read: {why}."))
                        .help("write a path as seen from the live root, with * for a part of a name and ** for any folders"),
                ),
            }
        }
        (patterns, diags)
    }
}

/// The files that differ from where a commit's branch and ours part, also those that git does not know; absolute.
fn changed_since(base: &str, dir: &Path) -> Result<BTreeSet<PathBuf>, Diagnostic> {
    if base.starts_with('-') {
        return Err(unknown_base(base, "a name of a commit does not begin with a hyphen"));
    }
    let top = git(&["rev-parse", "--show-toplevel"], dir).map_err(|why| unknown_base(base, &why))?;
    let top = PathBuf::from(String::from_utf8_lossy(&top).trim_end_matches('\n').to_owned());
    let commit = format!("{base}^{{commit}}");
    git(&["rev-parse", "--verify", "--quiet", &commit], dir)
        .map_err(|_| unknown_base(base, "there is no such commit"))?;
    let diff = ["diff", "--name-only", "--no-renames", "-z", "--merge-base", base, "--"];
    let changed = git(&diff, &top).map_err(|why| unknown_base(base, &why))?;
    let unknown =
        git(&["ls-files", "--others", "--exclude-standard", "-z"], &top).map_err(|why| unknown_base(base, &why))?;
    let names = changed.split(|byte| *byte == 0).chain(unknown.split(|byte| *byte == 0));
    Ok(names.filter(|name| !name.is_empty()).map(|name| top.join(&*String::from_utf8_lossy(name))).collect())
}

fn unknown_base(base: &str, why: &str) -> Diagnostic {
    Diagnostic::error("Changes cannot be found")
        .detail(format!("git cannot tell what has changed since \"{base}\": {why}."))
        .help("name a branch, a tag or a commit of this repository, such as `--affected origin/main`")
}
