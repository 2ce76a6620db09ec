use std::path::{Path, PathBuf};

use groundplan_value::{Type, Value};

use super::paths::repo_root;
use super::{Problem, path_value, required};
use crate::files::{Glob, normalize};
use crate::live::config::Config;

/// `mark_glob_as_read([boundary], pattern)`: counts the files that match among those that the unit reads, and gives their
/// paths. The pattern may not lead out of the boundary, which is the git repository when none is given.
pub(super) fn mark_glob_as_read(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let first = required(arguments, 0)?;
    let dir = config.place.dir();
    let (boundary, pattern) = match (first.strip_prefix("--terragrunt-boundary="), arguments.len()) {
        (Some(boundary), 2) => (Some(normalize(&dir.join(boundary))), required(arguments, 1)?),
        (None, 1) => (repo_root(config).ok(), first),
        _ => return Err(Problem::new("one pattern is expected, with `--terragrunt-boundary=…` before it or not.")),
    };
    let absolute = if pattern.starts_with('/') { pattern.to_string() } else { format!("{}/{pattern}", dir.display()) };
    let glob = Glob::new(&clean(&absolute)).map_err(|why| Problem::new(format!("\"{pattern}\": {why}.")))?;
    if let Some(boundary) = boundary.filter(|boundary| !glob.folder().starts_with(boundary)) {
        return Err(Problem::new(format!("\"{pattern}\" leads out of {}.", config.place.shown(&boundary)))
            .help("set the boundary by the first argument, such as \"--terragrunt-boundary=/\""));
    }
    let files: Vec<PathBuf> = glob.files(&*config.place.unit.session.settings.files.files);
    files.iter().for_each(|file| config.place.note(file));
    let values = files.iter().map(|file| path_value(file)).collect::<Result<Vec<_>, _>>()?;
    Ok(Value::list(Type::String, values))
}

/// The pattern with `.`, `..` and empty names taken out, as far as plain names go.
fn clean(pattern: &str) -> String {
    let special = pattern.find(['*', '?', '[', '{', '\\']).unwrap_or(pattern.len());
    let (plain, rest) = pattern.split_at(special);
    let end = plain.rfind('/').map_or(0, |at| at + 1);
    let (folder, name) = plain.split_at(end);
    let folder = normalize(Path::new(folder));
    let folder = folder.to_str().unwrap_or_default();
    format!("{}/{name}{rest}", folder.trim_end_matches('/'))
}
