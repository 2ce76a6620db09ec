use std::collections::BTreeMap;

use groundplan_config::live::Reason;
use groundplan_format::Diagnostic;
use serde::Serialize;

use crate::project::Project;
use crate::{Failure, Settings, document};

/// The selected units and what they wait for.
#[derive(Clone, Debug, Serialize)]
pub struct UnitGraph {
    /// The units, by their paths.
    pub units: BTreeMap<String, UnitNode>,
    /// Warnings.
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
    /// Whether the only unit is a bare root module.
    #[serde(skip)]
    pub bare: bool,
}

/// A unit of a [`UnitGraph`].
#[derive(Clone, Debug, Serialize)]
pub struct UnitNode {
    /// The name of its account, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Its region, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The folder of its root module.
    pub module: String,
    /// The units that it waits for, each with the place where that is written. Those that are not among the units of the graph
    /// are read from their states.
    pub depends_on: BTreeMap<String, String>,
    /// Why it is selected, a clause.
    pub reason: String,
}

/// The units that the settings select.
///
/// # Errors
/// What is wrong in the files.
pub fn graph(settings: &Settings, command: &str) -> Result<UnitGraph, Failure> {
    let project = Project::load(settings, command)?;
    let mut units = BTreeMap::new();
    for unit in &project.units {
        let located = |span| project.sources.locate(span).unwrap_or_default();
        let node = UnitNode {
            account: unit.account.clone(),
            region: unit.region.clone(),
            module: unit.module.module.dir.display().to_string(),
            depends_on: unit.waits_for().into_iter().map(|(path, span)| (path.to_string(), located(span))).collect(),
            reason: reason(project.reasons.get(&unit.path)),
        };
        units.insert(unit.path.to_string(), node);
    }
    let warnings = document::diagnostics(&project.warnings, &project.sources);
    Ok(UnitGraph { units, warnings, bare: project.bare })
}

fn reason(reason: Option<&Reason>) -> String {
    match reason {
        None | Some(Reason::Named) => "it was asked for".into(),
        Some(Reason::Reads(file)) => format!("it reads {}, which has changed", file.display()),
        Some(Reason::DependsOn(unit)) => format!("it depends on {unit}"),
        Some(Reason::NeededBy(unit)) => format!("{unit} depends on it"),
    }
}
