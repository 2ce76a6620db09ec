use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::eval::references;
use groundplan_value::{Map, Value};

use super::{Problem, required};
use crate::files::normalize;
use crate::live::config::{Config, config_in};
use crate::live::tf_var::as_tf_var;
use crate::module::load_tfvars;

/// Files that read files deeper than this are refused.
const MAX_DEPTH: usize = 20;

/// `read_terragrunt_config(path, [default])`: another configuration file as an object.
pub(super) fn read_terragrunt_config(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let place = &config.place;
    let path = target(config, arguments)?;
    let files = &place.unit.session.settings.files;
    let path = config_in(path.clone(), files.is_dir(&path));
    if !files.is_file(&path) {
        let missing = || Problem::new(format!("there is no file {}.", place.shown(&path)));
        return arguments.get(1).cloned().ok_or_else(missing);
    }
    let known = || place.unit.read.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(read) = known().get(&path) {
        return read.clone().map_err(Problem::new);
    }
    let reader = &config.file.path;
    if path == *reader || place.read_by.contains(&path) {
        return Err(Problem::new(format!("{} is being read already: it reads itself.", place.shown(&path))));
    }
    if place.read_by.len() >= MAX_DEPTH {
        return Err(Problem::new(format!("files read files {MAX_DEPTH} deep here, which is more than is allowed.")));
    }
    let read = read_config(config, &path);
    known().insert(path, read.clone());
    read.map_err(Problem::new)
}

fn read_config(config: &Config, path: &Path) -> Result<Value, String> {
    let place = &config.place;
    let mut diags = Diags::new();
    let read = Config::read(path, place.read(path, &config.file.path), &mut diags);
    let value = read.map(|read| as_value(&read, &mut diags));
    let error = diags.into_iter().find(Diagnostic::is_error);
    let shown = place.shown(path);
    match (error, value) {
        (None, Some(value)) => Ok(value),
        (None, None) => Err(format!("{shown} cannot be read.")),
        (Some(error), _) => {
            let sources = &place.unit.session.settings.sources;
            let at = error.primary.as_ref().and_then(|label| sources.locate(label.span)).unwrap_or(shown);
            Err(format!("{at}: {}: {}", error.summary, error.detail))
        }
    }
}

/// What a file that is read gives. Its inputs are left out when they refer to outputs of other units.
fn as_value(config: &Config, diags: &mut Diags) -> Value {
    let mut parts = Map::new();
    parts.insert("locals".into(), as_tf_var(&Value::object(config.locals.clone()), false));
    let inputs = config.file.inputs.as_ref();
    let uses_outputs = |expr| references(expr).into_iter().any(|traversal| &*traversal.root.name == "dependency");
    match inputs.filter(|inputs| !uses_outputs(&inputs.expr)) {
        Some(inputs) => {
            if let Some(value) = config.evaluate(&inputs.expr, diags) {
                parts.insert("inputs".into(), as_tf_var(&value, false));
            }
        }
        None if inputs.is_none() => {
            parts.insert("inputs".into(), Value::object::<&str>([]));
        }
        None => {}
    }
    Value::object(parts)
}

/// `read_tfvars_file(path)`: a file of variable values as JSON text.
pub(super) fn read_tfvars_file(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let path = target(config, arguments)?;
    let settings = &config.place.unit.session.settings;
    config.place.unit.log.note(&path);
    let (values, diags) = load_tfvars(&path, &settings.files, &settings.sources);
    if let Some(error) = diags.into_iter().find(Diagnostic::is_error) {
        return Err(Problem::new(format!("{}: {}", error.summary, error.detail)));
    }
    let object = Value::object(values.into_iter().map(|(name, (value, _))| (name, value)));
    match object.to_plain_json() {
        Some(json) => Ok(Value::string(json.to_string())),
        None => Err(Problem::new(format!("{} holds a value that is not known.", config.place.shown(&path)))),
    }
}

/// `mark_as_read(path)`: counts a file among those that the unit reads, and gives its path.
pub(super) fn mark_as_read(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    config.place.unit.log.note(&target(config, arguments)?);
    Ok(Value::string(required(arguments, 0)?))
}

fn target(config: &Config, arguments: &[Value]) -> Result<PathBuf, Problem> {
    Ok(normalize(&config.place.dir().join(&*required(arguments, 0)?)))
}
