use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, SourceMap, Span};

use super::cache::{LoadedTree, ModuleCache};
use super::check_calls::{check_called, check_inputs};
use super::check_providers::check_providers;
use super::read::read_module;
use super::{ModuleCall, ModuleRequest, ModuleSource, ModuleSources, ModuleTree};
use crate::files::{Overlay, Reader, join, normalize, relative};

/// Deeper calls within calls are refused: nobody means them.
const MAX_DEPTH: usize = 100;

/// What loading needs from outside.
#[derive(Clone, Copy)]
pub struct LoadContext<'a> {
    /// Where the text of all that is read is kept for messages.
    pub sources: &'a SourceMap,
    /// The files.
    pub files: &'a Reader,
    /// What gets modules that do not lie beside their callers.
    pub modules: &'a dyn ModuleSources,
    /// What has been read so far.
    pub cache: &'a ModuleCache,
}

/// Loads a root module and all modules that it calls. The overlay's files replace files of the root module's folder or add
/// to them. The tree is there whenever the folder is, but it is complete only if there are no errors.
#[must_use]
pub fn load_tree(dir: &Path, overlay: &Overlay, context: &LoadContext<'_>) -> (Option<Arc<ModuleTree>>, Diags) {
    let mut loader = Loader { context, callers: Vec::new() };
    let loaded = loader.load(&normalize(dir), overlay);
    let mut diags = Diags::clone(&loaded.diags);
    if let Some(tree) = &loaded.tree {
        check_providers(tree, &mut diags);
    }
    (loaded.tree, diags)
}

/// What `path.module` gives in a module that a root module calls, directly or not: its folder as seen from the root
/// module's, `.` for the root module itself.
#[must_use]
pub fn path_from_root(root: &Path, dir: &Path) -> PathBuf {
    relative(root, dir).unwrap_or_else(|| dir.to_path_buf())
}

struct Loader<'a> {
    context: &'a LoadContext<'a>,
    /// The folders of the calls around, outermost first, with the place of the call that led into each.
    callers: Vec<(PathBuf, Span)>,
}

impl Loader<'_> {
    fn load(&mut self, dir: &Path, overlay: &Overlay) -> LoadedTree {
        let is_plain = overlay.files.is_empty();
        if is_plain && let Some(loaded) = self.context.cache.tree(dir) {
            return loaded;
        }
        let mut diags = Diags::new();
        let tree = read_module(dir, overlay, self.context, &mut diags).map(|module| {
            let mut children = BTreeMap::new();
            for call in module.calls.values() {
                if let Some(child) = self.load_call(dir, call, &mut diags) {
                    children.insert(call.name.name.clone(), child);
                }
            }
            Arc::new(ModuleTree { module: Arc::new(module), children })
        });
        let loaded = LoadedTree { tree, diags: Arc::new(diags) };
        if is_plain {
            self.context.cache.keep_tree(dir.to_path_buf(), &loaded);
        }
        loaded
    }

    fn load_call(&mut self, dir: &Path, call: &ModuleCall, diags: &mut Diags) -> Option<Arc<ModuleTree>> {
        let span = call.source.1;
        let folder = match self.locate(dir, call) {
            Ok(folder) => folder?,
            Err(error) => {
                diags.push(error);
                return None;
            }
        };
        self.callers.push((dir.to_path_buf(), span));
        let child = match self.refuse(&folder, span) {
            Some(error) => {
                diags.push(error);
                None
            }
            None => {
                let loaded = self.load(&folder, &Overlay::default());
                diags.extend(loaded.diags.iter().cloned());
                loaded.tree
            }
        };
        self.callers.pop();
        if let Some(child) = &child {
            check_inputs(call, &child.module, diags);
            check_called(call, &child.module, diags);
        }
        child
    }

    /// The folder of the module that a call names; none when the call has been complained about already.
    fn locate(&self, dir: &Path, call: &ModuleCall) -> Result<Option<PathBuf>, Diagnostic> {
        let (text, span) = &call.source;
        let Ok(source) = ModuleSource::parse(text) else { return Ok(None) };
        let folder = match &source {
            ModuleSource::Local(path) => join(dir, path),
            ModuleSource::Registry(_) | ModuleSource::Remote(_) => {
                let version = call.version.as_ref().map(|(version, _)| version.as_str());
                let request = ModuleRequest { source: &source, text, version, span: *span, wanted_by: dir };
                normalize(&self.context.modules.locate(&request)?)
            }
        };
        if self.context.files.is_dir(&folder) {
            return Ok(Some(folder));
        }
        Err(Diagnostic::error("Module not found")
            .detail(format!("There is no folder {}.", folder.display()))
            .at(*span)
            .about(format!("module.{}", call.name.name)))
    }

    /// The error of a call that leads back into a module it comes from, or too deep.
    fn refuse(&self, folder: &Path, span: Span) -> Option<Diagnostic> {
        if let Some(start) = self.callers.iter().position(|(caller, _)| caller == folder) {
            let round = self.callers.get(start..).unwrap_or_default();
            let mut path: Vec<String> = round.iter().map(|(dir, _)| dir.display().to_string()).collect();
            path.push(folder.display().to_string());
            let mut error = Diagnostic::error("Module calls itself")
                .detail(format!("The calls go round in a circle: {}.", path.join(" calls ")))
                .at(span);
            for (_, call) in round.iter().filter(|(_, call)| *call != span) {
                error = error.also(*call, "through this call");
            }
            return Some(error);
        }
        (self.callers.len() > MAX_DEPTH).then(|| {
            Diagnostic::error("Module calls nested too deep")
                .detail(format!("Modules call modules {MAX_DEPTH} deep here, which is more than is allowed."))
                .at(span)
        })
    }
}
