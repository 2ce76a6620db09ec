use std::path::Path;

use groundplan_value::{Type, Value};

use super::glob::glob;
use super::path::join;
use super::read::{reason, redacted};
use crate::functions::arguments::value;
use crate::functions::function::types;
use crate::functions::{CallContext, FileKind, Function, FunctionError, Implementation, Kind, Parameter, Returns};

pub(super) static FILESET: Function = Function {
    name: "fileset",
    description: "The files in a folder whose paths match a pattern.",
    parameters: &[
        Parameter::string("path", "The folder, from which the paths are given.").unknown().marked(),
        Parameter::string("pattern", "The pattern, with `*`, `**`, `?`, `{a,b}` and `[a-z]`.").unknown().marked(),
    ],
    returns: Returns::Type(types::set_of_string),
    kind: Kind::Filesystem,
    implementation: Implementation::Plain(fileset),
    ..Function::DEFAULT
};

fn fileset(context: &CallContext, arguments: &[Value]) -> Result<Value, FunctionError> {
    let (path, pattern) = (value(arguments, 0)?, value(arguments, 1)?);
    let marks = path.marks() | pattern.marks();
    let (Some(path), Some(pattern)) = (path.as_str(), pattern.as_str()) else {
        return Ok(Value::unknown(Type::set(Type::String)).mark(marks));
    };
    let shown = if path.starts_with('/') { path.to_string() } else { join(&[".", path]) };
    let base = context.base.to_string_lossy();
    let folder = if path.starts_with('/') { join(&[path]) } else { join(&[&base, path]) };
    let matches = glob(&join(&[&folder, pattern]), context).map_err(|why| {
        let pattern = redacted(&join(&[&shown, pattern]), marks);
        FunctionError::call(format!("failed to glob pattern {pattern}: {why}"))
    })?;
    let mut files = Vec::new();
    for found in matches {
        let kind = context.files.kind(Path::new(&found)).map_err(|error| {
            let name = redacted(&found, marks);
            FunctionError::call(format!("failed to stat {name}: {}", reason(&error)))
        })?;
        if kind == FileKind::File {
            files.push(Value::string(relative(&folder, &found)));
        }
    }
    Ok(Value::set(Type::String, files).mark(marks))
}

/// The way from a folder to a path; both are clean and absolute.
fn relative(folder: &str, path: &str) -> String {
    let parts = |path: &str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (from, to) = (parts(folder), parts(path));
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from.iter().skip(common).map(|_| "..");
    up.chain(to.iter().skip(common).map(String::as_str)).collect::<Vec<_>>().join("/")
}
