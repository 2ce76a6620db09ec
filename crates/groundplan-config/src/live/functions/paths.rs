use std::path::{Path, PathBuf};

use groundplan_diag::{Diagnostic, Diags};
use groundplan_value::Value;

use super::{Problem, path_value, text};
use crate::files::relative;
use crate::live::config::{Config, unit_file};
use crate::live::place::Place;
use crate::live::scope::Names;
use crate::live::source::module_dir;
use crate::live::terraform::Terraform;

/// `find_in_parent_folders([name], [fallback])`: the nearest file of a name in the folders above.
pub(super) fn find_in_parent_folders(config: &Config, arguments: &[Value]) -> Result<Value, Problem> {
    let name = text(arguments, 0)?.filter(|name| !name.is_empty());
    let session = &config.place.unit.session;
    let files = &session.settings.files;
    for dir in config.place.dir().ancestors().skip(1) {
        let candidate = match &name {
            Some(name) => crate::files::normalize(&dir.join(&**name)),
            None => unit_file(dir, session),
        };
        if files.is_file(&candidate) || files.is_dir(&candidate) {
            return path_value(&candidate);
        }
    }
    let name = name.as_deref().unwrap_or("terragrunt.hcl");
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

/// `get_working_dir()`: the folder of the unit's root module, which is where Terraform would run.
pub(super) fn get_working_dir(config: &Config, _: &[Value]) -> Result<Value, Problem> {
    let place = &config.place;
    if place.for_working_dir {
        // As a part of what says where that is, it is empty.
        return Ok(Value::string(""));
    }
    let inner = Place { for_working_dir: true, include: None, ..place.clone() };
    let mut diags = Diags::new();
    let read = Config::read(&place.config_path, inner, &mut diags);
    let terraform = read.as_ref().and_then(|read| Terraform::of(read, Names::WithoutOutputs, &mut diags));
    let dir = match terraform.filter(|terraform| terraform.own.has("source")) {
        Some(terraform) => module_dir(config, &terraform, &mut diags),
        None => Some(place.dir().to_path_buf()),
    };
    match (dir, diags.into_iter().find(Diagnostic::is_error)) {
        (Some(dir), None) => path_value(&dir),
        (_, Some(error)) => Err(Problem::new(format!("{}: {}", error.summary, error.detail))),
        (None, None) => Err(Problem::new("the unit has no module.")),
    }
}

pub(super) fn repo_root(config: &Config) -> Result<PathBuf, Problem> {
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
        ([only], _) => Ok(folder(&only.config.path)),
        (includes, Some(name)) => match includes.iter().find(|include| include.name == name) {
            Some(include) => Ok(folder(&include.config.path)),
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
