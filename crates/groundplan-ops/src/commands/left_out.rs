//! What `--keep-going` leaves out: units that could not be planned, and those that depend on them.

use std::collections::BTreeSet;

use groundplan_config::live::UnitPath;
use groundplan_diag::Diags;

use crate::project::Project;

/// The places of the units that have nothing to do with errors of others. None when that is not known, or nothing is left.
pub(super) fn unaffected(project: &Project, errors: &Diags) -> Option<Vec<usize>> {
    let mut out: BTreeSet<UnitPath> = BTreeSet::new();
    for error in errors.iter().filter(|diagnostic| diagnostic.is_error()) {
        out.insert(UnitPath(error.unit.as_deref()?.into()));
    }
    let out = project.with_dependents(out);
    let units = project.units.iter().enumerate();
    let left: Vec<usize> = units.filter(|(_, unit)| !out.contains(&unit.path)).map(|(at, _)| at).collect();
    (!left.is_empty() && left.len() < project.units.len()).then_some(left)
}

/// Those of a list that stand at these places.
pub(super) fn only<T>(all: Vec<T>, places: &[usize]) -> Vec<T> {
    let all = all.into_iter().enumerate();
    all.filter(|(at, _)| places.contains(at)).map(|(_, it)| it).collect()
}

impl Project {
    /// The project with only the units at these places.
    pub(super) fn only(&self, places: &[usize]) -> Self {
        Self { units: only(self.units.clone(), places), ..self.clone() }
    }
}
