use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::nearest;

use super::backend::{from_module, from_remote_state};
use super::config::{Config, unit_file};
use super::dependency::{Dependencies, find_target};
use super::exclude::Exclusion;
use super::generate::Generator;
use super::given::Given;
use super::hooks::hooks;
use super::inputs::{Layer, Layers};
use super::labels::labels;
use super::load::{is_module_file, untyped};
use super::merged;
use super::notices::notices;
use super::place::{Place, UnitPlace};
use super::role::role;
use super::scope::{Names, UnitScope};
use super::session::Session;
use super::source::module_dir;
use super::terraform::Terraform;
use super::versions::check_versions;
use super::{Inputs, Unit, UnitBackend, UnitInput, UnitPath};
use crate::files::OverlayFiles;
use crate::module::{ModuleTree, load_tree};

/// A unit, or none when something is wrong with it, and the folders of the units that it depends on.
pub(super) struct Loaded {
    pub(super) unit: Option<Unit>,
    pub(super) depends_on: BTreeSet<PathBuf>,
    /// Why the command leaves it out, if it does.
    pub(super) excluded: Option<Exclusion>,
    /// A place in the unit's own file.
    pub(super) file: Span,
}

/// Loads the unit in a folder.
pub(super) fn load_unit(session: &Arc<Session>, dir: &Path, diags: &mut Diags) -> Loaded {
    let place = Arc::new(UnitPlace::new(session.clone(), unit_file(dir, session)));
    let nothing = Loaded { unit: None, depends_on: BTreeSet::new(), excluded: None, file: Span::NONE };
    let Some(config) = read(&place, diags) else { return nothing };
    let assembly = Assembly { config, dir };
    let mut loaded = Loaded { file: assembly.config.file.start, ..nothing };
    loaded.excluded = Exclusion::of(&assembly.config, diags);
    let (dependencies, after) = assembly.dependencies(diags);
    let enabled = dependencies.iter().filter(|(_, dependency)| dependency.enabled);
    loaded.depends_on.extend(enabled.flat_map(|(_, dependency)| dependency.dirs.iter().cloned()));
    loaded.depends_on.extend(after.iter().map(|(dir, _)| dir.clone()));
    let unit = assembly.unit(&dependencies, &after, diags);
    loaded.unit = unit.filter(|_| !diags.has_errors());
    loaded
}

/// Reads a unit's file, and finds out the role that it is worked with.
fn read(place: &Arc<UnitPlace>, diags: &mut Diags) -> Option<Arc<Config>> {
    let read = |diags: &mut Diags| Config::read(&place.path, Place::of_unit(place.clone()), diags);
    let mut problems = Diags::new();
    let mut config = read(&mut problems);
    if let Some(role) = config.as_ref().and_then(|config| role(config, diags)) {
        // It is set here and nowhere else.
        let _new = place.role.set(role);
        if place.asked_caller.load(Ordering::Relaxed) {
            // The answer is another one now, as in Terragrunt: whatever was made of it is made again.
            place.forget_read();
            problems = Diags::new();
            config = read(&mut problems);
        }
    }
    diags.extend(problems);
    config
}

struct Assembly<'a> {
    config: Arc<Config>,
    dir: &'a Path,
}

