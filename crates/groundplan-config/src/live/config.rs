use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::eval::evaluate;
use groundplan_lang::syntax::{Attribute, Expr};
use groundplan_value::{Map, Value};

use super::feature::features;
use super::file::blocks::{ARGUMENTS, INCLUDE};
use super::file::{ConfigFile, Field, Fields, NamedBlock, not_yet};
use super::locals::{Local, evaluate_locals};
use super::place::Place;
use super::scope::{ConfigScope, Names};
use super::values::read_values;
use crate::files::normalize;

/// A configuration file with its locals evaluated and its includes read, in the context of the unit that it is read for.
pub(super) struct Config {
    pub(super) file: Arc<ConfigFile>,
    /// Where it stands, absolute.
    pub(super) path: PathBuf,
    pub(super) place: Place,
    pub(super) includes: Vec<Include>,
    /// What a stack adds to the unit (`autoinclude`), which lies over the file.
    pub(super) over: Option<Arc<Config>>,
    /// The features, each an object with its value.
    pub(super) features: Map,
    /// What a stack gives (`terragrunt.values.hcl` beside the file), an object; none when there is no such file.
    pub(super) values: Option<Value>,
    pub(super) locals: BTreeMap<Arc<str>, Local>,
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

/// One of the files that make up a configuration.
#[derive(Clone, Copy)]
pub(super) struct Layer<'a> {
    pub(super) config: &'a Arc<Config>,
    /// Whether what lies over it is merged into it deeply.
    pub(super) deep: bool,
}

impl Config {
    /// Reads a file and what it includes. What is wrong goes to `diags`; none when the file cannot be read at all.
    pub(super) fn read(path: &Path, place: Place, diags: &mut Diags) -> Option<Arc<Self>> {
        let session = place.unit.session.clone();
        let (file, problems) = session.file(path);
        place.note(path);
        diags.extend(problems.iter().cloned());
        let file = file?;
        let mut config = Self { file, ..Self::empty(path, place) };
        config.values = read_values(&config, diags);
        config.read_includes(diags);
        config.read_over(diags);
        config.features = features(&config, diags);
        config.locals = evaluate_locals(&config, diags);
        Some(Arc::new(config))
    }

    /// A file that holds nothing, at this place.
    pub(super) fn empty(path: &Path, place: Place) -> Self {
        Self {
            file: Arc::new(ConfigFile::of_locals(BTreeMap::new(), Span::NONE)),
            path: path.to_path_buf(),
            place,
            includes: Vec::new(),
            over: None,
            features: Map::new(),
            values: None,
            locals: BTreeMap::new(),
        }
    }

