use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Reader};
use groundplan_config::live::{
    Inputs, LiveOptions, LiveSettings, Programs, Reason, Unit, UnitBackend, UnitPath, live_root, load_bare, load_live,
};
use groundplan_config::module::ModuleCache;
use groundplan_diag::{Diagnostic, Diags, SourceMap};

use crate::auth_provider::refuse_auth_provider;
use crate::host::{SystemClock, SystemPrograms, module_fetcher};
use crate::workspace;
use crate::{Failure, Settings, deleted};

/// The units that a command works on.
#[derive(Clone)]
pub(crate) struct Project {
    /// The units, in the order of their paths.
    pub(crate) units: Vec<Arc<Unit>>,
    /// Units that are not worked on, but whose outputs are needed.
    pub(crate) outside: Vec<Arc<Unit>>,
    /// Units that are left out because they say so.
    pub(crate) excluded: Vec<UnitPath>,
    /// Why each unit is worked on.
    pub(crate) reasons: BTreeMap<UnitPath, Reason>,
    /// What has been read.
    pub(crate) sources: Arc<SourceMap>,
    /// Warnings of loading.
    pub(crate) warnings: Diags,
    /// Whether this is a bare root module and no live repository.
    pub(crate) bare: bool,
    /// The folder beside which the journal lies.
    pub(crate) root: PathBuf,
    /// The workspace whose states are worked on.
    pub(crate) workspace: Arc<str>,
}

impl Project {
    /// Loads a root module or a live repository.
    ///
    /// # Errors
    /// All that is wrong in the files.
    pub(crate) fn load(settings: &Settings, command: &str) -> Result<Self, Failure> {
        let sources = Arc::new(SourceMap::new());
        let bare = is_root_module(&settings.dir);
        let root = if bare { settings.dir.clone() } else { root_of(&settings.dir) };
        let live = live_settings(settings, command, sources.clone(), (!bare).then_some(root.as_path()))?;
        let workspace = live.options.workspace.clone().unwrap_or_else(|| UnitBackend::DEFAULT_WORKSPACE.into());
        let failed = |diags: Diags| Failure { diags, sources: sources.clone() };
        if !settings.dir.is_dir() {
            return Err(failed(no_folder(&settings.dir).into()));
        }
        if bare {
            let (unit, diags) = load_bare(&settings.dir, Inputs::default(), &live);
            let (unit, warnings) = diags.into_result(unit).map_err(failed)?;
            let units = unit.into_iter().map(Arc::new).collect();
            return Ok(Self {
                units,
                outside: Vec::new(),
                excluded: Vec::new(),
                reasons: BTreeMap::new(),
                sources,
                warnings,
                bare: true,
                root,
                workspace,
            });
        }
        refuse_auth_provider(settings).map_err(|error| failed(error.into()))?;
        let selection = settings.choice.selection(&root, &settings.dir).map_err(failed)?;
        let (tree, diags) = load_live(&root, &selection, &live);
        let (tree, mut warnings) = diags.into_result(tree).map_err(failed)?;
        for (path, span) in &tree.excluded {
            warnings.push(
                Diagnostic::warning("Unit left out")
                    .detail(format!("The unit {path} is left out, because its configuration says so."))
                    .at(*span),
            );
        }
        if tree.units.is_empty() && tree.excluded.is_empty() {
            // That nothing is affected is an answer and no error.
            if settings.choice.affected.is_none() {
                return Err(failed(nothing_here(settings).into()));
            }
            warnings.push(Diagnostic::warning("Nothing is affected").detail("No unit reads a file that has changed."));
        }
        let units = tree.units.into_iter().map(Arc::new).collect();
        let outside = tree.outside.into_iter().map(Arc::new).collect();
        let excluded = tree.excluded.into_iter().map(|(path, _)| path).collect();
        Ok(Self { units, outside, excluded, reasons: tree.reasons, sources, warnings, bare: false, root, workspace })
    }

