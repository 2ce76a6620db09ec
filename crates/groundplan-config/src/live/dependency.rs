use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Traversal;
use groundplan_value::{Map, Value, nearest};

use super::config::{Config, UNIT_FILES};
use super::file::blocks::DEPENDENCY;
use super::file::{Field, Fields};
use super::scope::step_name;
use super::stack::STACK_FILES;
use super::{OutputRef, UnitOutputs, UnitPath};
use crate::files::normalize;

/// The `dependency` blocks of a unit and of what it includes, by name.
#[derive(Default)]
pub(super) struct Dependencies {
    by_name: BTreeMap<Arc<str>, Dependency>,
}

/// A `dependency` block.
pub(super) struct Dependency {
    pub(super) target: Target,
    /// The folders of the units that it means, absolute.
    pub(super) dirs: Vec<PathBuf>,
    pub(super) enabled: bool,
    pub(super) skip_outputs: bool,
    /// The block's header.
    pub(super) span: Span,
}

/// What a dependency is on.
pub(super) enum Target {
    Unit(UnitPath),
    /// A stack: its units by name.
    Stack(BTreeMap<Arc<str>, UnitPath>),
}

impl Dependency {
    /// All outputs, an object; of a stack an object for each of its units.
    pub(super) fn outputs(&self, outputs: &dyn UnitOutputs) -> Result<Value, Diagnostic> {
        match &self.target {
            Target::Unit(unit) => outputs.outputs(unit),
            Target::Stack(units) => {
                let each = units.iter().map(|(name, unit)| Ok((name.clone(), outputs.outputs(unit)?)));
                Ok(Value::object(each.collect::<Result<Map, Diagnostic>>()?))
            }
        }
    }

    /// The units whose outputs it has.
    pub(super) fn units(&self) -> Vec<&UnitPath> {
        match &self.target {
            Target::Unit(unit) => vec![unit],
            Target::Stack(units) => units.values().collect(),
        }
    }

    /// The value of what follows `outputs`, and how many steps that took.
    fn resolve(&self, steps: &[Arc<str>], outputs: &dyn UnitOutputs) -> Result<(Value, usize), Diagnostic> {
        match (&self.target, steps) {
            (Target::Unit(unit), [output, ..]) => Ok((outputs.output(unit, output)?, 1)),
            (Target::Stack(units), [unit, rest @ ..]) => match (units.get(unit), rest) {
                (Some(unit), [output, ..]) => Ok((outputs.output(unit, output)?, 2)),
                (Some(unit), []) => Ok((outputs.outputs(unit)?, 1)),
                (None, _) => {
                    let error = Diagnostic::error("Unknown unit")
                        .detail(format!("The stack has no unit named \"{unit}\"."))
                        .also(self.span, "this dependency");
                    Err(match nearest(unit, units.keys().map(|known| &**known)) {
                        Some(near) => error.help(format!("a unit with a similar name exists: `{near}`")),
                        None => error,
                    })
                }
            },
            (_, []) => Ok((self.outputs(outputs)?, 0)),
        }
    }
}

impl Dependencies {
    /// The dependencies of a file, of what it includes and of what lies over it.
    pub(super) fn of(config: &Arc<Config>, diags: &mut Diags) -> Self {
        const LINK: [Field; 3] = [DEPENDENCY[0], DEPENDENCY[1], DEPENDENCY[2]];
        let mut merged: BTreeMap<Arc<str>, (Fields, Span)> = BTreeMap::new();
        for layer in config.layers() {
            for block in &layer.config.file.dependencies {
                match merged.get_mut(&block.name) {
                    None => {
                        let fields = layer.config.fields(&LINK, block, diags);
                        merged.insert(block.name.clone(), (fields, block.span));
                    }
                    Some((over, _)) if layer.deep => {
                        let under = layer.config.fields(&LINK, block, diags);
                        for field in LINK {
                            if !says_something(over, field.name) {
                                over.take(field.name, &under);
                            }
                        }
                    }
                    Some(_) => {}
                }
            }
        }
        let mut by_name = BTreeMap::new();
        for (name, (fields, span)) in merged {
            by_name.extend(dependency(config, &fields, span, diags).map(|dependency| (name, dependency)));
        }
        Self { by_name }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &Dependency)> {
        self.by_name.iter()
    }

    pub(super) fn get(&self, name: &str) -> Option<&Dependency> {
        self.by_name.get(name)
    }

    /// What a traversal from `dependency` means, and how many steps that takes.
    pub(super) fn resolve(
        &self,
        traversal: &Traversal,
        outputs: &dyn UnitOutputs,
    ) -> Result<(Value, usize), Diagnostic> {
        let at = |error: Diagnostic| if error.primary.is_none() { error.at(traversal.span()) } else { error };
        let refuse = |detail: &str| Diagnostic::error("Unsupported reference").detail(detail).at(traversal.span());
        let steps: Vec<Arc<str>> = traversal.steps.iter().map_while(step_name).collect();
        let [name, rest @ ..] = steps.as_slice() else {
            return Err(refuse("The name of a dependency block must follow, as in `dependency.NAME.outputs.OUTPUT`."));
        };
        let dependency = self.usable(name, traversal.span())?;
        match rest.split_first() {
            Some((part, rest)) if &**part == "outputs" => {
                let (value, taken) = dependency.resolve(rest, outputs).map_err(at)?;
                Ok((value, taken + 2))
            }
            Some((part, _)) if &**part == "inputs" => Err(refuse("Inputs of other units cannot be referred to.")
                .help("add an output to the other unit's module, or a local value to a file that both read")),
            _ => Err(refuse("A dependency has outputs and nothing else, as in `dependency.NAME.outputs.OUTPUT`.")),
        }
    }

