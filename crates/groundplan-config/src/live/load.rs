use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::Type;

use super::assemble::{Loaded, load_unit};
use super::backend::from_module;
use super::cycle::check_cycles;
use super::discover::find_units;
use super::select::{Reason, Selected, Selection, narrow};
use super::session::{LiveSettings, Session};
use super::{Inputs, Unit, UnitPath};
use crate::files::Overlay;
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
    /// Units that are left out because they say so (`exclude`), and where.
    pub excluded: Vec<(UnitPath, Span)>,
    /// Why each selected unit is selected.
    pub reasons: BTreeMap<UnitPath, Reason>,
}

/// Loads units of a live repository. What is wrong with one of them hides no other: units without errors are there.
#[must_use]
pub fn load_live(root: &Path, selection: &Selection, settings: &LiveSettings) -> (Live, Diags) {
    let mut diags = Diags::new();
    let root = settings.files.absolute(root);
    let session = Arc::new(Session::new(settings, root.clone()));
    let settings = &session.settings;
    let mut candidates: BTreeSet<PathBuf> = BTreeSet::new();
    if selection.folders.is_empty() {
        candidates.extend(find_units(&root, &session, &mut diags));
    }
    for folder in &selection.folders {
        let dir = settings.files.absolute(folder);
        session.expand_around(&dir, &mut diags);
        let found = find_units(&dir, &session, &mut diags);
        if found.is_empty() {
            diags.push(
                Diagnostic::error("No units")
                    .detail(format!("There is no unit in {} and below.", session.shown(&dir).display()))
                    .help("a unit is a folder with a terragrunt.hcl"),
            );
        }
        candidates.extend(found);
    }
    candidates.retain(|dir| selection.matches(&session.unit_path(dir)));
    let mut loader = Loader { session: session.clone(), found: BTreeMap::new(), problems: Vec::new() };
    if selection.needs_all() {
        let all = find_units(&root, &session, &mut diags);
        loader.load_all(all.into_iter().chain(candidates.iter().cloned()));
    } else {
        loader.load_all(candidates.iter().cloned());
    }
    let unit_path = |dir: &Path| session.unit_path(dir);
    let mut selected = narrow(&candidates, selection, &loader.found, &settings.files, &unit_path);
    if selection.with_dependencies {
        loader.add_dependencies(&mut selected);
    }
    let excluded = leave_out(&mut selected, &loader.found);
    let needed: BTreeSet<PathBuf> =
        selected.keys().filter_map(|dir| loader.found.get(dir)).flat_map(|it| it.depends_on.clone()).collect();
    loader.load_all(needed.iter().cloned());
    let Loader { mut found, problems, .. } = loader;
    let mut live = Live { root: settings.shown(&root), ..Live::default() };
    for (dir, reason) in &selected {
        live.units.extend(found.remove(dir).and_then(|loaded| loaded.unit));
        live.reasons.insert(unit_path(dir), reason.clone());
    }
    live.excluded = excluded.into_iter().map(|(dir, span)| (unit_path(&dir), span)).collect();
    let outside = needed.iter().filter(|dir| !selected.contains_key(*dir));
    live.outside.extend(outside.filter_map(|dir| found.remove(dir)).filter_map(|loaded| loaded.unit));
    live.units.sort_by(|a, b| a.path.cmp(&b.path));
    let concerned = |path: &UnitPath| selected.keys().chain(&needed).any(|dir| unit_path(dir) == *path);
    diags.extend(gathered(problems.into_iter().filter(|(path, ..)| concerned(path)).collect()));
    check_cycles(&live.units, &mut diags);
    (live, diags)
}

/// Takes the units out that say so, unless one is all that was asked for.
fn leave_out(selected: &mut Selected, loaded: &BTreeMap<PathBuf, Loaded>) -> Vec<(PathBuf, Span)> {
    let alone = selected.len() == 1;
    let mut excluded = Vec::new();
    for dir in selected.keys().cloned().collect::<Vec<_>>() {
        let Some((unit, exclusion)) = loaded.get(&dir).and_then(|unit| Some((unit, unit.excluded?))) else { continue };
        if alone && !exclusion.even_alone {
            continue;
        }
        let dependencies = unit.depends_on.iter().filter(|_| exclusion.with_dependencies).cloned();
        for dir in dependencies.chain([dir.clone()]) {
            if selected.remove(&dir).is_some() {
                excluded.push((dir, exclusion.span));
            }
        }
    }
    excluded
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
    let backend = settings.in_workspace(backend);
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
        hooks: Vec::new(),
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
    found: BTreeMap<PathBuf, Loaded>,
    problems: Vec<(UnitPath, Span, Diagnostic)>,
}

impl Loader {
    fn load_all(&mut self, dirs: impl Iterator<Item = PathBuf>) {
        for dir in dirs {
            if self.found.contains_key(&dir) {
                continue;
            }
            let path = self.session.unit_path(&dir);
            let mut diags = Diags::new();
            let loaded = load_unit(&self.session, &dir, &mut diags);
            self.problems.extend(diags.into_iter().map(|diagnostic| (path.clone(), loaded.file, diagnostic)));
            self.found.insert(dir, loaded);
        }
    }

    /// Adds what selected units depend on, and what that depends on.
    fn add_dependencies(&mut self, selected: &mut Selected) {
        let mut queue: VecDeque<PathBuf> = selected.keys().cloned().collect();
        while let Some(dir) = queue.pop_front() {
            self.load_all([dir.clone()].into_iter());
            let depends_on = self.found.get(&dir).map(|loaded| loaded.depends_on.clone()).unwrap_or_default();
            for other in depends_on {
                if !selected.contains_key(&other) {
                    selected.insert(other.clone(), Reason::NeededBy(self.session.unit_path(&dir)));
                    queue.push_back(other);
                }
            }
        }
    }
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
