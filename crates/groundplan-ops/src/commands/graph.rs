use std::collections::BTreeMap;

use groundplan_config::live::Reason;
use groundplan_format::Diagnostic;
use groundplan_state::State;
use serde::Serialize;

use super::run::{Lost, start};
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

/// The resources of the selected units and what they wait for.
#[derive(Clone, Debug, Serialize)]
pub struct ResourceGraph {
    /// Resources and data sources of configuration, with all of their instances, by `UNIT//ADDRESS`, or `ADDRESS` of a bare
    /// root module.
    pub resources: BTreeMap<String, ResourceNode>,
    /// Warnings.
    #[serde(skip)]
    pub warnings: Vec<Diagnostic>,
}

/// A resource of a [`ResourceGraph`].
#[derive(Clone, Debug, Serialize)]
pub struct ResourceNode {
    /// The resources that it waits for, by their names in the graph; not what those wait for in turn.
    pub depends_on: Vec<String>,
}

/// The resources of the units that the settings select. Looks at configuration alone: at no state, and at no provider.
///
/// # Errors
/// What is wrong in the files.
pub async fn resource_graph(settings: &Settings, command: &str) -> Result<ResourceGraph, Failure> {
    let mut project = Project::load(settings, command)?;
    // What other units have made changes no edge.
    project.outside.clear();
    let states = project.units.iter().map(|_| (State::default(), Lost::new())).collect();
    let started = start(settings, &project, states, None).await?;
    let nodes = started.session.resources();
    let names: Vec<String> = nodes
        .iter()
        .map(|node| if project.bare { node.addr.clone() } else { format!("{}//{}", node.unit, node.addr) })
        .collect();
    let named = |positions: &[usize]| positions.iter().filter_map(|at| names.get(*at)).cloned().collect();
    let resources = names.iter().zip(&nodes).map(|(name, node)| {
        let depends_on = named(&node.waits_for);
        (name.clone(), ResourceNode { depends_on })
    });
    let resources = resources.collect();
    let mut diags = started.end().await;
    diags.extend(started.warnings);
    Ok(ResourceGraph { resources, warnings: document::diagnostics(&diags, &project.sources) })
}

fn reason(reason: Option<&Reason>) -> String {
    match reason {
        None | Some(Reason::Named) => "it was asked for".into(),
        Some(Reason::Reads(file)) => format!("it reads {}, which has changed", file.display()),
        Some(Reason::DependsOn(unit)) => format!("it depends on {unit}"),
        Some(Reason::NeededBy(unit)) => format!("{unit} depends on it"),
    }
}
