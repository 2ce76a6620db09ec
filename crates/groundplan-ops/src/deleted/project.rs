use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{Glob, Reader, join};
use groundplan_config::live::{LiveSettings, Reason, Selection, Unit, UnitPath, load_live, unit_paths};
use groundplan_config::module::ModuleCache;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::functions::FileAccess;
use groundplan_value::Value;

use super::filed::{Filed, filed};
use super::history::{FARTHEST, History};
use crate::project::{Project, live_settings};
use crate::{Failure, Goal, Settings, UnitChoice, states};

/// The dependency lock file, which says which providers made what is there.
const LOCK_FILE: &str = ".terraform.lock.hcl";

/// The units that are gone and whose states still hold objects, as the newest commits have them that had them.
///
/// # Errors
/// When it is not known what one of them was, or its state is not where that commit says.
pub(crate) async fn project(settings: &Settings, command: &str) -> Result<Project, Failure> {
    if settings.goal != Goal::Destroy {
        return Err(Diagnostic::error("Deleted units can only be destroyed")
            .detail("Nothing but their destruction can be planned for units that no file describes any more.")
            .help("write `groundplan plan --destroy --deleted`, or `groundplan destroy --deleted`")
            .into());
    }
    let all = Settings { choice: UnitChoice::default(), ..settings.clone() };
    let living = Project::load(&all, command)?;
    if living.bare || living.root != settings.dir {
        return Err(living.failure(not_at_the_root(&living)));
    }
    let (patterns, problems) = settings.choice.patterns();
    let ((), _) = problems.into_result(()).map_err(|diags| living.failure(diags))?;
    let selection = Selection { patterns, ..Selection::default() };
    let found = filed(settings, &living).await.map_err(|diags| living.failure(diags))?;
    let mut wanted: BTreeMap<UnitPath, Filed> = found
        .into_iter()
        .filter(|filed| selection.matches(&filed.path))
        .map(|filed| (filed.path.clone(), filed))
        .collect();
    let mut project = Project {
        units: Vec::new(),
        outside: Vec::new(),
        excluded: Vec::new(),
        reasons: BTreeMap::new(),
        sources: living.sources.clone(),
        warnings: Diags::new(),
        bare: false,
        root: living.root.clone(),
        workspace: living.workspace.clone(),
    };
    if wanted.is_empty() {
        project.warnings.push(
            Diagnostic::warning("No unit is deleted")
                .detail("All states that hold something belong to units there are."),
        );
        return Ok(project);
    }
    let history = History::of(&living.root).map_err(|why| living.failure(no_history(&wanted, &why)))?;
    let mut outside: BTreeMap<UnitPath, Arc<Unit>> = BTreeMap::new();
    for commit in &history.commits {
        if wanted.is_empty() {
            break;
        }
        let files = history.files(commit, settings.home.clone()).map_err(|error| living.failure(error))?;
        let past = Past { settings, root: &living.root, files: Arc::new(files), commit };
        let taken = past.units(&living, &wanted, command)?;
        project.warnings.extend(taken.warnings);
        for unit in taken.units {
            wanted.remove(&unit.path);
            project.reasons.insert(unit.path.clone(), Reason::Named);
            project.units.push(Arc::new(unit));
        }
        outside.extend(taken.outside.into_iter().map(|unit| (unit.path.clone(), Arc::new(unit))));
    }
    if !wanted.is_empty() {
        return Err(living.failure(never_there(&wanted, &history)));
    }
    let accounts = &settings.choice.accounts;
    let in_account = |unit: &Unit| unit.account.as_ref().is_some_and(|account| accounts.contains(account));
    project.units.retain(|unit| accounts.is_empty() || in_account(unit));
    project.units.sort_by(|one, other| one.path.cmp(&other.path));
    project.outside = needed(&project.units, &living, &outside);
    Ok(project)
}

/// The units that others depend on and that are not destroyed with them: as they are now, else as they were.
fn needed(units: &[Arc<Unit>], living: &Project, past: &BTreeMap<UnitPath, Arc<Unit>>) -> Vec<Arc<Unit>> {
    let chosen: BTreeSet<&UnitPath> = units.iter().map(|unit| &unit.path).collect();
    let needed: BTreeSet<UnitPath> = units.iter().flat_map(|unit| unit.waits_for().into_keys()).collect();
    let needed = needed.into_iter().filter(|path| !chosen.contains(path));
    let of = |path: UnitPath| {
        let now = living.units.iter().find(|unit| unit.path == path).cloned();
        now.or_else(|| past.get(&path).cloned())
    };
    needed.filter_map(of).collect()
}

/// A live repository as a commit has it.
struct Past<'a> {
    settings: &'a Settings,
    root: &'a Path,
    files: Arc<dyn FileAccess>,
    commit: &'a str,
}

#[derive(Default)]
struct Taken {
    units: Vec<Unit>,
    outside: Vec<Unit>,
    warnings: Diags,
}

