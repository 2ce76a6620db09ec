use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Attribute;
use groundplan_value::nearest;

use super::backend::{from_module, from_remote_state};
use super::config::{Config, Strategy, UNIT_FILE};
use super::dependency::{Dependencies, unit_dir};
use super::generate::Generator;
use super::inputs::{Layer, Layers};
use super::labels::labels;
use super::load::{is_module_file, unit_path, untyped};
use super::place::{Place, UnitPlace};
use super::scope::UnitScope;
use super::session::Session;
use super::source::module_dir;
use super::{Inputs, Unit, UnitBackend, UnitInput, UnitPath};
use crate::files::OverlayFiles;
use crate::module::{ModuleTree, TERRAFORM_VERSION, Version, VersionConstraints, load_tree};

/// The version of Terragrunt whose format this is.
const TERRAGRUNT_VERSION: &str = "1.0.0";

/// A unit, or none when something is wrong with it, and the folders of the units that it depends on.
pub(super) struct Loaded {
    pub(super) unit: Option<Unit>,
    pub(super) depends_on: BTreeSet<PathBuf>,
    /// A place in the unit's own file.
    pub(super) file: Span,
}

/// Loads the unit in a folder.
pub(super) fn load_unit(session: &Arc<Session>, root: &Path, dir: &Path, diags: &mut Diags) -> Loaded {
    let unit = Arc::new(UnitPlace::new(session.clone(), dir.join(UNIT_FILE)));
    let Some(config) = Config::read(&unit.path.clone(), Place::of_unit(unit), diags) else {
        return Loaded { unit: None, depends_on: BTreeSet::new(), file: Span::NONE };
    };
    let assembly = Assembly { config, root, dir };
    let mut loaded = Loaded { unit: None, depends_on: BTreeSet::new(), file: assembly.file_span() };
    let (dependencies, after) = assembly.dependencies(diags);
    loaded.depends_on.extend(dependencies.iter().filter(|dependency| dependency.enabled).map(|it| it.dir.clone()));
    loaded.depends_on.extend(after.iter().map(|(dir, _)| dir.clone()));
    let unit = assembly.unit(&dependencies, &after, diags);
    loaded.unit = unit.filter(|_| !diags.has_errors());
    loaded
}

struct Assembly<'a> {
    config: Arc<Config>,
    root: &'a Path,
    dir: &'a Path,
}

