use std::path::{Path, PathBuf};

use groundplan_value::Value;

use super::{Problem, path_value, text};
use crate::files::relative;
use crate::live::config::{Config, UNIT_FILE};

/// `find_in_parent_folders([name], [fallback])`: the nearest file of a name in the folders above.
pub(super) fn find_in_parent_folders(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let name = text(arguments, 0)?.filter(|name| !name.is_empty());
    let name = name.as_deref().unwrap_or(UNIT_FILE);
    let files = &config.place.unit.session.settings.files;
    for dir in config.place.dir().ancestors().skip(1) {
        let candidate = crate::files::normalize(&dir.join(name));
        if files.is_file(&candidate) || files.is_dir(&candidate) {
            return path_value(&candidate);
        }
    }
    match text(arguments, 1)? {
        Some(fallback) => Ok(Value::string(fallback)),
        None => Err(Problem::new(format!(
            "there is no {name} in the folders above {}.",
            config.place.shown(config.place.dir())
        ))
        .help(format!(
            "create {name} in one of these folders, or give a second argument to be used when there is none"
        ))),
    }
}

/// `path_relative_to_include([name])`: from the included file's folder to this one's.
pub(super) fn path_relative_to_include(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    match selected_include(config, arguments)? {
        Some(include) => between(&include, config.place.dir()),
        None => Ok(Value::string(".")),
    }
}

/// `path_relative_from_include([name])`: from this file's folder to the included one's.
pub(super) fn path_relative_from_include(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    match selected_include(config, arguments)? {
        Some(include) => between(config.place.dir(), &include),
        None => Ok(Value::string(".")),
    }
}

/// `get_terragrunt_dir()`: the folder of the unit, or of the file that is being read by `read_terragrunt_config`.
pub(super) fn get_terragrunt_dir(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    path_value(config.place.dir())
}

/// `get_original_terragrunt_dir()`: the folder of the unit, whatever file is being read.
pub(super) fn get_original_terragrunt_dir(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    path_value(config.place.unit_dir())
}

/// `get_parent_terragrunt_dir([name])`: the folder of the included file.
pub(super) fn get_parent_terragrunt_dir(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    match selected_include(config, arguments)? {
        Some(include) => path_value(&include),
        None => path_value(config.place.dir()),
    }
}

/// `get_repo_root()`: the folder of the git repository.
pub(super) fn get_repo_root(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    path_value(&repo_root(config)?)
}

/// `get_path_from_repo_root()`: from the folder of the git repository to this one.
pub(super) fn get_path_from_repo_root(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    between(&repo_root(config)?, config.place.dir())
}

/// `get_path_to_repo_root()`: from this folder to that of the git repository.
pub(super) fn get_path_to_repo_root(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    between(config.place.dir(), &repo_root(config)?)
}

fn repo_root(config: &Config) -> Result<PathBuf, Problem> {
    let files = &config.place.unit.session.settings.files;
    let mut dirs = config.place.dir().ancestors();
    // In worktrees and submodules it is a file.
    let found = dirs.find(|dir| files.is_dir(&dir.join(".git")) || files.is_file(&dir.join(".git")));
    found.map(Path::to_path_buf).ok_or_else(|| {
        Problem::new(format!("{} is not in a git repository.", config.place.shown(config.place.dir())))
            .help("run `git init` in the folder that is to be the repository's root")
    })
}

/// The folder of the included file that is meant: in such a file itself, else the one of the given name or the only one.
fn selected_include(config: &Config, arguments: &[Value]) -> Result<Option<PathBuf>, Problem> {
    let folder = |path: &Path| path.parent().map(Path::to_path_buf);
    if let Some(include) = &config.place.include {
        return Ok(folder(include));
    }
    let name = text(arguments, 0)?;
    match (config.includes.as_slice(), name) {
        ([], _) => Ok(None),
        ([only], _) => Ok(folder(&only.config.file.path)),
        (includes, Some(name)) => match includes.iter().find(|include| include.name == name) {
            Some(include) => Ok(folder(&include.config.file.path)),
            None => Err(Problem::new(format!("there is no include block named \"{name}\"."))),
        },
        (_, None) => {
            Err(Problem::new("there are several include blocks.").help("give the name of the one that is meant"))
        }
    }
}

fn between(from: &Path, to: &Path) -> Result<Value, Problem> {
    match relative(from, to) {
        Some(path) => path_value(&path),
        None => Err(Problem::new(format!("there is no way from {} to {}.", from.display(), to.display()))),
    }
}
