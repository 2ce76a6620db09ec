use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use groundplan_config::live::{UnitOutputs, UnitPath, load_live, render_unit};
use groundplan_diag::{Diagnostic, Diags, SourceMap};
use groundplan_lang::console::display;
use groundplan_value::{Map, Value};
use serde_json::Value as Json;

use crate::project::{live_settings, root_of};
use crate::{Failure, Settings, UnitChoice, states};

/// A unit's evaluated configuration.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// As text, a part a line or more.
    pub text: String,
    /// As JSON.
    pub json: Json,
    /// Warnings.
    pub warnings: Vec<groundplan_format::Diagnostic>,
}

/// A unit's evaluated configuration, an object: what its files, those that it includes and the outputs of other units come to.
/// An output that no state has yet is unknown.
///
/// # Errors
/// What is wrong in the files.
pub async fn render(settings: &Settings, unit: &str) -> Result<Rendered, Failure> {
    let sources = Arc::new(SourceMap::new());
    let root = root_of(&settings.dir);
    let live = live_settings(settings, "render", sources.clone(), Some(&root))?;
    let failed = |diags: Diags| Failure { diags, sources: sources.clone() };
    let dir = settings.dir.join(unit);
    let selection = UnitChoice::default().selection(&root, &dir).map_err(failed)?;
    let (tree, _) = load_live(&root, &selection, &live);
    let outside: Vec<_> = tree.outside.into_iter().map(Arc::new).collect();
    let mut warnings = Diags::new();
    let mut known = BTreeMap::new();
    for unit in outside {
        match states::outputs_of(settings, &[unit]).await {
            Ok(outputs) => known.extend(outputs),
            Err(errors) => warnings.extend(
                errors.into_iter().map(|error| Diagnostic { severity: groundplan_diag::Severity::Warning, ..error }),
            ),
        }
    }
    let (value, diags) = render_unit(&root, Path::new(&dir), &Known(known), &live);
    let (value, more) = diags.into_result(value).map_err(failed)?;
    warnings.extend(more);
    let value = value.unwrap_or(Value::NULL);
    let parts = value.as_map().into_iter().flatten();
    Ok(Rendered {
        text: parts.map(|(name, value)| format!("{name} = {}\n", display(value))).collect(),
        json: shown(&value),
        warnings: crate::document::diagnostics(&warnings, &sources),
    })
}

/// A value as JSON, with a text in place of what must not be shown and of what is not known yet.
fn shown(value: &Value) -> Json {
    if value.marks().is_sensitive() {
        return Json::from("(sensitive value)");
    }
    if !value.is_known() {
        return Json::from("(known after apply)");
    }
    if let Some(map) = value.as_map() {
        return map
            .iter()
            .map(|(name, value)| (name.to_string(), shown(value)))
            .collect::<serde_json::Map<_, _>>()
            .into();
    }
    match value.as_slice() {
        Some(items) => items.iter().map(shown).collect::<Vec<_>>().into(),
        None => value.to_plain_json().unwrap_or(Json::Null),
    }
}

/// Outputs as states have them; unknown where they have not.
struct Known(BTreeMap<UnitPath, Map>);

impl UnitOutputs for Known {
    fn output(&self, unit: &UnitPath, name: &str) -> Result<Value, Diagnostic> {
        Ok(self.0.get(unit).and_then(|outputs| outputs.get(name)).cloned().unwrap_or(Value::DYNAMIC))
    }

    fn outputs(&self, unit: &UnitPath) -> Result<Value, Diagnostic> {
        let outputs = self.0.get(unit).filter(|outputs| !outputs.is_empty());
        Ok(outputs.map_or(Value::DYNAMIC, |outputs| Value::object(outputs.clone())))
    }
}
