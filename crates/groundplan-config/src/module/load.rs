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
    /// The calls around, outermost first.
    callers: Vec<Caller>,
}

/// A call that is being followed.
struct Caller {
    /// The folder of the module that calls.
    dir: PathBuf,
    name: Arc<str>,
    span: Span,
}

impl Loader<'_> {
    fn load(&mut self, dir: &Path, overlay: &Overlay) -> LoadedTree {
        let is_plain = overlay.files.is_empty();
        if is_plain && let Some(loaded) = self.context.cache.tree(dir) {
            return loaded;
        }
        let mut diags = Diags::new();
        let mut fetched = false;
        let tree = read_module(dir, overlay, self.context, &mut diags).map(|module| {
            let mut children = BTreeMap::new();
            for call in module.calls.values() {
                let (child, is_fetched) = self.load_call(dir, call, &mut diags);
                fetched |= is_fetched;
                children.extend(child.map(|child| (call.name.name.clone(), child)));
            }
            Arc::new(ModuleTree { module: Arc::new(module), children })
        });
        let loaded = LoadedTree { tree, diags: Arc::new(diags), fetched };
        let is_shared = !(fetched && self.context.modules.is_by_call());
        if is_plain && is_shared {
            self.context.cache.keep_tree(dir.to_path_buf(), &loaded);
        }
        loaded
    }

    /// The module that a call names, and whether it or one that it calls is fetched from elsewhere.
    fn load_call(&mut self, dir: &Path, call: &ModuleCall, diags: &mut Diags) -> (Option<Arc<ModuleTree>>, bool) {
        let (text, span) = &call.source;
        // A source that is none has been complained about already.
        let Ok(source) = ModuleSource::parse(text) else { return (None, false) };
        let is_local = matches!(source, ModuleSource::Local(_));
        self.callers.push(Caller { dir: dir.to_path_buf(), name: call.name.name.clone(), span: *span });
        let folder = self.locate(dir, call, &source).and_then(|folder| self.allow(folder, *span));
        let loaded = match folder {
            Ok(folder) => Some(self.load(&folder, &Overlay::default())),
            Err(error) => {
                diags.push(error);
                None
            }
        };
        self.callers.pop();
        let fetched = !is_local || loaded.as_ref().is_some_and(|loaded| loaded.fetched);
        let child = loaded.and_then(|loaded| {
            diags.extend(loaded.diags.iter().cloned());
            loaded.tree
        });
        if let Some(child) = &child {
            check_inputs(call, &child.module, diags);
            check_called(call, &child.module, diags);
        }
        (child, fetched)
    }

    /// The folder of the module that a call names.
    fn locate(&self, dir: &Path, call: &ModuleCall, source: &ModuleSource) -> Result<PathBuf, Diagnostic> {
        let (text, span) = &call.source;
        let modules = self.context.modules;
        let folder = match source {
            ModuleSource::Local(path) => {
                let folder = join(dir, path);
                match modules.package_of(dir) {
                    Some(package) if !folder.starts_with(&package) => {
                        return Err(Diagnostic::error("Local module path escapes module package")
                            .detail(format!(
                                "\"{text}\" leads out of the package {}, and what lies around that is another matter on \
                                 each machine.",
                                package.display()
                            ))
                            .at(*span));
                    }
                    _ => folder,
                }
            }
            ModuleSource::Registry(_) | ModuleSource::Remote(_) => {
                let version = call.version.as_ref().map(|(version, _)| version.as_str());
                let path: Vec<Arc<str>> = self.callers.iter().map(|caller| caller.name.clone()).collect();
                let request = ModuleRequest { source, text, version, path: &path, span: *span, wanted_by: dir };
                normalize(&modules.locate(&request)?)
            }
        };
        if self.context.files.is_dir(&folder) {
            return Ok(folder);
        }
        Err(Diagnostic::error("Module not found")
            .detail(format!("There is no folder {}.", folder.display()))
            .at(*span)
            .about(format!("module.{}", call.name.name)))
    }

    /// The folder, unless the call that is last of the callers leads back into a module that it comes from, or too deep.
    fn allow(&self, folder: PathBuf, span: Span) -> Result<PathBuf, Diagnostic> {
        if let Some(start) = self.callers.iter().position(|caller| caller.dir == folder) {
            let round = self.callers.get(start..).unwrap_or_default();
            let mut path: Vec<String> = round.iter().map(|caller| caller.dir.display().to_string()).collect();
            path.push(folder.display().to_string());
            let mut error = Diagnostic::error("Module calls itself")
                .detail(format!("The calls go round in a circle: {}.", path.join(" calls ")))
                .at(span);
            for caller in round.iter().filter(|caller| caller.span != span) {
                error = error.also(caller.span, "through this call");
            }
            return Err(error);
        }
        if self.callers.len() > MAX_DEPTH + 1 {
            return Err(Diagnostic::error("Module calls nested too deep")
                .detail(format!("Modules call modules {MAX_DEPTH} deep here, which is more than is allowed."))
                .at(span));
        }
        Ok(folder)
    }
}
