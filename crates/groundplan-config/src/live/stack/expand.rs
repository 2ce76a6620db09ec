use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::is_identifier;
use groundplan_value::Value;

use super::autoinclude;
use super::expansion::expand;
use super::file::{COMPONENT, Component, Kind, STACK_FILES, STACK_OVER_FILE, StackFile};
use super::refs::{Places, StackScope};
use crate::files::normalize;
use crate::live::config::{Config, OVER_FILE, UNIT_FILES};
use crate::live::file::{Field, Fields, flag, text};
use crate::live::locals::evaluate_locals;
use crate::live::place::{Place, UnitPlace};
use crate::live::render::expression;
use crate::live::session::Session;
use crate::live::source::{Wanted, locate};
use crate::live::tf_var::as_tf_var;
use crate::live::values::{VALUES_FILE, read_values};

/// The folder in which a stack's units stand.
const STACK_DIR: &str = ".terragrunt-stack";
/// Stacks within stacks: no deeper, so that those that hold themselves come to an end.
const DEEPEST: usize = 20;

/// The first line of files that a stack makes.
pub(super) const GENERATED: &str = "# Generated from terragrunt.stack.hcl: do not edit.\n";

/// The units of a stack.
#[derive(Clone, Debug, Default)]
pub(in crate::live) struct StackUnits {
    /// Its own units by name, with their folders.
    pub(in crate::live) units: Vec<(Arc<str>, PathBuf)>,
    /// The folders of its units and of those of the stacks in it.
    pub(in crate::live) all: Vec<PathBuf>,
}

/// A stack file, read and with its components evaluated.
pub(super) struct Expanded {
    pub(super) config: Arc<Config>,
    pub(super) components: Vec<(Component, Fields, PathBuf)>,
    pub(super) places: Places,
}

impl Session {
    /// The units of the stack in a folder; none when it has no stack. What is wrong with it is told the first time only.
    pub(in crate::live) fn expand(
        self: &Arc<Self>,
        dir: &Path,
        depth: usize,
        diags: &mut Diags,
    ) -> Option<Arc<StackUnits>> {
        if let Some(known) = self.stacks.lock().unwrap_or_else(PoisonError::into_inner).get(dir) {
            return known.clone();
        }
        let path = STACK_FILES.iter().map(|name| dir.join(name)).find(|path| self.settings.files.is_file(path));
        // Noted before the stack is looked into: one that holds itself must not be looked into again.
        self.stacks.lock().unwrap_or_else(PoisonError::into_inner).insert(dir.to_path_buf(), None);
        let units = Arc::new(self.units_of(&path?, dir, depth, diags)?);
        self.stacks.lock().unwrap_or_else(PoisonError::into_inner).insert(dir.to_path_buf(), Some(units.clone()));
        Some(units)
    }

    /// The stack of a folder that has been expanded.
    pub(in crate::live) fn stack(&self, dir: &Path) -> Option<Arc<StackUnits>> {
        self.stacks.lock().unwrap_or_else(PoisonError::into_inner).get(dir).cloned().flatten()
    }

