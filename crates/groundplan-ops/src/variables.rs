use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use groundplan_config::files::{DiskFiles, Reader};
use groundplan_config::live::Unit;
use groundplan_config::module::{load_tfvars, parse_variable};
use groundplan_diag::{Diagnostic, Diags, SourceMap};
use groundplan_value::{Value, nearest};

use crate::settings::VariableSource;
use crate::{Failure, Settings};

/// The values of a root module's input variables that flags, files and environment give, in Terraform's order of
/// precedence: `TF_VAR_…`, `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars`, then the flags in their order.
pub(crate) fn given(
    settings: &Settings,
    unit: &Unit,
    sources: &Arc<SourceMap>,
) -> Result<(BTreeMap<Arc<str>, Value>, Diags), Failure> {
    let declared = &unit.module.module.variables;
    let mut values = BTreeMap::new();
    let mut diags = Diags::new();
    for (name, variable) in declared {
        if let Some(text) = settings.environment.get(&format!("TF_VAR_{name}")) {
            match parse_variable(variable, text, &format!("the environment variable TF_VAR_{name}")) {
                Ok(value) => drop(values.insert(name.clone(), value)),
                Err(error) => diags.push(error),
            }
        }
    }
    let reader = Reader { base: settings.dir.clone().into(), files: Arc::new(DiskFiles::new(settings.home.clone())) };
    for path in automatic(&settings.dir) {
        read(&path, &reader, sources, unit, &mut values, &mut diags);
    }
    for source in &settings.variables {
        match source {
            VariableSource::File(path) => read(path, &reader, sources, unit, &mut values, &mut diags),
            VariableSource::Value(text) => match assignment(unit, text) {
                Ok((name, value)) => drop(values.insert(name, value)),
                Err(error) => diags.push(error),
            },
        }
    }
    diags.into_result(values).map_err(|diags| Failure { diags, sources: sources.clone() })
}

/// The files that are read without being named, in order.
fn automatic(dir: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = ["terraform.tfvars", "terraform.tfvars.json"]
        .into_iter()
        .map(|name| dir.join(name))
        .filter(|path| path.is_file())
        .collect();
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut auto: Vec<PathBuf> = entries
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json")
        })
        .collect();
    auto.sort();
    paths.extend(auto);
    paths
}

fn read(
    path: &Path,
    reader: &Reader,
    sources: &SourceMap,
    unit: &Unit,
    values: &mut BTreeMap<Arc<str>, Value>,
    diags: &mut Diags,
) {
    let (found, more) = load_tfvars(path, reader, sources);
    diags.extend(more);
    let declared = &unit.module.module.variables;
    for (name, (value, span)) in found {
        if declared.contains_key(&name) {
            values.insert(name, value);
            continue;
        }
        let warning = Diagnostic::warning("Value for undeclared variable")
            .detail(format!("The root module does not declare a variable named \"{name}\" but a value was found."))
            .at(span);
        diags.push(match nearest(&name, declared.keys().map(|known| &**known)) {
            Some(near) => warning.help(format!("a variable with a similar name exists: `{near}`")),
            None => warning.help(format!("declare it: `variable \"{name}\" {{}}`")),
        });
    }
}

fn assignment(unit: &Unit, text: &str) -> Result<(Arc<str>, Value), Diagnostic> {
    let Some((name, value)) = text.split_once('=') else {
        return Err(Diagnostic::error("Invalid --var option")
            .detail("The given --var option is not of the form NAME=VALUE.")
            .help("write `--var name=value`"));
    };
    let name = name.trim();
    let declared = &unit.module.module.variables;
    match declared.get(name) {
        Some(variable) => Ok((name.into(), parse_variable(variable, value, &format!("--var {name}=…"))?)),
        None => {
            let error = Diagnostic::error("Value for undeclared variable").detail(format!(
                "A variable named \"{name}\" was assigned on the command line, but the root module does not declare a \
                 variable of that name."
            ));
            Err(match nearest(name, declared.keys().map(|known| &**known)) {
                Some(near) => error.help(format!("a variable with a similar name exists: `{near}`")),
                None => error.help(format!("declare it: `variable \"{name}\" {{}}`")),
            })
        }
    }
}
