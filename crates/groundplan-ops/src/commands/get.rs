use std::collections::BTreeMap;
use std::path::PathBuf;

use groundplan_config::module::ModuleTree;

use crate::project::Project;
use crate::{Failure, Settings};

/// A module that a unit calls, directly or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalledModule {
    /// The names of the calls that lead to it, joined by dots.
    pub path: String,
    /// The address as it is written.
    pub source: String,
    /// Its folder, as messages show it.
    pub dir: PathBuf,
}

/// Fetches all modules that are not there yet, and tells which modules each unit calls. With
/// [`Settings::update_modules`] those that are there are chosen anew.
///
/// # Errors
/// When the configuration cannot be loaded or a module cannot be had.
pub async fn get(settings: &Settings) -> Result<BTreeMap<String, Vec<CalledModule>>, Failure> {
    let project = Project::load(settings, "get")?;
    let units = project.units.iter().map(|unit| {
        let mut called = Vec::new();
        collect(&unit.module, "", &mut called);
        (unit.path.to_string(), called)
    });
    Ok(units.collect())
}

fn collect(tree: &ModuleTree, path: &str, called: &mut Vec<CalledModule>) {
    for (name, child) in &tree.children {
        let path = if path.is_empty() { name.to_string() } else { format!("{path}.{name}") };
        let source = tree.module.calls.get(name).map(|call| call.source.0.clone()).unwrap_or_default();
        called.push(CalledModule { path: path.clone(), source, dir: child.module.dir.clone() });
        collect(child, &path, called);
    }
}
