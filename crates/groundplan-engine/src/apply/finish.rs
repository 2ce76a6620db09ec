use std::collections::BTreeMap;

use groundplan_address::{Mode, ModuleAddr};
use groundplan_diag::Diagnostic;
use groundplan_state::{Change, OutputValue, RawJson, UnitStateError};
use groundplan_value::{Type, Value, to_json, type_to_json};

use super::Applying;
use crate::graph::{NodeKey, UnitIx};
use crate::plan::{Action, UnitPlan};

impl Applying {
    /// Puts the outputs into the states and saves every one of them.
    pub(super) async fn finish(&self) {
        for (at, recorder) in self.recorders.iter().enumerate() {
            let unit = UnitIx::at(at);
            if !self.plan.destroy {
                recorder.set_outputs(self.outputs(unit));
            } else if !self.has_managed(unit) {
                self.forget_data(unit);
                recorder.set_outputs(BTreeMap::new());
            }
            recorder.set_check_results(self.run.check_results(unit));
            if let Err(error) = recorder.save().await {
                self.run.report_all(unit, not_saved(&error).into());
            }
        }
    }

    fn has_managed(&self, unit: UnitIx) -> bool {
        self.recorder(unit).with(|state| state.resources().any(|resource| resource.addr.resource.mode == Mode::Managed))
    }

    /// What was read is of no use when nothing is left that it was read for.
    fn forget_data(&self, unit: UnitIx) {
        let changes: Vec<Change> =
            self.recorder(unit).with(|state| state.instances().map(|(addr, _)| Change::remove(addr, None)).collect());
        self.recorder(unit).note(&changes);
    }

    /// The root module's outputs as they are now; one that could not be evaluated stays as it was.
    fn outputs(&self, unit: UnitIx) -> BTreeMap<String, OutputValue> {
        let session = &self.run.session;
        let root = session.modules.root(unit);
        // What was left out stays as it was.
        let partial = self.run.selection.is_some();
        let mut outputs =
            if partial { self.recorder(unit).with(|state| state.outputs.clone()) } else { BTreeMap::new() };
        for (name, output) in &session.modules.get(root).tree.module.outputs {
            let node = session.graph.find(&NodeKey::Output(root, name.clone()));
            let value = node.and_then(|node| self.run.memo.value(node, &ModuleAddr::root()));
            let stored = match value.filter(|value| value.is_wholly_known()) {
                Some(value) if value.is_null() || value.deep_marks().is_ephemeral() => None,
                Some(value) => stored_output(value, output.sensitive),
                None => self.recorder(unit).with(|state| state.outputs.get(&**name).cloned()),
            };
            match stored {
                Some(stored) => drop(outputs.insert(name.to_string(), stored)),
                None => drop(outputs.remove(&**name)),
            }
        }
        outputs
    }
}

/// The outputs as a plan that only takes notice of changes found them.
pub(super) fn noticed_outputs(unit: &UnitPlan) -> BTreeMap<String, OutputValue> {
    let mut outputs = unit.stored.outputs.clone();
    for change in unit.outputs.iter().filter(|change| change.action != Action::NoOp) {
        match stored_output(&change.after, change.sensitive).filter(|_| !change.after.is_null()) {
            Some(stored) => drop(outputs.insert(change.name.to_string(), stored)),
            None => drop(outputs.remove(&*change.name)),
        }
    }
    outputs
}

/// That a state could not be saved.
pub(super) fn not_saved(error: &UnitStateError) -> Diagnostic {
    Diagnostic::error("State could not be saved")
        .detail(format!("{error}. What was done is in the journal: the next run puts it into the state."))
        .help(error.help())
}

fn stored_output(value: &Value, sensitive: bool) -> Option<OutputValue> {
    let ty: Type = value.ty();
    let json = RawJson::from_value(&to_json(value, &ty).ok()?).ok()?;
    Some(OutputValue::new(json, RawJson::from_value(&type_to_json(&ty)).ok()?, sensitive))
}
