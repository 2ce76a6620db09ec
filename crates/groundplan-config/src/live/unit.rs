use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_diag::Span;
use groundplan_lang::functions::FileAccess;
use groundplan_value::Value;

use super::{Hook, Inputs, UnitInput, UnitRole};
use crate::module::ModuleTree;

/// A unit's folder as seen from the live root, `/`-separated: `dev/us-west-2/dev/networking/vpc`. `.` for a unit that is
/// its own root, such as a bare folder of `.tf` files.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct UnitPath(pub Arc<str>);

impl UnitPath {
    /// The path of a unit that is its own root.
    #[must_use]
    pub fn root() -> Self {
        Self(Arc::from("."))
    }

    /// Whether this is the other or lies within it.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        let within = self.0.strip_prefix(&*other.0);
        &*other.0 == "." || within.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }
}

impl fmt::Display for UnitPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UnitPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One root module with one state.
pub struct Unit {
    /// Where it lies in the live repository.
    pub path: UnitPath,
    /// Its folder, as messages show it.
    pub dir: PathBuf,
    /// The root module, with what the unit generates in it.
    pub module: Arc<ModuleTree>,
    /// What is given for the module's input variables.
    pub inputs: Inputs,
    /// Units that must be done before it, beside those whose outputs its inputs refer to, and where that is written.
    pub after: Vec<(UnitPath, Span)>,
    /// Where its state is kept.
    pub backend: UnitBackend,
    /// Whether it must never be destroyed (`prevent_destroy`), and where that is written.
    pub prevent_destroy: Option<Span>,
    /// The name of the account that it belongs to, for people to read.
    pub account: Option<String>,
    /// The region that it belongs to, for people to read.
    pub region: Option<String>,
    /// The commands that it wants to be run around this one.
    pub hooks: Vec<Hook>,
    /// The configuration files that say what it is, without those of the module.
    pub files_read: Vec<PathBuf>,
    /// The files as the module's functions see them: with what the unit generates.
    pub files: Arc<dyn FileAccess>,
}

impl Unit {
    /// The role whose credentials its providers, its state and the commands that run for it use in place of the caller's own.
    #[must_use]
    pub fn role(&self) -> Option<&UnitRole> {
        self.backend.role.as_ref()
    }

    /// The units that it waits for, each with one place where that is written.
    #[must_use]
    pub fn waits_for(&self) -> BTreeMap<UnitPath, Span> {
        let mut found: BTreeMap<UnitPath, Span> = BTreeMap::new();
        for name in self.module.module.variables.keys() {
            for reference in self.inputs.get(name).iter().flat_map(UnitInput::references) {
                found.entry(reference.unit.clone()).or_insert(reference.span);
            }
        }
        for (path, span) in &self.after {
            found.entry(path.clone()).or_insert(*span);
        }
        found
    }
}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unit").field("path", &self.path).field("dir", &self.dir).finish_non_exhaustive()
    }
}

/// Where a unit's state is kept.
#[derive(Clone, Debug)]
pub struct UnitBackend {
    /// The type: `local`, `s3`.
    pub kind: Arc<str>,
    /// The arguments, an object. Relative paths are meant from the unit's folder.
    pub config: Value,
    /// The role that the unit is worked with, whose credentials reach the state, too.
    pub role: Option<UnitRole>,
    /// Which of the states that it keeps for the unit: that of a workspace.
    pub workspace: Arc<str>,
    /// Where it is written; without a file when it is the default.
    pub span: Span,
}

impl UnitBackend {
    /// The workspace of those who choose none.
    pub const DEFAULT_WORKSPACE: &'static str = "default";

    /// The workspace, if it is not the usual one.
    #[must_use]
    pub fn other_workspace(&self) -> Option<&str> {
        (&*self.workspace != Self::DEFAULT_WORKSPACE).then_some(&*self.workspace)
    }

    /// The backend of a unit that names none: `terraform.tfstate` in its folder.
    #[must_use]
    pub fn default_local() -> Self {
        let config = Value::object([("path", Value::string("terraform.tfstate"))]);
        let workspace = Self::DEFAULT_WORKSPACE.into();
        Self { kind: Arc::from("local"), config, role: None, workspace, span: Span::NONE }
    }
}