    /// Loads what a command that changes things works on: as [`Project::load`], or the units that are gone.
    ///
    /// # Errors
    /// All that is wrong in the files, and why it is not known what a unit that is gone was.
    pub(crate) async fn chosen(settings: &Settings, command: &str) -> Result<Self, Failure> {
        if settings.choice.deleted { deleted::project(settings, command).await } else { Self::load(settings, command) }
    }

    /// Whether it is all of a live repository.
    pub(crate) fn is_whole(&self, settings: &Settings) -> bool {
        !self.bare && self.root == settings.dir && !settings.choice.is_given()
    }

    /// Units with those that wait for them, and those that wait for these.
    pub(crate) fn with_dependents(&self, mut units: BTreeSet<UnitPath>) -> BTreeSet<UnitPath> {
        loop {
            let before = units.len();
            for unit in &self.units {
                if unit.waits_for().keys().any(|other| units.contains(other)) {
                    units.insert(unit.path.clone());
                }
            }
            if units.len() == before {
                return units;
            }
        }
    }

    /// A failure with this project's sources.
    pub(crate) fn failure(&self, diags: impl Into<Diags>) -> Failure {
        Failure { diags: diags.into(), sources: self.sources.clone() }
    }
}

/// The folder beside which what belongs to the whole of a root module or a live repository lies.
pub(crate) fn root_of(dir: &Path) -> PathBuf {
    let files = Reader { base: dir.into(), files: Arc::new(DiskFiles::default()) };
    if is_root_module(dir) { dir.to_path_buf() } else { live_root(dir, &files) }
}

/// Whether a folder holds a root module: files of Terraform's, and no `terragrunt.hcl` that would make it a unit.
fn is_root_module(dir: &Path) -> bool {
    if ["terragrunt.hcl", "terragrunt.hcl.json", "terragrunt.stack.hcl"].iter().any(|name| dir.join(name).exists()) {
        return false;
    }
    let names = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| {
        let name = name.to_string_lossy();
        name.ends_with(".tf") || name.ends_with(".tf.json")
    })
}

/// What reading configuration needs; `root` is the live root, if it is a live repository's.
///
/// # Errors
/// When the command line's configuration file cannot be used.
pub(crate) fn live_settings(
    settings: &Settings,
    command: &str,
    sources: Arc<SourceMap>,
    root: Option<&Path>,
) -> Result<LiveSettings, Failure> {
    let (modules, problems) = module_fetcher(settings, root);
    if problems.has_errors() {
        return Err(Failure { diags: problems, sources });
    }
    let workspace = workspace::selected(settings, root.is_none())
        .map_err(|error| Failure { diags: error.into(), sources: sources.clone() })?;
    let programs: Arc<dyn Programs> = Arc::new(SystemPrograms::new(settings.events.clone(), settings.overlay.clone()));
    Ok(LiveSettings {
        sources,
        files: Reader { base: settings.dir.clone().into(), files: Arc::new(DiskFiles::new(settings.home.clone())) },
        modules: Arc::new(modules),
        cache: Arc::new(ModuleCache::new()),
        env: settings.environment.clone(),
        command: command.into(),
        clock: Some(Arc::new(SystemClock)),
        options: LiveOptions {
            features: Arc::new(settings.features.clone()),
            programs: settings.run_programs.then_some(programs),
            callers: settings.stores.callers(settings.overlay.as_ref()),
            workspace,
        },
    })
}

fn no_folder(dir: &Path) -> Diagnostic {
    Diagnostic::error("Folder not found")
        .detail(format!("There is no folder {}.", dir.display()))
        .help("name a root module or a live repository with `-C DIR`")
}

fn nothing_here(settings: &Settings) -> Diagnostic {
    let dir = &settings.dir;
    if settings.choice.is_given() {
        return Diagnostic::error("No unit is selected")
            .detail(format!("No unit in {} is what the options ask for.", dir.display()))
            .help("see which units there are with `groundplan list`");
    }
    Diagnostic::error("Nothing to work on")
        .detail(format!("{} holds neither .tf files nor a terragrunt.hcl, nor does any folder in it.", dir.display()))
        .help("go to a root module or a live repository, or name one with `-C DIR`")
}
