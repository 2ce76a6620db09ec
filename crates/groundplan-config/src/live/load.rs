use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::Type;

use super::assemble::{Loaded, load_unit};
use super::backend::from_module;
use super::cycle::check_cycles;
use super::discover::find_units;
use super::session::{LiveSettings, Session};
use super::{Inputs, Unit, UnitPath};
use crate::files::{Overlay, relative};
use crate::module::load_tree;

/// A live repository, as much of it as was asked for.
#[derive(Debug, Default)]
pub struct Live {
    /// The root, as messages show it. The paths of units are seen from here.
    pub root: PathBuf,
    /// The selected units, in order of their paths.
    pub units: Vec<Unit>,
    /// Units that are not selected and whose outputs selected ones refer to: they are read from their states.
    pub outside: Vec<Unit>,
}

/// Which units are wanted.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Folders: the units in them and below them. Empty for all units of the live repository.
    pub folders: Vec<PathBuf>,
    /// Whether the units that selected ones depend on are selected too.
    pub with_dependencies: bool,
}

/// Loads units of a live repository. What is wrong with one of them hides no other: units without errors are there.
#[must_use]
pub fn load_live(root: &Path, selection: &Selection, settings: &LiveSettings) -> (Live, Diags) {
    let mut diags = Diags::new();
    let root = settings.files.absolute(root);
    let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
    if selection.folders.is_empty() {
        wanted.extend(find_units(&root, settings, &mut diags));
    }
    for folder in &selection.folders {
        let dir = settings.files.absolute(folder);
        let found = find_units(&dir, settings, &mut diags);
        if found.is_empty() {
            diags.push(
                Diagnostic::error("No units")
                    .detail(format!("There is no unit in {} and below.", settings.shown(&dir).display()))
                    .help("a unit is a folder with a terragrunt.hcl"),
            );
        }
        wanted.extend(found);
    }
    let session = Arc::new(Session::new(settings.clone()));
    let mut loader = Loader { session, root: root.clone(), found: BTreeMap::new(), problems: Vec::new() };
    loader.load_all(wanted.iter().cloned(), selection.with_dependencies);
    let mut live = Live { root: settings.shown(&root), ..Live::default() };
    let mut needed: BTreeSet<PathBuf> = BTreeSet::new();
    for (dir, loaded) in std::mem::take(&mut loader.found) {
        needed.extend(loaded.depends_on);
        live.units.extend(loaded.unit);
        wanted.insert(dir);
    }
    needed.retain(|dir| !wanted.contains(dir));
    loader.load_all(needed.into_iter(), false);
    live.outside.extend(loader.found.into_values().filter_map(|loaded| loaded.unit));
    live.units.sort_by(|a, b| a.path.cmp(&b.path));
    diags.extend(gathered(loader.problems));
    check_cycles(&live.units, &mut diags);
    (live, diags)
}

/// Loads a bare folder of `.tf` files as a unit of its own. What is given for its input variables comes from the caller.
#[must_use]
pub fn load_bare(dir: &Path, inputs: Inputs, settings: &LiveSettings) -> (Option<Unit>, Diags) {
    let dir = settings.shown(&settings.files.absolute(dir));
    let (tree, mut diags) = load_tree(&dir, &Overlay::default(), &settings.modules());
    let Some(tree) = tree else { return (None, diags) };
    let is_empty = settings.files.names(&dir).is_ok_and(|names| !names.iter().any(|name| is_module_file(name)));
    if is_empty {
        diags.push(
            Diagnostic::error("No configuration files")
                .detail(format!("The folder {} has no files whose names end with .tf.", dir.display()))
                .help("run this in a folder with a root module, or in a live repository (folders with terragrunt.hcl)"),
        );
        return (None, diags);
    }
    let Some(backend) = from_module(&tree.module, &mut diags) else { return (None, diags) };
    let unit = Unit {
        path: UnitPath::root(),
        dir,
        module: tree,
        inputs,
        after: Vec::new(),
        backend,
        prevent_destroy: None,
        account: None,
        region: None,
        files_read: Vec::new(),
        files: settings.files.files.clone(),
    };
    (Some(unit), diags)
}

/// Whether a file of this name belongs to a module.
pub(super) fn is_module_file(name: &str) -> bool {
    !name.starts_with('.') && (name.ends_with(".tf") || name.ends_with(".tf.json"))
}

/// Variables of a module whose text is taken as it stands.
pub(super) fn untyped(module: &crate::module::Module) -> BTreeSet<Arc<str>> {
    let variables = module.variables.iter();
    variables
        .filter(|(_, variable)| variable.literal && variable.ty == Type::Dynamic)
        .map(|(name, _)| name.clone())
        .collect()
}

struct Loader {
    session: Arc<Session>,
    root: PathBuf,
    found: BTreeMap<PathBuf, Loaded>,
    problems: Vec<(UnitPath, Span, Diagnostic)>,
}

impl Loader {
    fn load_all(&mut self, dirs: impl Iterator<Item = PathBuf>, with_dependencies: bool) {
        let mut queue: VecDeque<PathBuf> = dirs.collect();
        while let Some(dir) = queue.pop_front() {
            if self.found.contains_key(&dir) {
                continue;
            }
            let path = unit_path(&self.root, &dir);
            let mut diags = Diags::new();
            let loaded = load_unit(&self.session, &self.root, &dir, &mut diags);
            if with_dependencies {
                queue.extend(loaded.depends_on.iter().cloned());
            }
            self.problems.extend(diags.into_iter().map(|diagnostic| (path.clone(), loaded.file, diagnostic)));
            self.found.insert(dir, loaded);
        }
    }
}

/// A unit's folder as seen from the live root.
pub(super) fn unit_path(root: &Path, dir: &Path) -> UnitPath {
    let path = relative(root, dir).unwrap_or_else(|| dir.to_path_buf());
    UnitPath(path.to_string_lossy().replace('\\', "/").into())
}

/// The messages of all units. One that is the same for several units is there once; one that stands in a file which other
/// units read too, but concerns one unit only, says which.
fn gathered(problems: Vec<(UnitPath, Span, Diagnostic)>) -> Diags {
    let mut counts: Vec<(Diagnostic, UnitPath, Span, usize)> = Vec::new();
    for (unit, file, diagnostic) in problems {
        match counts.iter_mut().find(|(known, ..)| *known == diagnostic) {
            Some((.., count)) => *count += 1,
            None => counts.push((diagnostic, unit, file, 1)),
        }
    }
    let all = counts.into_iter().map(|(mut diagnostic, unit, file, count)| {
        let own = diagnostic.primary.as_ref().is_some_and(|label| label.span.file == file.file);
        if count == 1 && !own && diagnostic.unit.is_none() {
            diagnostic.unit = Some(unit.to_string());
        }
        diagnostic
    });
    all.collect()
}