impl Assembly<'_> {
    fn session(&self) -> &Arc<Session> {
        &self.config.place.unit.session
    }

    fn path(&self, dir: &Path) -> UnitPath {
        self.session().unit_path(dir)
    }

    fn dependencies(&self, diags: &mut Diags) -> (Arc<Dependencies>, Vec<(PathBuf, Span)>) {
        let dependencies = Dependencies::of(&self.config, diags);
        let mut after = Vec::new();
        for (path, span) in merged::paths(&self.config, diags) {
            let target = find_target(&self.config, &path, span, diags);
            after.extend(target.into_iter().flat_map(|(_, dirs)| dirs).map(|dir| (dir, span)));
        }
        (Arc::new(dependencies), after)
    }

    fn unit(&self, dependencies: &Arc<Dependencies>, after: &[(PathBuf, Span)], diags: &mut Diags) -> Option<Unit> {
        check_versions(&self.config, diags);
        notices(&self.config, diags);
        let config = &self.config;
        let session = self.session();
        let settings = &session.settings;
        let terraform = Terraform::of(config, Names::WithoutOutputs, diags);
        let module_dir = match terraform.as_ref().filter(|terraform| terraform.own.has("source")) {
            Some(terraform) => module_dir(config, terraform, diags)?,
            // A source that could not be evaluated has been complained about.
            None if config.layers().iter().any(|layer| has_source(layer.config)) => return None,
            None if self.has_module_files() => session.mounts.real(self.dir),
            None => {
                self.warn_no_module(diags);
                return None;
            }
        };
        let mut generator = Generator::new(config, &module_dir, terraform.as_ref());
        generator.add_blocks(diags);
        let remote_state = merged::remote_state(config, Names::WithoutOutputs, diags);
        let backend = remote_state.map(|fields| from_remote_state(&fields, &mut generator, diags));
        let overlay = generator.overlay;
        let (module, problems) = load_tree(&settings.shown(&module_dir), &overlay, &settings.modules());
        diags.extend(problems);
        let module = module?;
        let mut backend: UnitBackend = match backend {
            Some(backend) => backend?,
            None => from_module(&module.module, diags)?,
        };
        backend.role = config.place.unit.role.get().cloned();
        let backend = settings.in_workspace(backend);
        let given = Given { config, module: &module.module, module_dir: &module_dir };
        let given = given.values(terraform.as_ref(), diags);
        let layers = match (self.layers(dependencies), Layers::Values(Arc::new(given))) {
            (under, Layers::Values(given)) if given.is_empty() => under,
            (under, over) => Layers::Merged { under: Box::new(under), over: Box::new(over), deep: false },
        };
        let inputs = Inputs::new(layers, untyped(&module.module));
        self.warn_undeclared(&inputs, &module, diags);
        let path = self.path(self.dir);
        let (account, region) = labels(config, &path);
        // Functions read what stacks make where it stands; what counts is where it comes from.
        let mut read = config.place.unit.log.all();
        read.extend(session.made_from(self.dir));
        let read: BTreeSet<PathBuf> = read
            .iter()
            .filter(|path| !session.mounts.is_in_memory(path))
            .map(|path| session.mounts.real(path))
            .collect();
        let files_read = read.iter().map(|path| settings.shown(path)).collect();
        let hooks =
            terraform.map(|terraform| hooks(config, &terraform, &module_dir, &inputs, diags)).unwrap_or_default();
        Some(Unit {
            after: self.after(&inputs, &module, dependencies, after),
            path,
            dir: settings.shown(self.dir),
            inputs,
            backend,
            prevent_destroy: self.prevent_destroy(diags),
            account,
            region,
            hooks,
            files_read,
            files: Arc::new(OverlayFiles {
                files: settings.files.files.clone(),
                dir: module_dir,
                overlay,
                beside: self.dir.to_path_buf(),
            }),
            module,
        })
    }

    fn layers(&self, dependencies: &Arc<Dependencies>) -> Layers {
        let layer = |config: &Arc<Config>| match &config.file.inputs {
            Some(inputs) => {
                let scope = UnitScope { config: config.clone(), dependencies: dependencies.clone() };
                Layers::Expr(Arc::new(Layer { scope, expr: inputs.expr.clone() }))
            }
            None => Layers::None,
        };
        let mut layers = Layers::None;
        for each in self.config.layers() {
            layers = match (layer(each.config), layers) {
                (Layers::None, over) => over,
                (under, Layers::None) => under,
                (under, over) => Layers::Merged { under: Box::new(under), over: Box::new(over), deep: each.deep },
            };
        }
        layers
    }

    /// The units that must be done before this one and that no input refers to.
    fn after(
        &self,
        inputs: &Inputs,
        module: &ModuleTree,
        dependencies: &Dependencies,
        paths: &[(PathBuf, Span)],
    ) -> Vec<(UnitPath, Span)> {
        let mut referred: BTreeSet<UnitPath> = BTreeSet::new();
        for name in module.module.variables.keys() {
            let input = inputs.get(name);
            referred.extend(input.iter().flat_map(UnitInput::references).map(|reference| reference.unit.clone()));
        }
        let mut after: Vec<(UnitPath, Span)> = paths.iter().map(|(dir, span)| (self.path(dir), *span)).collect();
        for (_, dependency) in dependencies.iter().filter(|(_, dependency)| dependency.enabled) {
            let units = dependency.dirs.iter().map(|dir| self.path(dir));
            after.extend(units.filter(|unit| !referred.contains(unit)).map(|unit| (unit, dependency.span)));
        }
        let mut seen = BTreeSet::new();
        after.retain(|(path, _)| seen.insert(path.clone()));
        after
    }

    fn prevent_destroy(&self, diags: &mut Diags) -> Option<Span> {
        let fields = merged::argument(&self.config, "prevent_destroy", Names::WithoutOutputs, diags)?;
        fields.flag("prevent_destroy")?.then(|| fields.span_of("prevent_destroy"))
    }

    fn has_module_files(&self) -> bool {
        let files = &self.session().settings.files;
        files.names(self.dir).is_ok_and(|names| names.iter().any(|name| is_module_file(name)))
    }

    /// A file without a module is what other files include in old repositories; anything else was meant to be a unit.
    fn warn_no_module(&self, diags: &mut Diags) {
        if self.dir == self.session().root || self.config.includes.is_empty() {
            return;
        }
        diags.push(
            Diagnostic::warning("Unit without a module")
                .detail("The unit names no module and has no .tf files, so it is left out.")
                .at(self.config.file.start)
                .help("name a module: `terraform { source = \"…\" }`"),
        );
    }

    fn warn_undeclared(&self, inputs: &Inputs, module: &ModuleTree, diags: &mut Diags) {
        let declared = &module.module.variables;
        for (name, span) in inputs.written() {
            if declared.contains_key(&name) {
                continue;
            }
            let warning = Diagnostic::warning("Input is not declared")
                .detail(format!(
                    "The module in {} has no input variable \"{name}\", so this value is not used.",
                    module.module.dir.display()
                ))
                .at(span);
            diags.push(match nearest(&name, declared.keys().map(|known| &**known)) {
                Some(near) => warning.help(format!("an input variable with a similar name exists: `{near}`")),
                None => warning,
            });
        }
    }
}

/// Whether a file names a module.
fn has_source(config: &Config) -> bool {
    config.file.terraform.as_ref().is_some_and(|terraform| terraform.own.attr("source").is_some())
}
