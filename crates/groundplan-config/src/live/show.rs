use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_diag::{Diagnostic, Diags};
use groundplan_lang::functions::FileKind;
use groundplan_value::Value;

use super::UnitOutputs;
use super::config::{Config, unit_file};
use super::dependency::Dependencies;
use super::discover::find_units;
use super::place::{Place, UnitPlace};
use super::scope::Names;
use super::session::{LiveSettings, Session};
use super::view::whole;

/// The evaluated configuration of the unit in a folder, an object with all parts that its files have (Terragrunt's reference,
/// "render"). Its module need not be there.
#[must_use]
pub fn render_unit(
    root: &Path,
    dir: &Path,
    outputs: &dyn UnitOutputs,
    settings: &LiveSettings,
) -> (Option<Value>, Diags) {
    let mut diags = Diags::new();
    let session = Arc::new(Session::new(settings, settings.files.absolute(root)));
    let dir = settings.files.absolute(dir);
    session.expand_around(&dir, &mut diags);
    let file = unit_file(&dir, &session);
    if !session.settings.files.is_file(&file) {
        diags.push(
            Diagnostic::error("Unit not found")
                .detail(format!("The folder {} has no terragrunt.hcl.", session.shown(&dir).display()))
                .help("name a unit by its path; see which there are with `groundplan list`"),
        );
        return (None, diags);
    }
    let place = Place::of_unit(Arc::new(UnitPlace::new(session, file.clone())));
    let value = Config::read(&file, place, &mut diags).map(|config| {
        let dependencies = Dependencies::of(&config, &mut diags);
        whole(&config, Names::WithOutputs { dependencies: &dependencies, outputs }, &mut diags)
    });
    (value, diags)
}

/// The files that the stacks in a folder and below it stand for, by their absolute paths: those of units and of stacks in
/// stacks, with the values that they are given.
#[must_use]
pub fn stack_files(root: &Path, dir: &Path, settings: &LiveSettings) -> (BTreeMap<PathBuf, Vec<u8>>, Diags) {
    let mut diags = Diags::new();
    let session = Arc::new(Session::new(settings, settings.files.absolute(root)));
    let dir = settings.files.absolute(dir);
    find_units(&dir, &session, &mut diags);
    let mut found = BTreeMap::new();
    for at in session.mounts.points().iter().filter(|at| at.starts_with(&dir)) {
        gather(&session, at, &mut found, &mut diags);
    }
    for (path, bytes) in &found {
        let is_config = path.extension().is_some_and(|extension| extension == "hcl");
        if is_config && String::from_utf8_lossy(bytes).contains("update_source_with_cas") {
            diags.push(
                Diagnostic::warning("Source is not rewritten")
                    .detail(format!(
                        "The file {} names its source as seen from where it comes from (update_source_with_cas). It is \
                         written as it is, so Terragrunt will not find that source.",
                        settings.shown(path).display()
                    ))
                    .help("let Terragrunt generate this stack itself: `terragrunt stack generate`"),
            );
        }
    }
    (found, diags)
}

fn gather(session: &Session, path: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>, diags: &mut Diags) {
    let files = &session.settings.files.files;
    match files.kind(path) {
        Ok(FileKind::Folder) => {
            for name in files.list(path).unwrap_or_default() {
                // What is in it has places of its own.
                if !matches!(&*name, ".terragrunt-stack" | ".terragrunt-cache" | ".terraform" | ".git") {
                    gather(session, &path.join(name), found, diags);
                }
            }
        }
        Ok(FileKind::File) => match files.read(path) {
            Ok(bytes) => drop(found.insert(path.to_path_buf(), bytes)),
            Err(error) => diags.push(crate::module::unreadable("file", &session.shown(path), &error)),
        },
        Ok(_) => {}
        Err(error) => diags.push(crate::module::unreadable("file", &session.shown(path), &error)),
    }
}
