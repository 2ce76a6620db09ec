use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::evaluate;
use groundplan_lang::syntax::Expr;
use groundplan_value::{Type, Value, convert};

use super::file::{ConfigFile, NamedBlock};
use super::locals::evaluate_locals;
use super::place::Place;
use super::scope::{ConfigScope, Names};
use crate::files::normalize;

/// A configuration file with its locals evaluated and its includes read, in the context of the unit that it is read for.
pub(super) struct Config {
    pub(super) file: Arc<ConfigFile>,
    pub(super) place: Place,
    pub(super) includes: Vec<Include>,
    pub(super) locals: BTreeMap<Arc<str>, Value>,
}

/// A file that another one includes.
pub(super) struct Include {
    pub(super) name: Arc<str>,
    pub(super) expose: bool,
    pub(super) strategy: Strategy,
    pub(super) config: Arc<Config>,
    /// The block's header.
    pub(super) span: Span,
}

/// How an included file is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    NoMerge,
    Shallow,
    Deep,
}

impl Config {
    /// Reads a file and what it includes. What is wrong goes to `diags`; none when the file cannot be read at all.
    pub(super) fn read(path: &Path, place: Place, diags: &mut Diags) -> Option<Arc<Self>> {
        let (file, problems) = place.unit.session.file(path);
        place.unit.log.note(path);
        diags.extend(problems.iter().cloned());
        let file = file?;
        let mut config = Self { file: file.clone(), place, includes: Vec::new(), locals: BTreeMap::new() };
        config.read_includes(diags);
        config.locals = evaluate_locals(&config, diags);
        Some(Arc::new(config))
    }

    /// The value of an expression of this file in which outputs of other units have no place.
    pub(super) fn evaluate(&self, expr: &Expr, diags: &mut Diags) -> Option<Value> {
        match evaluate(expr, &ConfigScope::new(self, Names::WithoutOutputs)) {
            Ok(value) => Some(value),
            Err(errors) => {
                diags.extend(errors);
                None
            }
        }
    }

    /// The value as one of a primitive type, not null and known.
    pub(super) fn primitive(&self, expr: &Expr, ty: &Type, diags: &mut Diags) -> Option<Value> {
        let value = self.evaluate(expr, diags)?.unmark_deep();
        let unsuitable = |why: &str| {
            Diagnostic::error("Unsuitable value type").detail(format!("Unsuitable value: {why}.")).at(expr.span)
        };
        match convert(&value, ty) {
            Ok(value) if value.is_null() => diags.push(unsuitable("null value is not allowed")),
            // Unknown is what failed before, and what only an apply can know.
            Ok(value) if !value.is_known() => {
                if !diags.has_errors() {
                    diags.push(unsuitable("it is not known before anything runs"));
                }
            }
            Ok(value) => return Some(value),
            Err(error) => diags.push(unsuitable(&error.to_string())),
        }
        None
    }

    /// The value as a string.
    pub(super) fn string(&self, expr: &Expr, diags: &mut Diags) -> Option<Arc<str>> {
        self.primitive(expr, &Type::String, diags)?.as_str().cloned()
    }

    /// The value as a boolean.
    pub(super) fn bool(&self, expr: &Expr, diags: &mut Diags) -> Option<bool> {
        self.primitive(expr, &Type::Bool, diags)?.as_bool()
    }

    fn read_includes(&mut self, diags: &mut Diags) {
        if self.place.include.is_some()
            && let Some(nested) = self.file.includes.first()
        {
            diags.push(
                Diagnostic::error("Include within an included file")
                    .detail("A file that is included cannot include others: only one level of includes is allowed.")
                    .at(nested.span)
                    .help("include the other file from the unit too"),
            );
            return;
        }
        let mut includes: Vec<Include> = Vec::new();
        for block in &self.file.includes {
            if includes.iter().any(|include| include.name == block.name) {
                diags.push(
                    Diagnostic::error("Duplicate include block")
                        .detail(format!("There is already an include block named \"{}\".", block.name))
                        .at(block.span),
                );
                continue;
            }
            includes.extend(self.include(block, diags));
        }
        self.includes = includes;
    }

    fn include(&self, block: &NamedBlock, diags: &mut Diags) -> Option<Include> {
        let path = block.attr("path")?;
        let text = self.string(&path.expr, diags)?;
        let path_span = path.expr.span;
        let target = normalize(&self.place.dir().join(&*text));
        if !self.place.unit.session.settings.files.is_file(&target) {
            diags.push(
                Diagnostic::error("Included file not found")
                    .detail(format!("There is no file {}.", self.place.shown(&target)))
                    .at(path_span),
            );
            return None;
        }
        let expose = block.attr("expose").and_then(|it| self.bool(&it.expr, diags)).unwrap_or(false);
        let strategy = match block.attr("merge_strategy") {
            None => Strategy::Shallow,
            Some(attribute) => match &*self.string(&attribute.expr, diags)? {
                "no_merge" => Strategy::NoMerge,
                "shallow" => Strategy::Shallow,
                "deep" => Strategy::Deep,
                other => {
                    diags.push(
                        Diagnostic::error("Invalid merge strategy")
                            .detail(format!("There is no merge strategy \"{other}\"."))
                            .at(attribute.expr.span)
                            .help("use \"no_merge\", \"shallow\" or \"deep\""),
                    );
                    return None;
                }
            },
        };
        let config = Self::read(&target, self.place.included(&target), diags)?;
        Some(Include { name: block.name.clone(), expose, strategy, config, span: block.span })
    }
}

/// The file that a folder's unit is configured in.
pub(super) const UNIT_FILE: &str = "terragrunt.hcl";

/// What `path` means as the configuration of another unit: the file itself, or the one in the folder.
pub(super) fn config_in(path: PathBuf, is_dir: bool) -> PathBuf {
    if is_dir { path.join(UNIT_FILE) } else { path }
}
