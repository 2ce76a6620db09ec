use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use groundplan_config::files::Glob;
use groundplan_config::live::UnitPath;
use groundplan_diag::Diagnostic;
use groundplan_format::CompanyPlan;
use groundplan_value::Value;
use serde::{Deserialize, Serialize};

use super::{MadeFrom, PlanKey};
use crate::{Goal, Settings, UnitChoice};

/// A saved plan. It holds values as they are, sensitive ones too, so the file can be read by its owner only, and is encrypted
/// when there is a key.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct PlanFile {
    kind: String,
    version: u32,
    /// Whether it is of a bare root module.
    pub(crate) bare: bool,
    /// Whether it destroys.
    destroy: bool,
    /// Whether it only takes notice of what was changed outside.
    refresh_only: bool,
    /// Whether objects were not read.
    unrefreshed: bool,
    replace: Vec<String>,
    targets: Vec<String>,
    excludes: Vec<String>,
    /// Whether it is of some units of a live repository only.
    chosen: bool,
    /// Whether these are units that are gone.
    deleted: bool,
    features: BTreeMap<String, String>,
    /// What it was made from.
    pub(crate) made_from: MadeFrom,
    /// The plan.
    pub(crate) plan: CompanyPlan,
}

/// What all versions have.
#[derive(Deserialize)]
struct Head {
    kind: String,
    version: u32,
}

const KIND: &str = "groundplan plan";
const VERSION: u32 = 3;

impl PlanFile {
    /// A plan that was made with these settings.
    pub(crate) fn new(plan: CompanyPlan, made_from: MadeFrom, bare: bool, settings: &Settings) -> Self {
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
            deleted: settings.choice.deleted,
            features: settings.features.clone(),
            made_from,
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
        settings.choice = match self.chosen {
            true => UnitChoice { units, deleted: self.deleted, ..UnitChoice::default() },
            false => UnitChoice::default(),
        };
    }

    /// Writes the file whole or not at all, readable by its owner only.
    pub(crate) fn write(&self, path: &Path, key: Option<&PlanKey>) -> Result<(), Diagnostic> {
        let failed = |why: String| {
            Diagnostic::error("Plan file cannot be written").detail(format!("{}: {why}.", path.display()))
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut bytes = serde_json::to_vec(self).map_err(|error| failed(error.to_string()))?;
        if let Some(key) = key {
            bytes = key.encrypt(&bytes).map_err(failed)?;
        }
        // Such a file is made with mode 0600.
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| failed(error.to_string()))?;
        file.write_all(&bytes).map_err(|error| failed(error.to_string()))?;
        file.as_file().sync_all().map_err(|error| failed(error.to_string()))?;
        file.persist(path).map_err(|error| failed(error.to_string()))?;
        Ok(())
    }

    /// Reads a file that [`PlanFile::write`] wrote.
    pub(crate) fn read(path: &Path, key: Option<&PlanKey>) -> Result<Self, Diagnostic> {
        let cannot =
            |why: String| Diagnostic::error("Plan file cannot be read").detail(format!("{}: {why}.", path.display()));
        let failed = |why: String| cannot(why).help("make a plan file with `groundplan plan --out FILE`");
        let mut bytes = std::fs::read(path).map_err(|error| failed(error.to_string()))?;
        if PlanKey::is_encrypted(&bytes) {
            let key = key.ok_or_else(|| {
                cannot("it is encrypted".into()).help(
                    "give the key that it was made with: `--plan-key-file FILE`, or the variable GROUNDPLAN_PLAN_KEY",
                )
            })?;
            bytes = key.decrypt(&bytes).map_err(|why| {
                cannot(why).help("give the key that it was made with, or make the plan again with this one")
            })?;
        }
        // An error's text could show what the file holds.
        let head: Head = serde_json::from_slice(&bytes).map_err(|_| failed("it is no plan of groundplan's".into()))?;
        if head.kind != KIND {
            return Err(failed("it is no plan of groundplan's".into()));
        }
        if head.version != VERSION {
            return Err(failed(format!("its form, version {}, is not the one that this program knows", head.version)));
        }
        serde_json::from_slice(&bytes)
            .map_err(|error| failed(format!("it is damaged (line {}, column {})", error.line(), error.column())))
    }

    /// Says whether states and configuration are those that it was made from.
    pub(crate) fn must_be_made_from(&self, now: &MadeFrom) -> Result<(), Diagnostic> {
        self.made_from.must_be(now, !self.chosen)
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
}
