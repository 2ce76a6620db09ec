//! Picking one unit of several.

use std::collections::BTreeMap;

use groundplan_diag::Diagnostic;

/// The unit with that path, or the only one there is.
pub(super) fn choose<'a, T>(
    units: &'a BTreeMap<String, T>,
    path: Option<&str>,
) -> Result<(&'a str, &'a T), Diagnostic> {
    let found = match path {
        Some(path) => units.get_key_value(path.trim_end_matches('/')),
        None if units.len() == 1 => units.first_key_value(),
        None => None,
    };
    found.map(|(path, unit)| (path.as_str(), unit)).ok_or_else(|| {
        let (summary, detail) = match path {
            Some(path) => ("Unit not found", format!("There is no unit {path} here.")),
            None => ("Unit not named", "There are several units here.".to_owned()),
        };
        let paths: Vec<&str> = units.keys().map(String::as_str).collect();
        Diagnostic::error(summary).detail(detail).help(format!("name one with `--unit PATH`: {}", paths.join(", ")))
    })
}

/// A line above what belongs to a unit.
pub(super) fn heading(path: &str) -> String {
    format!("# {path}\n")
}
