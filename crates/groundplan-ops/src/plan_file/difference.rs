use groundplan_diag::Diagnostic;
use groundplan_format::{CompanyPlan, Plan};

use super::{PlanFile, stale};

impl PlanFile {
    /// Says whether a plan made just now is the one that was saved.
    pub(crate) fn must_be(&self, now: &CompanyPlan) -> Result<(), Diagnostic> {
        let mut moved = Vec::new();
        for (path, unit) in &now.units {
            match self.plan.units.get(path) {
                None => moved.push(format!("the unit {path} is new")),
                Some(saved) => moved.extend(difference(&saved.plan, &unit.plan).map(|what| match path.as_str() {
                    "." => what,
                    path => format!("{path}: {what}"),
                })),
            }
        }
        let gone = self.plan.units.keys().filter(|path| !now.units.contains_key(*path));
        moved.extend(gone.map(|path| format!("the unit {path} is gone")));
        if self.plan.moves != now.moves {
            moved.push("other objects would move between units".into());
        }
        if moved.is_empty() {
            return Ok(());
        }
        Err(stale("What was planned is not what would be done now", &moved))
    }
}

/// The first difference between what two plans do.
fn difference(saved: &Plan, now: &Plan) -> Option<String> {
    let same_variables = saved.variables == now.variables;
    if !same_variables {
        return Some("input variables have other values".into());
    }
    for change in &now.resource_changes {
        let before = saved
            .resource_changes
            .iter()
            .find(|other| other.address == change.address && other.deposed == change.deposed);
        match before {
            None => return Some(format!("{} was not part of the plan", change.address)),
            Some(before) if before.change != change.change => {
                return Some(format!("{} is not what it was, or would become something else", change.address));
            }
            Some(_) => {}
        }
    }
    for change in &saved.resource_changes {
        if !now.resource_changes.iter().any(|other| other.address == change.address && other.deposed == change.deposed)
        {
            return Some(format!("{} is not there any more", change.address));
        }
    }
    (saved.output_changes != now.output_changes).then(|| "outputs would be others".into())
}
