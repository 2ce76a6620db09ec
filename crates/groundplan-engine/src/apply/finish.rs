use std::collections::BTreeMap;

use groundplan_address::{Mode, ModuleAddr};
use groundplan_state::{Change, OutputValue, RawJson};
use groundplan_value::{Type, Value, to_json, type_to_json};

use super::Applying;
use crate::graph::{NodeKey, UnitIx};

impl Applying {
    /// Puts the outputs into the states and saves every one of them. `complete` says that nothing was left undone.
    pub(crate) async fn finish(&self, complete: bool) {
        for at in 0..self.recorders.len() {
            let unit = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
            if self.plan.destroy {
                self.forget_data(unit);
            }
            let outputs = if self.plan.destroy {
                let empty = self.recorder(unit).with(|state| state.resources().next().is_none());
                (complete || empty).then(BTreeMap::new)
            } else {
                Some(self.outputs(unit))
            };
            if let Some(outputs) = outputs {
                self.recorder(unit).set_outputs(outputs);
            }
            if let Err(errors) = self.save(unit).await {
                self.run.report_all(unit, errors);
            }
        }
    }

    /// Takes data sources out of the state once nothing else is left in it: they are read, there is nothing to destroy.
    fn forget_data(&self, unit: UnitIx) {
        let forget = self.recorder(unit).with(|state| {
            let only_data = state.resources().all(|resource| resource.addr.resource.mode == Mode::Data);
            let gone = state.instances().map(|(addr, _)| Change::remove(addr, None));
            if only_data { gone.collect() } else { Vec::new() }
        });
        self.recorder(unit).note(&forget);
    }

    /// The root module's outputs as they are now; one that could not be evaluated stays as it was.
    fn outputs(&self, unit: UnitIx) -> BTreeMap<String, OutputValue> {
        let session = &self.run.session;
        let root = session.modules.root(unit);
        let mut outputs = BTreeMap::new();
        for (name, output) in &session.modules.get(root).tree.module.outputs {
            let node = session.graph.find(&NodeKey::Output(root, name.clone()));
            let value = node.and_then(|node| self.run.memo.value(node, &ModuleAddr::root()));
            let known = value.filter(|value| value.is_wholly_known());
            let stored = match known {
                Some(value) if value.is_null() || value.deep_marks().is_ephemeral() => None,
                Some(value) => stored_output(value, output.sensitive),
                None => self.recorder(unit).with(|state| state.outputs.get(&**name).cloned()),
            };
            if let Some(stored) = stored {
                outputs.insert(name.to_string(), stored);
            }
        }
        outputs
    }
}

fn stored_output(value: &Value, sensitive: bool) -> Option<OutputValue> {
    let ty: Type = value.ty();
    let json = RawJson::from_value(&to_json(value, &ty).ok()?).ok()?;
    Some(OutputValue::new(json, RawJson::from_value(&type_to_json(&ty)).ok()?, sensitive))
}
