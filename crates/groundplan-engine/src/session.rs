use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use groundplan_address::InstanceAddr;
use groundplan_config::live::{Unit, UnitPath};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_state::State;
use groundplan_value::{Map, Value};

use crate::dependencies::Dependencies;
use crate::graph::{self, Graph, Modules, NodeId, NodeKey, UnitIx};
use crate::host::{Event, EventKind, Host};
use crate::order_of_diags::by_place;
use crate::plan::Open;
use crate::refactor::removal_errors;
use crate::unsupported;
use crate::values::Paths;

/// What a run is about: the units, what depends on what in them, and what the user gave.
pub struct Session {
    pub(crate) units: Vec<Arc<Unit>>,
    pub(crate) given: Vec<Given>,
    pub(crate) graph: Graph,
    pub(crate) modules: Modules,
    pub(crate) host: Arc<dyn Host>,
    pub(crate) paths: Vec<Paths>,
    /// Outputs of units that are not part of the run, from their states.
    pub(crate) outside: BTreeMap<UnitPath, Map>,
    pub(crate) dependencies: Dependencies,
    /// What was found while linking and does not keep the run from going on.
    pub(crate) warnings: Diags,
    /// Ephemeral resources that providers were configured with, which are used until the end.
    pub(crate) kept: Mutex<Vec<Arc<Open>>>,
}

/// What a run is given for a unit beside its configuration.
#[derive(Clone, Default)]
pub struct Given {
    /// Values of root module input variables by flags, files or environment, which go before the unit's own inputs.
    pub variables: BTreeMap<Arc<str>, Value>,
    /// The state as it is stored.
    pub state: State,
    /// Objects that a killed run may have created without anybody having noted it, with the ids under which they would be
    /// imported: they are looked for before anything is created there.
    pub lost: BTreeMap<InstanceAddr, String>,
}

impl Session {
    /// Checks all references and links the units to one graph. `outside` holds the outputs of units that are referred to
    /// without being part of the run.
    ///
    /// # Errors
    /// All that is wrong: references to nothing, cycles, provider configurations that are not there.
    pub fn new(
        units: Vec<(Arc<Unit>, Given)>,
        outside: BTreeMap<UnitPath, Map>,
        host: Arc<dyn Host>,
        cwd: &Path,
    ) -> Result<Self, Diags> {
        let (units, given): (Vec<_>, Vec<_>) = units.into_iter().unzip();
        let mut diags = Diags::new();
        let (graph, modules) = graph::build(&units, &mut diags);
        diags.extend(unsupported::errors(&modules));
        diags.extend(removal_errors(&modules));
        check_variables(&units, &given, &mut diags);
        if diags.has_errors() {
            return Err(by_place(diags));
        }
        let cwd = cwd.to_string_lossy().replace('\\', "/");
        let paths = units.iter().map(|unit| Paths {
            root: unit.module.module.dir.clone(),
            cwd: cwd.clone(),
            workspace: unit.backend.workspace.clone(),
        });
        let paths = paths.collect();
        let dependencies = Dependencies::new(&graph, &modules, &given);
        Ok(Self {
            units,
            given,
            graph,
            modules,
            host,
            paths,
            outside,
            dependencies,
            warnings: diags,
            kept: Mutex::default(),
        })
    }

    /// Closes what was opened for the providers of the session. To be called when nothing more is to be planned or applied.
    /// Gives what providers have to say about it.
    pub async fn close(&self) -> Diags {
        let kept = std::mem::take(&mut *self.kept.lock().unwrap_or_else(PoisonError::into_inner));
        let mut diags = Diags::new();
        for open in kept {
            let said = open.close().await;
            diags.extend(said.into_iter().map(|diagnostic| self.in_unit(open.unit(), diagnostic)));
        }
        diags
    }

    /// The units, in order.
    #[must_use]
    pub fn units(&self) -> &[Arc<Unit>] {
        &self.units
    }

    pub(crate) fn unit(&self, unit: UnitIx) -> &Arc<Unit> {
        &self.units[unit.0 as usize]
    }

    /// Tells the host about an instance.
    pub(crate) fn event(&self, unit: UnitIx, addr: &InstanceAddr, deposed: bool, kind: EventKind) {
        self.host.event(Event { unit: self.unit(unit).path.clone(), addr: addr.clone(), deposed, kind });
    }

    pub(crate) fn unit_of(&self, path: &UnitPath) -> Option<UnitIx> {
        self.modules.unit(path)
    }

    /// The id of an object that a killed run may have created at an address.
    pub(crate) fn lost(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<&str> {
        self.given.get(unit.0 as usize)?.lost.get(addr).map(String::as_str)
    }

    /// The unit that a node belongs to.
    pub(crate) fn unit_of_node(&self, node: NodeId) -> UnitIx {
        let module = match self.graph.key(node) {
            NodeKey::Expand(module)
            | NodeKey::Variable(module, _)
            | NodeKey::Local(module, _)
            | NodeKey::Output(module, _)
            | NodeKey::Provider(module, _)
            | NodeKey::Resource(module, _)
            | NodeKey::Check(module, _)
            | NodeKey::CloseEphemeral(module, _)
            | NodeKey::Close(module) => module,
            NodeKey::CheckStart(unit) => return *unit,
        };
        self.modules.get(*module).unit
    }

    /// Says of a diagnostic in which unit it belongs, where there are several.
    pub(crate) fn in_unit(&self, unit: UnitIx, diagnostic: Diagnostic) -> Diagnostic {
        let mut diagnostic = diagnostic;
        if self.units.len() > 1 && diagnostic.unit.is_none() {
            diagnostic.unit = Some(self.unit(unit).path.to_string());
        }
        diagnostic
    }

    /// The dependencies of every node, as the walk takes them.
    pub(crate) fn edges(&self) -> Vec<Vec<usize>> {
        let positions = |node: NodeId| self.graph.dependencies(node).iter().map(|on| on.at()).collect();
        self.graph.nodes().map(positions).collect()
    }
}

/// Values for variables that no root module declares are a mistake in what was typed.
fn check_variables(units: &[Arc<Unit>], given: &[Given], diags: &mut Diags) {
    let [unit] = units else { return };
    let Some(given) = given.first() else { return };
    for name in given.variables.keys().filter(|name| !unit.module.module.variables.contains_key(*name)) {
        let error = Diagnostic::error("Value for undeclared variable").detail(format!(
            "A variable named \"{name}\" was assigned a value, but the root module does not declare it."
        ));
        let known = unit.module.module.variables.keys().map(|known| &**known);
        diags.push(match groundplan_value::nearest(name, known) {
            Some(near) => error.help(format!("a variable with a similar name exists: `{near}`")),
            None => error.help(format!("declare it: `variable \"{name}\" {{}}`")),
        });
    }
}
