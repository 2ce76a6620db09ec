use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Traversal;
use groundplan_value::{Type, Value, convert, nearest};

use super::config::{Config, UNIT_FILE};
use super::file::NamedBlock;
use super::scope::step_name;
use super::{OutputRef, UnitPath};
use crate::files::normalize;

/// The `dependency` blocks of a unit and of what it includes, by name.
#[derive(Default)]
pub(super) struct Dependencies {
    by_name: BTreeMap<Arc<str>, Dependency>,
}

/// A `dependency` block.
pub(super) struct Dependency {
    pub(super) unit: UnitPath,
    /// The unit's folder, absolute.
    pub(super) dir: PathBuf,
    pub(super) enabled: bool,
    pub(super) skip_outputs: bool,
    /// The block's header.
    pub(super) span: Span,
}

impl Dependencies {
    /// Adds what a file declares. What is there already counts more.
    pub(super) fn add(&mut self, config: &Config, unit_path: &dyn Fn(&std::path::Path) -> UnitPath, diags: &mut Diags) {
        for block in &config.file.dependencies {
            if self.by_name.contains_key(&block.name) {
                continue;
            }
            if let Some(dependency) = read(block, config, unit_path, diags) {
                self.by_name.insert(block.name.clone(), dependency);
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Dependency> {
        self.by_name.values()
    }

    /// A dependency whose outputs may be referred to.
    pub(super) fn usable(&self, name: &str, span: Span) -> Result<&Dependency, Diagnostic> {
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
        let Some(dependency) = traversal.steps.first().and_then(step_name).and_then(|name| self.by_name.get(&name))
        else {
            return;
        };
        if !dependency.enabled || dependency.skip_outputs {
            return;
        }
        let output = traversal.steps.get(2).and_then(step_name);
        found.push(OutputRef { unit: dependency.unit.clone(), output, span: traversal.span() });
    }
}

fn read(
    block: &NamedBlock,
    config: &Config,
    unit_path: &dyn Fn(&std::path::Path) -> UnitPath,
    diags: &mut Diags,
) -> Option<Dependency> {
    let mut flag = |name: &str, default: bool| match block.attr(name) {
        Some(attribute) => match config.evaluate(&attribute.expr, diags) {
            // Null means that nothing is said.
            Some(value) if value.is_null() => default,
            Some(value) => {
                convert(&value.unmark_deep(), &Type::Bool).ok().as_ref().and_then(Value::as_bool).unwrap_or(default)
            }
            None => default,
        },
        None => default,
    };
    let (enabled, skip_outputs) = (flag("enabled", true), flag("skip_outputs", false));
    let path = block.attr("config_path")?;
    if !enabled {
        // The path of what is not enabled need not lead anywhere.
        let unit = UnitPath(Arc::from(""));
        return Some(Dependency { unit, dir: PathBuf::new(), enabled, skip_outputs, span: block.span });
    }
    let text = config.string(&path.expr, diags)?;
    let dir = unit_dir(config, &text, path.expr.span, diags)?;
    Some(Dependency { unit: unit_path(&dir), dir, enabled, skip_outputs, span: block.span })
}

/// The folder of the unit that a path means; complains when there is none.
pub(super) fn unit_dir(config: &Config, text: &str, span: Span, diags: &mut Diags) -> Option<PathBuf> {
    let mut dir = normalize(&config.place.dir().join(text));
    if dir.file_name().is_some_and(|name| name == UNIT_FILE) {
        dir.pop();
    }
    let files = &config.place.unit.session.settings.files;
    if files.is_file(&dir.join(UNIT_FILE)) {
        return Some(dir);
    }
    let shown = config.place.shown(&dir);
    let stack = dir.join("terragrunt.stack.hcl");
    diags.push(if files.is_file(&stack) {
        super::file::not_yet("dependency on a stack", span)
    } else if files.is_dir(&dir) {
        Diagnostic::error("No unit in folder").detail(format!("The folder {shown} has no {UNIT_FILE}.")).at(span)
    } else {
        Diagnostic::error("Unit not found").detail(format!("There is no folder {shown}.")).at(span)
    });
    None
}