impl Assembly<'_> {
    fn path(&self, dir: &Path) -> UnitPath {
        unit_path(self.root, dir)
    }

    /// The unit's own configuration and those that are merged with it, the one that counts most first.
    fn merged(&self) -> impl Iterator<Item = &Arc<Config>> {
        let included = self.config.includes.iter().rev().filter(|include| include.strategy != Strategy::NoMerge);
        std::iter::once(&self.config).chain(included.map(|include| &include.config))
    }

    fn file_span(&self) -> Span {
        let sources = &self.config.place.unit.session.settings.sources;
        let shown = self.config.place.unit.session.settings.shown(&self.config.file.path);
        sources.find(&shown).map_or(Span::NONE, |file| Span::new(file, 0, 0))
    }

    fn dependencies(&self, diags: &mut Diags) -> (Arc<Dependencies>, Vec<(PathBuf, Span)>) {
        let mut dependencies = Dependencies::default();
        let mut after = Vec::new();
        for config in self.merged() {
            dependencies.add(config, &|dir| self.path(dir), diags);
            let Some(paths) = &config.file.paths else { continue };
            let Some(value) = config.evaluate(&paths.expr, diags) else { continue };
            for path in value.as_slice().unwrap_or_default() {
                let Some(path) = path.as_str() else {
                    diags.push(
                        Diagnostic::error("Unsuitable value type")
                            .detail("Unsuitable value: paths must be a list of strings.")
                            .at(paths.expr.span),
                    );
                    continue;
                };
                let dir = unit_dir(config, path, paths.expr.span, diags);
                after.extend(dir.map(|dir| (dir, paths.expr.span)));
            }
        }
        (Arc::new(dependencies), after)
    }

    fn unit(&self, dependencies: &Arc<Dependencies>, after: &[(PathBuf, Span)], diags: &mut Diags) -> Option<Unit> {
        self.check_versions(diags);
        let config = &self.config;
        let settings = &config.place.unit.session.settings;
        let module_dir = match self.merged().find_map(|config| Some((config, config.file.source.as_ref()?))) {
            Some((config, source)) => module_dir(config, source, diags)?,
            None if self.has_module_files() => self.dir.to_path_buf(),
            None => {
                self.warn_no_module(diags);
                return None;
            }
        };
        let mut generator = Generator::new(config, &module_dir);
        generator.add_blocks(diags);
        let remote_state = self.merged().find_map(|config| Some((config, config.file.remote_state.as_ref()?)));
        let backend = remote_state.map(|(config, block)| from_remote_state(config, block, &mut generator, diags));
        let overlay = generator.overlay;
        let (module, problems) = load_tree(&settings.shown(&module_dir), &overlay, &settings.modules());
        diags.extend(problems);
        let module = module?;
        let backend: UnitBackend = match backend {
            Some(backend) => backend?,
            None => from_module(&module.module, diags)?,
        };
        let layers = self.layers(dependencies);
        let inputs = Inputs::new(layers, untyped(&module.module));
        self.warn_undeclared(&inputs, &module, diags);
        let path = self.path(self.dir);
        let (account, region) = labels(config, &path);
        let mut files_read = config.place.unit.log.all();
        files_read.iter_mut().for_each(|path| *path = settings.shown(path));
        Some(Unit {
            after: self.after(&inputs, &module, dependencies, after),
            path,
            dir: settings.shown(self.dir),
            inputs,
            backend,
            prevent_destroy: self.prevent_destroy(diags),
            account,
            region,
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
        let mut layers = layer(&self.config);
        for include in self.config.includes.iter().rev().filter(|include| include.strategy != Strategy::NoMerge) {
            let deep = include.strategy == Strategy::Deep;
            layers = match (layer(&include.config), layers) {
                (Layers::None, over) => over,
                (under, Layers::None) => under,
                (under, over) => Layers::Merged { under: Box::new(under), over: Box::new(over), deep },
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
        let blocks =
            dependencies.iter().filter(|dependency| dependency.enabled && !referred.contains(&dependency.unit));
        after.extend(blocks.map(|dependency| (dependency.unit.clone(), dependency.span)));
        let mut seen = BTreeSet::new();
        after.retain(|(unit, _)| seen.insert(unit.clone()));
        after
    }

    fn prevent_destroy(&self, diags: &mut Diags) -> Option<Span> {
        let (config, attribute) =
            self.merged().find_map(|config| Some((config, config.file.prevent_destroy.as_ref()?)))?;
        config.bool(&attribute.expr, diags)?.then_some(attribute.expr.span)
    }

    fn check_versions(&self, diags: &mut Diags) {
        for config in self.merged() {
            check_version(config, "Terraform", TERRAFORM_VERSION, config.file.terraform_version.as_deref(), diags);
            check_version(config, "Terragrunt", TERRAGRUNT_VERSION, config.file.terragrunt_version.as_deref(), diags);
        }
    }

    fn has_module_files(&self) -> bool {
        let files = &self.config.place.unit.session.settings.files;
        files.names(self.dir).is_ok_and(|names| names.iter().any(|name| is_module_file(name)))
    }

    /// A file without a module is what other files include in old repositories; anything else was meant to be a unit.
    fn warn_no_module(&self, diags: &mut Diags) {
        if self.dir == self.root || self.config.includes.is_empty() {
            return;
        }
        diags.push(
            Diagnostic::warning("Unit without a module")
                .detail("The unit names no module and has no .tf files, so it is left out.")
                .at(self.file_span())
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

fn check_version(config: &Config, what: &str, ours: &str, constraint: Option<&Attribute>, diags: &mut Diags) {
    let Some(attribute) = constraint else { return };
    let Some(text) = config.string(&attribute.expr, diags) else { return };
    let Some(constraints) = VersionConstraints::parse(&text) else {
        diags.push(
            Diagnostic::error("Invalid version constraint")
                .detail(format!("\"{text}\" is not a version constraint."))
                .at(attribute.expr.span),
        );
        return;
    };
    if Version::parse(ours).is_some_and(|ours| !constraints.allow(&ours)) {
        diags.push(
            Diagnostic::error(format!("Unsupported {what} version"))
                .detail(format!("{what} {text} is required here. Groundplan does what {what} {ours} does."))
                .at(attribute.expr.span),
        );
    }
}