    /// The files that make up the configuration, the one that counts most first.
    pub(super) fn layers(self: &Arc<Self>) -> Vec<Layer<'_>> {
        let over = self.over.iter().map(|config| Layer { config, deep: false });
        let merged = self.includes.iter().rev().filter(|include| include.strategy != Strategy::NoMerge);
        let included = merged.map(|it| Layer { config: &it.config, deep: it.strategy == Strategy::Deep });
        over.chain([Layer { config: self, deep: false }]).chain(included).collect()
    }

    /// The value of an expression of this file in which outputs of other units have no place.
    pub(super) fn evaluate(&self, expr: &Expr, diags: &mut Diags) -> Option<Value> {
        self.evaluate_with(expr, Names::WithoutOutputs, diags)
    }

    /// The value of an expression of this file.
    pub(super) fn evaluate_with(&self, expr: &Expr, names: Names<'_>, diags: &mut Diags) -> Option<Value> {
        match evaluate(expr, &ConfigScope::new(self, names)) {
            Ok(value) => Some(value),
            Err(errors) => {
                diags.extend(errors);
                None
            }
        }
    }

    /// The evaluated arguments of a block of this file.
    pub(super) fn fields(&self, fields: &[Field], block: &NamedBlock, diags: &mut Diags) -> Fields {
        self.fields_with(fields, block, Names::WithoutOutputs, diags)
    }

    /// The evaluated arguments of a block of this file, with what may be referred to.
    pub(super) fn fields_with(
        &self,
        fields: &[Field],
        block: &NamedBlock,
        names: Names<'_>,
        diags: &mut Diags,
    ) -> Fields {
        Fields::read(fields, block.span, names.must_be_known(), diags, |name, diags| {
            let expr = &block.attr(name)?.expr;
            Some((self.evaluate_with(expr, names, diags)?, expr.span))
        })
    }

    /// The evaluated argument of a name that the file itself gives.
    pub(super) fn argument(&self, name: &'static str, names: Names<'_>, diags: &mut Diags) -> Option<Fields> {
        let attribute: &Attribute = self.file.arguments.get(name)?;
        let field = ARGUMENTS.iter().find(|field| field.name == name)?;
        let value = self.evaluate_with(&attribute.expr, names, diags)?;
        let span = attribute.expr.span;
        Some(Fields::read(&[*field], span, names.must_be_known(), diags, |_, _| Some((value.clone(), span))))
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
        let fields = self.fields(INCLUDE, block, diags);
        let text = fields.text("path")?;
        let target = normalize(&self.place.dir().join(&*text));
        if !self.place.unit.session.settings.files.is_file(&target) {
            diags.push(
                Diagnostic::error("Included file not found")
                    .detail(format!("There is no file {}.", self.place.shown(&target)))
                    .at(fields.span_of("path")),
            );
            return None;
        }
        let strategy = match fields.text("merge_strategy").as_deref() {
            None => Strategy::Shallow,
            Some("no_merge") => Strategy::NoMerge,
            Some("shallow") => Strategy::Shallow,
            Some("deep") => Strategy::Deep,
            Some(other) => {
                diags.push(
                    Diagnostic::error("Invalid merge strategy")
                        .detail(format!("There is no merge strategy \"{other}\"."))
                        .at(fields.span_of("merge_strategy"))
                        .help("use \"no_merge\", \"shallow\" or \"deep\""),
                );
                return None;
            }
        };
        let config = Self::read(&target, self.place.included(&target), diags)?;
        let expose = fields.flag("expose").unwrap_or(false);
        Some(Include { name: block.name.clone(), expose, strategy, config, span: block.span })
    }

    /// Reads what a stack has added beside a unit's own file.
    fn read_over(&mut self, diags: &mut Diags) {
        let is_unit = self.path.file_name().is_some_and(|name| UNIT_FILES.iter().any(|known| name == *known));
        let over = self.path.with_file_name(OVER_FILE);
        if !is_unit || self.place.include.is_some() || !self.place.unit.session.settings.files.is_file(&over) {
            return;
        }
        let place = Place { include: Some(self.path.clone()), ..self.place.clone() };
        self.over = Self::read(&over, place, diags);
        if let Some(block) = self.over.as_ref().and_then(|over| over.file.includes.first()) {
            diags.push(not_yet("block type \"include\" in what a stack adds to a unit", block.span));
        }
    }
}

/// The files that a folder's unit may be configured in.
pub(super) const UNIT_FILES: [&str; 2] = ["terragrunt.hcl", "terragrunt.hcl.json"];

/// The file that a stack adds to a unit.
pub(super) const OVER_FILE: &str = "terragrunt.autoinclude.hcl";

/// What `path` means as the configuration of another unit: the file itself, or the one in the folder.
pub(super) fn config_in(path: &Path, session: &super::session::Session) -> PathBuf {
    if session.settings.files.is_dir(path) { unit_file(path, session) } else { path.to_path_buf() }
}

/// The file that the unit of a folder is configured in; the usual one when there is none.
pub(super) fn unit_file(dir: &Path, session: &super::session::Session) -> PathBuf {
    let mut candidates = UNIT_FILES.iter().map(|name| dir.join(name));
    let found = candidates.find(|path| session.settings.files.is_file(path));
    found.unwrap_or_else(|| dir.join("terragrunt.hcl"))
}