impl Past<'_> {
    /// Those of the wanted units that the commit has.
    fn units(&self, living: &Project, wanted: &BTreeMap<UnitPath, Filed>, command: &str) -> Result<Taken, Failure> {
        let now = live_settings(self.settings, command, living.sources.clone(), Some(self.root))?;
        let files = Reader { files: self.files.clone(), ..now.files };
        let past = LiveSettings { files, cache: Arc::new(ModuleCache::new()), ..now };
        let there = unit_paths(self.root, &past);
        let patterns: Vec<Glob> = wanted
            .keys()
            .filter(|path| there.contains(*path))
            .filter_map(|path| Glob::new(&Glob::quoted(&path.0)).ok())
            .collect();
        if patterns.is_empty() {
            return Ok(Taken::default());
        }
        let selection = Selection { patterns, ..Selection::default() };
        let (live, diags) = load_live(self.root, &selection, &past);
        let (live, warnings) = diags.into_result(live).map_err(|mut diags| {
            diags.push(
                Diagnostic::warning("From git")
                    .detail(format!("This is about units that are gone, as the commit {} has them.", self.commit)),
            );
            living.failure(diags)
        })?;
        let mut taken = Taken { units: Vec::new(), outside: live.outside, warnings };
        // A pattern of a folder matches what lies in it, too.
        for unit in live.units {
            match wanted.get(&unit.path) {
                Some(filed) => taken.units.push(self.settled(unit, filed).map_err(|diags| living.failure(diags))?),
                None => taken.outside.push(unit),
            }
        }
        Ok(taken)
    }

    /// A unit that is gone, made to do without its folder.
    fn settled(&self, mut unit: Unit, filed: &Filed) -> Result<Unit, Diags> {
        let past = states::place_of(self.settings, &unit.dir, &unit.backend)?.describe();
        if past != filed.store.describe() {
            return Err(Diagnostic::error("State is elsewhere")
                .detail(format!(
                    "The commit {} kept the state of the unit {} in {past}, and the one that holds objects is {}: it may be \
                     another unit's.",
                    self.commit,
                    unit.path,
                    filed.store.describe()
                ))
                .at(unit.backend.span)
                .into());
        }
        if &*unit.backend.kind == "local"
            && let Some(path) = unit.backend.config.get_attr("path").and_then(|path| path.as_str().cloned())
        {
            let path = join(&self.settings.dir.join(&unit.dir), &path);
            let mut config = unit.backend.config.as_map().cloned().unwrap_or_default();
            config.insert("path".into(), Value::string(path.display().to_string()));
            unit.backend.config = Value::object(config);
        }
        // What is written beside a unit's files, which providers it uses, must not make its folder again.
        let stand_in = PathBuf::from(".groundplan/deleted").join(&*unit.path.0);
        if let Ok(lock) = self.files.read(&self.settings.dir.join(&unit.dir).join(LOCK_FILE)) {
            let folder = self.settings.dir.join(&stand_in);
            let written = std::fs::create_dir_all(&folder).and_then(|()| std::fs::write(folder.join(LOCK_FILE), lock));
            written.map_err(|error| {
                Diagnostic::error("Dependency lock file cannot be written")
                    .detail(format!("{}: {error}.", folder.join(LOCK_FILE).display()))
            })?;
        }
        unit.dir = stand_in;
        Ok(unit)
    }
}

fn names(wanted: &BTreeMap<UnitPath, Filed>) -> String {
    wanted.values().map(|filed| format!("{} ({})", filed.path, filed.store.describe())).collect::<Vec<_>>().join(", ")
}

fn not_at_the_root(living: &Project) -> Diagnostic {
    if living.bare {
        return Diagnostic::error("No live repository")
            .detail("A root module by itself has no units that could be deleted.")
            .help("to destroy what its state holds, write `groundplan destroy`");
    }
    Diagnostic::error("Not the live root")
        .detail(format!("Deleted units are looked for from the live root, which is {}.", living.root.display()))
        .help("go there, and narrow down with `--units PATTERN`")
}

fn no_history(wanted: &BTreeMap<UnitPath, Filed>, why: &str) -> Diagnostic {
    Diagnostic::error("Deleted units are not known")
        .detail(format!(
            "What a unit that is gone was is taken from git, and git cannot tell: {why}. These states hold objects and belong \
             to no unit: {}.",
            names(wanted)
        ))
        .help("make the units' folders again, then destroy them with `groundplan destroy --units PATTERN`")
}

fn never_there(wanted: &BTreeMap<UnitPath, Filed>, history: &History) -> Diagnostic {
    let looked = match history.commits.len() {
        FARTHEST.. => format!("The last {FARTHEST} commits that changed the live repository do not have"),
        _ => "No commit has".to_owned(),
    };
    Diagnostic::error("Deleted units are not known")
        .detail(format!(
            "{looked} units at the paths of these states, so how to reach their objects is not known: {}.",
            names(wanted)
        ))
        .help("narrow down to others with `--units PATTERN`")
        .help("or make the units' folders again, then destroy them with `groundplan destroy --units PATTERN`")
        .help(
            "or, when the states are another repository's, keep them apart: a bucket, or a prefix of the key, for each",
        )
}
