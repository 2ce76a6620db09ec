use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Reader};
use groundplan_config::live::{Inputs, LiveSettings, Selection, Unit, load_bare, load_live};
use groundplan_config::module::ModuleCache;
use groundplan_diag::{Diagnostic, Diags, SourceMap};

use crate::host::{SystemClock, module_fetcher};
use crate::{Failure, Settings};

/// The units that a command works on.
pub(crate) struct Project {
    /// The units, in the order of their paths.
    pub(crate) units: Vec<Arc<Unit>>,
    /// Units that are not worked on, but whose outputs are needed.
    pub(crate) outside: Vec<Arc<Unit>>,
    /// What has been read.
    pub(crate) sources: Arc<SourceMap>,
    /// Warnings of loading.
    pub(crate) warnings: Diags,
    /// Whether this is a bare root module and no live repository.
    pub(crate) bare: bool,
    /// The folder beside which the journal lies.
    pub(crate) root: PathBuf,
}

impl Project {
    /// Loads a root module or a live repository.
    ///
    /// # Errors
    /// All that is wrong in the files.
    pub(crate) fn load(settings: &Settings, command: &str) -> Result<Self, Failure> {
        let sources = Arc::new(SourceMap::new());
        let bare = is_root_module(&settings.dir);
        let root = if bare { settings.dir.clone() } else { live_root(&settings.dir) };
        let (modules, problems) = module_fetcher(settings, (!bare).then_some(&root));
        if problems.has_errors() {
            return Err(Failure { diags: problems, sources });
        }
        let live = LiveSettings {
            sources: sources.clone(),
            files: Reader { base: settings.dir.clone().into(), files: Arc::new(DiskFiles::new(settings.home.clone())) },
            modules: Arc::new(modules),
            cache: Arc::new(ModuleCache::new()),
            env: settings.environment.clone(),
            command: command.into(),
            clock: Some(Arc::new(SystemClock)),
        };
        let failed = |diags: Diags| Failure { diags, sources: sources.clone() };
        if !settings.dir.is_dir() {
            return Err(failed(no_folder(&settings.dir).into()));
        }
        if bare {
            let (unit, diags) = load_bare(&settings.dir, Inputs::default(), &live);
            let (unit, warnings) = diags.into_result(unit).map_err(failed)?;
            let units = unit.into_iter().map(Arc::new).collect();
            return Ok(Self { units, outside: Vec::new(), sources, warnings, bare: true, root });
        }
        let selection = Selection {
            folders: if root == settings.dir { Vec::new() } else { vec![settings.dir.clone()] },
            with_dependencies: false,
        };
        let (tree, diags) = load_live(&root, &selection, &live);
        let (tree, warnings) = diags.into_result(tree).map_err(failed)?;
        if tree.units.is_empty() {
            return Err(failed(nothing_here(&settings.dir).into()));
        }
        let units = tree.units.into_iter().map(Arc::new).collect();
        let outside = tree.outside.into_iter().map(Arc::new).collect();
        Ok(Self { units, outside, sources, warnings, bare: false, root })
    }

    /// A failure with this project's sources.
    pub(crate) fn failure(&self, diags: impl Into<Diags>) -> Failure {
        Failure { diags: diags.into(), sources: self.sources.clone() }
    }
}

/// The folder beside which what belongs to the whole of a root module or a live repository lies.
pub(crate) fn root_of(dir: &Path) -> PathBuf {
    if is_root_module(dir) { dir.to_path_buf() } else { live_root(dir) }
}

/// Whether a folder holds a root module: files of Terraform's, and no `terragrunt.hcl` that would make it a unit.
fn is_root_module(dir: &Path) -> bool {
    if dir.join("terragrunt.hcl").exists() || dir.join("terragrunt.stack.hcl").exists() {
        return false;
    }
    let names = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name());
    names.into_iter().any(|name| {
        let name = name.to_string_lossy();
        name.ends_with(".tf") || name.ends_with(".tf.json")
    })
}

/// The root of the live repository that a folder belongs to: the outermost folder around it with a `root.hcl`, else the
/// folder itself.
fn live_root(dir: &Path) -> PathBuf {
    let outermost = dir.ancestors().filter(|folder| folder.join("root.hcl").is_file()).last();
    outermost.unwrap_or(dir).to_path_buf()
}

fn no_folder(dir: &Path) -> Diagnostic {
    Diagnostic::error("Folder not found")
        .detail(format!("There is no folder {}.", dir.display()))
        .help("name a root module or a live repository with `-C DIR`")
}

fn nothing_here(dir: &Path) -> Diagnostic {
    Diagnostic::error("Nothing to work on")
        .detail(format!("{} holds neither .tf files nor a terragrunt.hcl, nor does any folder in it.", dir.display()))
        .help("go to a root module or a live repository, or name one with `-C DIR`")
}
