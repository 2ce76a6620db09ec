use std::sync::PoisonError;

use groundplan_diag::Diags;
use groundplan_value::{Map, Value};

use super::config::Config;
use super::scope::{ConfigScope, Names};
use crate::module::parse_by_name;

/// The file in which a stack gives values to a unit or to a stack.
pub(super) const VALUES_FILE: &str = "terragrunt.values.hcl";

/// The values that stand beside a file, an object; none when there is no such file.
pub(super) fn read_values(config: &Config, diags: &mut Diags) -> Option<Value> {
    let path = config.path.with_file_name(VALUES_FILE);
    let session = &config.place.unit.session;
    if !session.settings.files.is_file(&path) {
        return None;
    }
    if let Some(given) = session.given.lock().unwrap_or_else(PoisonError::into_inner).get(&path) {
        return Some(given.clone());
    }
    config.place.note(&path);
    let shown = session.shown(&path);
    let text = match session.settings.files.text(&path) {
        Ok(text) => text,
        Err(error) => {
            diags.push(crate::module::unreadable("file", &shown, &error));
            return None;
        }
    };
    let sources = &session.settings.sources;
    // Many files of a unit look at the same values.
    let id = sources.find(&shown).filter(|id| sources.get(*id).is_some_and(|file| file.text == text));
    let id = id.unwrap_or_else(|| sources.add(&shown, text.clone()));
    let parsed = parse_by_name(&path, id, &text);
    diags.extend(parsed.diags);
    let scope = ConfigScope::new(config, Names::WithoutOutputs);
    let mut values = Map::new();
    for attribute in parsed.body.just_attributes(diags) {
        match groundplan_lang::eval::evaluate(&attribute.expr, &scope) {
            Ok(value) => drop(values.insert(attribute.name.name.clone(), value)),
            Err(errors) => diags.extend(errors),
        }
    }
    Some(Value::object(values))
}
