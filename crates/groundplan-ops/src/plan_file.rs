use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::Glob;
use groundplan_config::live::UnitPath;
use groundplan_diag::Diagnostic;
use groundplan_format::{CompanyPlan, Plan};
use groundplan_value::Value;
use serde::{Deserialize, Serialize};

use crate::{Goal, Settings, UnitChoice};

/// A saved plan. It holds values as they are, sensitive ones too, so the file can be read by its owner only.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlanFile {
    kind: String,
    version: u32,
    /// Whether it is of a bare root module.
    pub(crate) bare: bool,
    /// Whether it destroys.
    destroy: bool,
    /// Whether it only takes notice of what was changed outside.
    #[serde(default)]
    refresh_only: bool,
    /// Whether objects were not read.
    #[serde(default)]
    unrefreshed: bool,
    #[serde(default)]
    replace: Vec<String>,
    #[serde(default)]
    targets: Vec<String>,
    #[serde(default)]
    excludes: Vec<String>,
    /// Whether it is of some units of a live repository only.
    #[serde(default)]
    chosen: bool,
    #[serde(default)]
    features: BTreeMap<String, String>,
    /// The plan.
    pub(crate) plan: CompanyPlan,
}

const KIND: &str = "groundplan plan";
const VERSION: u32 = 1;

impl PlanFile {
    /// A plan that was made with these settings.
    pub(crate) fn new(plan: CompanyPlan, bare: bool, settings: &Settings) -> Self {
        Self {
            kind: KIND.into(),
            version: VERSION,
            bare,
            destroy: settings.goal == Goal::Destroy,
            refresh_only: settings.goal == Goal::Refresh,
            unrefreshed: !settings.refresh,
            replace: settings.replace.clone(),
            targets: settings.targets.clone(),
            excludes: settings.excludes.clone(),
            chosen: settings.choice.is_given(),
            features: settings.features.clone(),
            plan,
        }
    }

    /// What it was made with, for making it again.
    pub(crate) fn restore(&self, settings: &mut Settings) {
        settings.goal = match (self.destroy, self.refresh_only) {
            (true, _) => Goal::Destroy,
            (false, true) => Goal::Refresh,
            (false, false) => Goal::Converge,
        };
        settings.refresh &= !self.unrefreshed;
        settings.replace.clone_from(&self.replace);
        settings.targets.clone_from(&self.targets);
        settings.excludes.clone_from(&self.excludes);
        settings.features.clone_from(&self.features);
        // Exactly its units, whatever git says now.
        let units = self.plan.units.keys().map(|path| Glob::quoted(path)).collect();
        settings.choice =
            if self.chosen { UnitChoice { units, ..UnitChoice::default() } } else { UnitChoice::default() };
    }

    /// Writes the file whole or not at all, readable by its owner only.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Diagnostic> {
        let failed = |why: String| {
            Diagnostic::error("Plan file cannot be written").detail(format!("{}: {why}.", path.display()))
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let bytes = serde_json::to_vec(self).map_err(|error| failed(error.to_string()))?;
        // Such a file is made with mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(error.to_string()))?;
        file.write_all(&bytes).map_err(|error| failed(error.to_string()))?;
        file.as_file().sync_all().map_err(|error| failed(error.to_string()))?;
        file.persist(path).map_err(|error| failed(error.to_string()))?;
        Ok(())
    }

    /// Reads a file that [`PlanFile::write`] wrote.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostic> {
        let failed = |why: String| {
            Diagnostic::error("Plan file cannot be read")
                .detail(format!("{}: {why}.", path.display()))
                .help("make a plan file with `groundplan plan --out FILE`")
        };
        let bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
        let file: Self = serde_json::from_slice(&bytes)
            .map_err(|error| failed(format!("it is no plan of groundplan's ({error})")))?;
        if file.kind != KIND {
            return Err(failed("it is no plan of groundplan's".into()));
        }
        if file.version != VERSION {
            return Err(failed(format!("its form, version {}, is not the one that this program knows", file.version)));
        }
        Ok(file)
    }

    /// The values of a unit's input variables that it was made with.
    pub(crate) fn variables(&self, unit: &UnitPath) -> BTreeMap<Arc<str>, Value> {
        let variables = self.plan.units.get(&*unit.0).map(|unit| &unit.plan.variables);
        // Ephemeral ones have no value here.
        let values = variables.into_iter().flatten().filter_map(|(name, variable)| {
            let value = Value::implied_from_json(variable.value.as_ref()?).ok()?;
            Some((name.as_str().into(), value))
        });
        values.collect()
    }

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
        if moved.is_empty() {
            return Ok(());
        }
        Err(Diagnostic::error("Saved plan is stale")
            .detail(format!(
                "What was planned is not what would be done now: {}. Nothing was changed.",
                moved.join("; ")
            ))
            .help("plan again, look at the plan, and apply that"))
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
