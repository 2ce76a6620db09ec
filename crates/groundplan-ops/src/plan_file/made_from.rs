use std::collections::BTreeMap;

use groundplan_diag::{Diagnostic, SourceMap};
use groundplan_state::State;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::stale;
use crate::project::Project;

/// What a plan was made from. When any of it has moved, the plan is not what was looked at any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct MadeFrom {
    /// The workspace.
    workspace: String,
    /// The states, by unit; none where there was none.
    states: BTreeMap<String, Option<Snapshot>>,
    /// The checksums of the files that configuration was read from.
    files: BTreeMap<String, String>,
    /// The checksums of the providers' programs, by provider and version.
    providers: BTreeMap<String, String>,
}

/// Which snapshot of a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Snapshot {
    lineage: String,
    serial: u64,
}

/// How many of what has moved are named.
const NAMED: usize = 5;

impl MadeFrom {
    /// What there is now, but for the providers.
    pub(crate) fn now(project: &Project, states: &[State]) -> Self {
        let units = project.units.iter().map(|unit| unit.path.to_string());
        Self {
            workspace: project.workspace.to_string(),
            states: units.zip(states.iter().map(snapshot)).collect(),
            files: checksums(&project.sources),
            providers: BTreeMap::new(),
        }
    }

    /// With the providers that are used.
    pub(crate) fn with_providers(self, providers: BTreeMap<String, String>) -> Self {
        Self { providers, ..self }
    }

    /// Says whether states and configuration are what they were. Where units were chosen, how they were chosen decides which
    /// other files are read on the way, so that only those count that are read now, too.
    ///
    /// # Errors
    /// What has moved.
    pub(crate) fn must_be(&self, now: &Self, all_units: bool) -> Result<(), Diagnostic> {
        let mut moved = Vec::new();
        if self.workspace != now.workspace {
            moved.push(format!(
                "the workspace \"{}\" is selected, and the plan is for \"{}\"",
                now.workspace, self.workspace
            ));
        }
        for (unit, was) in &self.states {
            if let Some(is) = now.states.get(unit)
                && is != was
            {
                let state = if unit == "." { "the state".to_owned() } else { format!("the state of {unit}") };
                moved.push(format!("{state} {}", difference(was.as_ref(), is.as_ref())));
            }
        }
        for (file, checksum) in &self.files {
            match now.files.get(file) {
                None if all_units => moved.push(format!("the file {file} is not read any more")),
                None => {}
                Some(other) if other != checksum => moved.push(format!("the file {file} was changed")),
                Some(_) => {}
            }
        }
        let new = now.files.keys().filter(|file| all_units && !self.files.contains_key(*file));
        moved.extend(new.map(|file| format!("the file {file} is new")));
        settle(moved)
    }

    /// Says whether the providers are those that planned.
    ///
    /// # Errors
    /// What has moved.
    pub(crate) fn must_have_providers(&self, now: &BTreeMap<String, String>) -> Result<(), Diagnostic> {
        let mut moved = Vec::new();
        for (provider, checksum) in now {
            match self.providers.get(provider) {
                None => {
                    let planned: Vec<&str> = self.providers.keys().map(String::as_str).collect();
                    moved.push(format!(
                        "the provider {provider} is used, and the plan was made with {}",
                        planned.join(", ")
                    ));
                }
                Some(was) if was != checksum => {
                    moved.push(format!("the program of the provider {provider} is another one"));
                }
                Some(_) => {}
            }
        }
        settle(moved)
    }
}

fn settle(mut moved: Vec<String>) -> Result<(), Diagnostic> {
    if moved.is_empty() {
        return Ok(());
    }
    let more = moved.len().saturating_sub(NAMED);
    moved.truncate(NAMED);
    if more > 0 {
        moved.push(format!("and {more} more"));
    }
    Err(stale("What the plan was made from has changed since", &moved))
}

fn snapshot(state: &State) -> Option<Snapshot> {
    (state.serial > 0).then(|| Snapshot { lineage: state.lineage.clone(), serial: state.serial })
}

fn difference(was: Option<&Snapshot>, is: Option<&Snapshot>) -> String {
    match (was, is) {
        (Some(was), Some(is)) if was.lineage == is.lineage => {
            format!("was written (serial {}, planned with {})", is.serial, was.serial)
        }
        (Some(_), Some(is)) => format!("has another history (lineage {})", is.lineage),
        (None, _) => "exists by now".to_owned(),
        (_, None) => "is gone".to_owned(),
    }
}

fn checksums(sources: &SourceMap) -> BTreeMap<String, String> {
    let hex = |text: &str| Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in sources.files() {
        texts.entry(file.path.display().to_string()).or_default().push(hex(&file.text));
    }
    // Files that exist in memory only may have one name in several units.
    let one = |mut checksums: Vec<String>| {
        checksums.sort();
        checksums.dedup();
        checksums.join(" ")
    };
    texts.into_iter().map(|(file, checksums)| (file, one(checksums))).collect()
}