    /// The files that a stack's unit in a folder was made from.
    pub(in crate::live) fn made_from(&self, dir: &Path) -> BTreeSet<PathBuf> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner).get(dir).cloned().unwrap_or_default()
    }

    /// Expands the stacks of a folder and of those around it, so that what they make stands there.
    pub(in crate::live) fn expand_around(self: &Arc<Self>, dir: &Path, diags: &mut Diags) {
        let around: Vec<&Path> = dir.ancestors().collect();
        for dir in around.into_iter().rev() {
            self.expand(dir, 0, diags);
        }
    }

    fn units_of(self: &Arc<Self>, path: &Path, dir: &Path, depth: usize, diags: &mut Diags) -> Option<StackUnits> {
        let has_unit = UNIT_FILES.iter().any(|name| self.settings.files.is_file(&dir.join(name)));
        let expanded = self.read_stack(path, dir, diags)?;
        if has_unit {
            diags.push(
                Diagnostic::error("Unit and stack in one folder")
                    .detail(format!(
                        "The folder {} holds a stack and a unit: it can be only one.",
                        self.shown(dir).display()
                    ))
                    .at(expanded.config.file.start),
            );
        }
        if depth >= DEEPEST {
            diags.push(
                Diagnostic::error("Stacks within stacks too deep")
                    .detail(format!("Stacks hold stacks {DEEPEST} deep here: does one hold itself?"))
                    .at(expanded.config.file.start),
            );
            return None;
        }
        let enabled = expanded.components.iter().filter(|(_, fields, _)| fields.flag("enabled").unwrap_or(true));
        let made: Vec<_> = enabled
            .filter(|(it, fields, place)| self.make(it, fields, place, dir, &expanded, diags).is_some())
            .collect();
        // What the stack was made from, and what it reads, is what its units are made from.
        let mut from = self.made_from(dir);
        from.extend(expanded.config.place.unit.log.all());
        let mut units = StackUnits::default();
        for (component, _, place) in made {
            self.made.lock().unwrap_or_else(PoisonError::into_inner).insert(place.clone(), from.clone());
            match component.kind {
                Kind::Unit => {
                    units.units.push((component.block.name.clone(), place.clone()));
                    units.all.push(place.clone());
                }
                Kind::Stack => {
                    let inner = self.expand(place, depth + 1, diags);
                    units.all.extend(inner.iter().flat_map(|inner| inner.all.iter().cloned()));
                }
            }
        }
        Some(units)
    }

    /// Reads a stack file and evaluates its components.
    pub(super) fn read_stack(self: &Arc<Self>, path: &Path, dir: &Path, diags: &mut Diags) -> Option<Expanded> {
        let shown = self.shown(path);
        let text = match self.settings.files.text(path) {
            Ok(text) => text,
            Err(error) => {
                diags.push(crate::module::unreadable("file", &shown, &error));
                return None;
            }
        };
        let id = self.settings.sources.add(&shown, text.clone());
        let mut file = StackFile::parse(path, id, &text, diags);
        self.add_over(dir, &mut file, diags);
        let place = Place::of_unit(Arc::new(UnitPlace::new(self.clone(), path.to_path_buf())));
        place.note(path);
        let mut config = Config { file: file.config.clone(), ..Config::empty(path, place) };
        config.values = read_values(&config, diags);
        config.features = crate::live::feature::features(&config, diags);
        config.locals = evaluate_locals(&config, diags);
        let expanded = expand(&config, file.components, diags);
        let places = self.places(&config, &expanded, dir, diags);
        let mut components = Vec::new();
        for component in expanded {
            let scope = StackScope::new(&config, &places).of(component.element.as_ref());
            let fields = scope.fields(COMPONENT, &component.block, diags);
            if let Some(place) = places.get(&(component.kind.name(), component.block.name.clone())) {
                components.push((component, fields, place.clone()));
            }
        }
        Some(Expanded { config: Arc::new(config), components, places })
    }

    /// Lays what the stack around adds over a stack's own components.
    fn add_over(&self, dir: &Path, file: &mut StackFile, diags: &mut Diags) {
        let path = dir.join(STACK_OVER_FILE);
        let Ok(text) = self.settings.files.text(&path) else { return };
        let id = self.settings.sources.add(self.shown(&path), text.clone());
        let over = StackFile::parse(&path, id, &text, diags);
        for component in over.components {
            let same =
                |known: &&mut Component| known.kind == component.kind && known.block.name == component.block.name;
            match file.components.iter_mut().find(same) {
                Some(known) => *known = component,
                None => file.components.push(component),
            }
        }
    }

    /// Where each component stands.
    fn places(&self, config: &Config, components: &[Component], dir: &Path, diags: &mut Diags) -> Places {
        const PLACE: [Field; 2] = [text("path").required(), flag("no_dot_terragrunt_stack")];
        let mut places = Places::new();
        let mut seen: BTreeMap<PathBuf, Span> = BTreeMap::new();
        for component in components {
            let block = &component.block;
            let fields = match &component.element {
                None => config.fields(&PLACE, block, diags),
                element => StackScope::new(config, &Places::new()).of(element.as_ref()).fields(&PLACE, block, diags),
            };
            let Some(path) = fields.text("path") else { continue };
            let beside = fields.flag("no_dot_terragrunt_stack").unwrap_or(false);
            let base = if beside { dir.to_path_buf() } else { dir.join(STACK_DIR) };
            let place = normalize(&base.join(&*path));
            if path.starts_with('/') || !place.starts_with(&base) || place == base {
                diags.push(
                    Diagnostic::error("Path leads out of the stack")
                        .detail(format!(
                            "The path \"{path}\" must lead to a folder in {}.",
                            self.shown(&base).display()
                        ))
                        .at(fields.span_of("path")),
                );
                continue;
            }
            let name = (component.kind.name(), block.name.clone());
            let twice = if places.contains_key(&name) {
                Some(format!("There is already a {} block named \"{}\".", component.kind.name(), block.name))
            } else {
                seen.contains_key(&place).then(|| format!("Another block stands at the path \"{path}\" already."))
            };
            if let Some(twice) = twice {
                let error = Diagnostic::error(format!("Duplicate {} block", component.kind.name())).detail(twice);
                let first = seen.get(&place).copied();
                let error = error.at(block.span);
                diags.push(first.map_or(error.clone(), |first| error.also(first, "the other one")));
                continue;
            }
            seen.insert(place.clone(), block.span);
            places.insert(name, place);
        }
        places
    }

    /// Lets a component stand at its place.
    fn make(
        &self,
        component: &Component,
        fields: &Fields,
        place: &Path,
        dir: &Path,
        expanded: &Expanded,
        diags: &mut Diags,
    ) -> Option<()> {
        let (what, wanted_files) = match component.kind {
            Kind::Unit => ("Unit", UNIT_FILES),
            Kind::Stack => ("Stack", STACK_FILES),
        };
        let source = fields.text("source")?;
        let span = fields.span_of("source");
        let in_catalog = fields.flag("update_source_with_cas").unwrap_or(false);
        let wanted = Wanted { text: &source, span, version: None, dir, in_catalog, what };
        let folder = locate(self, &wanted, diags)?;
        if !wanted_files.iter().any(|name| self.settings.files.is_file(&folder.join(name))) {
            if ["no_dot_terragrunt_stack", "no_validation"].iter().any(|name| fields.flag(name) == Some(true)) {
                // Then it may be files that others read, and no component at all.
                self.mounts.mount(place.to_path_buf(), folder);
                return None;
            }
            diags.push(
                Diagnostic::error(format!("{what} without its file"))
                    .detail(format!("The folder {} has no {}.", self.shown(&folder).display(), wanted_files[0]))
                    .at(span),
            );
            return None;
        }
        self.mounts.mount(place.to_path_buf(), folder);
        let values = fields.value("values");
        if !values.is_null() {
            let text = values_text(&values, fields.span_of("values"), diags)?;
            let path = place.join(VALUES_FILE);
            let given = as_tf_var(&values, false);
            self.given.lock().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), given);
            self.mounts.add(path, text.into_bytes());
        }
        if let Some(block) = &component.autoinclude {
            let name = match component.kind {
                Kind::Unit => OVER_FILE,
                Kind::Stack => STACK_OVER_FILE,
            };
            let text =
                autoinclude::text(self, block, component.kind, place, expanded, component.element.as_ref(), diags)?;
            self.mounts.add(place.join(name), text.into_bytes());
        }
        Some(())
    }
}

/// The text of a file of values.
fn values_text(values: &Value, span: Span, diags: &mut Diags) -> Option<String> {
    let invalid = |detail: String| Diagnostic::error("Invalid values").detail(detail).at(span);
    let Some(map) = values.as_map() else {
        diags.push(invalid(format!("The values must be an object, but this is {}.", values.ty().friendly_name())));
        return None;
    };
    if !values.is_wholly_known() {
        diags.push(invalid("The values depend on what is not known before anything runs.".into()));
        return None;
    }
    let mut text = String::from(GENERATED);
    for (name, value) in map {
        if !is_identifier(name) {
            diags.push(invalid(format!("The name \"{name}\" cannot be written as the name of an argument.")));
            return None;
        }
        text.push_str(&format!("{name} = {}\n", expression(value)));
    }
    Some(text)
}
