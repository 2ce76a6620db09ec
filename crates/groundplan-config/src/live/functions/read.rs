use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_value::Value;

use super::{Problem, required};
use crate::files::normalize;
use crate::live::config::{Config, config_in};
use crate::live::dependency::Dependencies;
use crate::live::outputs::NotedOutputs;
use crate::live::scope::Names;
use crate::live::stack::{STACK_FILES, stack_value};
use crate::live::values::{VALUES_FILE, read_values as values_in};
use crate::live::view::whole;
use crate::live::{OutputRef, UnitOutputs};
use crate::module::load_tfvars;

/// Files that read files deeper than this are refused.
const MAX_DEPTH: usize = 20;

/// `read_terragrunt_config(path, [default])`: another configuration file as an object.
pub(super) fn read_terragrunt_config(config: &Config, names: Names<'_>, arguments: &[Value]) -> Result<Value, Problem> {
    let place = &config.place;
    let session = &place.unit.session;
    let target = target(config, arguments)?;
    session.expand_around(&target, &mut Diags::new());
    let path = config_in(&target, session);
    if !session.settings.files.is_file(&path) {
        let missing = || Problem::new(format!("there is no file {}.", place.shown(&path)));
        return arguments.get(1).cloned().ok_or_else(missing);
    }
    let known = || place.unit.read.lock().unwrap_or_else(PoisonError::into_inner);
    let seen = known().get(&path).cloned();
    match (seen, names) {
        (Some(Err(problem)), _) => return Err(Problem::new(problem)),
        (Some(Ok((value, outputs))), _) if outputs.is_empty() => return Ok(value),
        (Some(Ok((value, outputs))), Names::InLocals(noted)) => {
            note(&outputs, noted);
            return Ok(value);
        }
        // With outputs that may be known now, it is read again.
        _ => {}
    }
    let reader = &config.path;
    if path == *reader || place.read_by.contains(&path) {
        return Err(Problem::new(format!("{} is being read already: it reads itself.", place.shown(&path))));
    }
    if place.read_by.len() >= MAX_DEPTH {
        return Err(Problem::new(format!("files read files {MAX_DEPTH} deep here, which is more than is allowed.")));
    }
    if matches!(names, Names::WithOutputs { .. }) {
        return read_file(config, &path, names.outputs()).map_err(Problem::new);
    }
    let noted = NotedOutputs::default();
    let read = read_file(config, &path, &noted).map(|value| (value, noted.take(Span::NONE)));
    known().insert(path, read.clone());
    let (value, outputs) = read.map_err(Problem::new)?;
    note(&outputs, names.outputs());
    Ok(value)
}

/// Passes on which outputs were asked for.
fn note(outputs: &[OutputRef], to: &dyn UnitOutputs) {
    for reference in outputs {
        // What an output is, or that it is not there, comes out when it is used.
        let _ = match &reference.output {
            Some(output) => to.output(&reference.unit, output),
            None => to.outputs(&reference.unit),
        };
    }
}

fn read_file(config: &Config, path: &Path, outputs: &dyn UnitOutputs) -> Result<Value, String> {
    let place = &config.place;
    let mut diags = Diags::new();
    let is = |names: &[&str]| path.file_name().is_some_and(|name| names.iter().any(|known| name == *known));
    let value = if is(&STACK_FILES) {
        Some(stack_value(&place.unit.session, path, &mut diags))
    } else if is(&[VALUES_FILE]) {
        values_in(&Config::empty(path, place.read(path, &config.path)), &mut diags)
    } else {
        let read = Config::read(path, place.read(path, &config.path), &mut diags);
        read.map(|read| {
            let dependencies = Dependencies::of(&read, &mut diags);
            whole(&read, Names::WithOutputs { dependencies: &dependencies, outputs }, &mut diags)
        })
    };
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

/// `read_tfvars_file(path)`: a file of variable values as JSON text.
pub(super) fn read_tfvars_file(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let path = target(config, arguments)?;
    let settings = &config.place.unit.session.settings;
    config.place.note(&path);
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
    config.place.note(&target(config, arguments)?);
    Ok(Value::string(required(arguments, 0)?))
}

pub(super) fn target(config: &Config, arguments: &[Value]) -> Result<PathBuf, Problem> {
    Ok(normalize(&config.place.dir().join(&*required(arguments, 0)?)))
}