    /// A dependency whose outputs may be referred to.
    fn usable(&self, name: &str, span: Span) -> Result<&Dependency, Diagnostic> {
        let Some(dependency) = self.by_name.get(name) else {
            let error = Diagnostic::error("Unknown dependency")
                .detail(format!("There is no dependency block named \"{name}\"."))
                .at(span);
            return Err(match nearest(name, self.by_name.keys().map(|known| &**known)) {
                Some(near) => error.help(format!("a block with a similar name exists: `{near}`")),
                None => error,
            });
        };
        let refuse = |detail: &str, help: &str| {
            Diagnostic::error("Dependency has no outputs")
                .detail(detail)
                .at(span)
                .also(dependency.span, "this block")
                .help(help)
        };
        if !dependency.enabled {
            return Err(refuse("The dependency is not enabled.", "refer to its outputs only where `enabled` is true"));
        }
        if dependency.skip_outputs {
            return Err(refuse(
                "The dependency is there for the order only: its block has `skip_outputs = true`.",
                "remove `skip_outputs`",
            ));
        }
        Ok(dependency)
    }

    /// The outputs that a traversal from `dependency` refers to.
    pub(super) fn references(&self, traversal: &Traversal, found: &mut Vec<OutputRef>) {
        let steps: Vec<Arc<str>> = traversal.steps.iter().map_while(step_name).collect();
        let [name, rest @ ..] = steps.as_slice() else { return };
        let Some(dependency) = self.by_name.get(name).filter(|it| it.enabled && !it.skip_outputs) else { return };
        let span = traversal.span();
        let mut add = |unit: &UnitPath, output: Option<&Arc<str>>| {
            found.push(OutputRef { unit: unit.clone(), output: output.cloned(), span });
        };
        match (&dependency.target, rest) {
            (Target::Unit(unit), rest) => add(unit, rest.get(1)),
            (Target::Stack(units), [_, unit, rest @ ..]) => {
                if let Some(unit) = units.get(unit) {
                    add(unit, rest.first());
                }
            }
            (Target::Stack(units), _) => units.values().for_each(|unit| add(unit, None)),
        }
    }
}

/// Whether an argument is given so that it counts: an empty path is filled in by what lies under it.
fn says_something(fields: &Fields, name: &str) -> bool {
    fields.has(name) && fields.text(name).is_none_or(|text| !text.is_empty())
}

fn dependency(config: &Config, fields: &Fields, span: Span, diags: &mut Diags) -> Option<Dependency> {
    let enabled = fields.flag("enabled").unwrap_or(true);
    let skip_outputs = fields.flag("skip_outputs").unwrap_or(false);
    if !enabled {
        // The path of what is not enabled need not lead anywhere.
        let target = Target::Unit(UnitPath(Arc::from("")));
        return Some(Dependency { target, dirs: Vec::new(), enabled, skip_outputs, span });
    }
    let (target, dirs) = find_target(config, &fields.text("config_path")?, fields.span_of("config_path"), diags)?;
    Some(Dependency { target, dirs, enabled, skip_outputs, span })
}

/// What a path means, a unit or a stack, and the folders of all units that belong to it; complains when there is none.
pub(super) fn find_target(
    config: &Config,
    text: &str,
    span: Span,
    diags: &mut Diags,
) -> Option<(Target, Vec<PathBuf>)> {
    let session = &config.place.unit.session;
    let files = &session.settings.files;
    let mut dir = normalize(&config.place.dir().join(text));
    let is_config = |name: &std::ffi::OsStr| UNIT_FILES.iter().chain(&STACK_FILES).any(|known| name == *known);
    if dir.file_name().is_some_and(is_config) {
        dir.pop();
    }
    session.expand_around(&dir, diags);
    if UNIT_FILES.iter().any(|name| files.is_file(&dir.join(name))) {
        return Some((Target::Unit(session.unit_path(&dir)), vec![dir]));
    }
    if let Some(stack) = session.stack(&dir) {
        let units = stack.units.iter().map(|(name, dir)| (name.clone(), session.unit_path(dir))).collect();
        return Some((Target::Stack(units), stack.all.clone()));
    }
    // In the live repository, also where a stack's folder stands behind it: that is where it was looked for.
    let shown = session.settings.shown(&dir);
    let shown = shown.display();
    diags.push(if files.is_dir(&dir) {
        Diagnostic::error("No unit in folder").detail(format!("The folder {shown} has no terragrunt.hcl.")).at(span)
    } else {
        Diagnostic::error("Unit not found").detail(format!("There is no folder {shown}.")).at(span)
    });
    None
}
