use groundplan_address::{InstanceKey, ModuleAddr};
use groundplan_diag::Diags;
use groundplan_value::{Type, Value};

use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId};
use crate::values::{Expanded, Instances, NodeResult, Repetition, expand};

impl Run {
    /// Which instances a module has.
    pub(crate) fn expand_module(&self, node: NodeId, module: ModuleIx) -> bool {
        let this = self.session.modules.get(module);
        let (Some(parent), Some((_, name))) = (this.parent, this.path.parent()) else {
            let root = Expanded { addr: ModuleAddr::root(), repetition: Repetition::default() };
            self.memo.set(node, NodeResult::modules(vec![root]));
            return true;
        };
        let Some(call) = self.session.modules.get(parent).tree.module.calls.get(name) else { return false };
        let mut list = Vec::new();
        let mut diags = Diags::new();
        for outer in self.expanded(parent) {
            if self.options.goal == Goal::Validate {
                let repetition = unknown_repetition(Instances::of(&call.repeat));
                list.push(Expanded { addr: outer.addr.child(name.clone(), InstanceKey::None), repetition });
                continue;
            }
            let scope = self.scope(parent, &outer.addr, &outer.repetition);
            let mut wrong = Diags::new();
            match expand(&call.repeat, &scope, &mut wrong) {
                Some(instances) => {
                    let addr = |key| outer.addr.child(name.clone(), key);
                    list.extend(
                        instances.into_iter().map(|(key, repetition)| Expanded { addr: addr(key), repetition }),
                    );
                }
                // What is there decides: configuration may no longer know how many there should be.
                None if self.options.goal == Goal::Destroy => {
                    let repetition = unknown_repetition(Instances::of(&call.repeat));
                    list.extend(self.stored_modules(module, &outer.addr, &repetition));
                }
                None => diags.extend(wrong),
            }
        }
        let clean = self.report_all(self.unit_ix(module), diags);
        self.memo.set(node, NodeResult::modules(list));
        clean
    }

    /// The instances of a module within one of its caller's that the state holds something of.
    fn stored_modules(&self, module: ModuleIx, outer: &ModuleAddr, repetition: &Repetition) -> Vec<Expanded> {
        let depth = outer.0.len() + 1;
        let path = &self.session.modules.get(module).path;
        let state = &self.prior(self.unit_ix(module)).state;
        let mut addrs: Vec<ModuleAddr> = state
            .modules()
            .into_iter()
            .filter_map(|addr| addr.0.get(..depth).map(|steps| ModuleAddr(steps.to_vec())))
            .filter(|addr| addr.is_within(outer) && addr.path() == *path)
            .collect();
        addrs.dedup();
        addrs.into_iter().map(|addr| Expanded { addr, repetition: repetition.clone() }).collect()
    }
}

/// What `count.index` and `each` are while nobody knows them: of the right type and unknown.
pub(crate) fn unknown_repetition(kind: Instances) -> Repetition {
    match kind {
        Instances::Once => Repetition::default(),
        Instances::Count => Repetition { index: Some(Value::unknown_not_null(Type::Number)), each: None },
        Instances::ForEach => {
            Repetition { index: None, each: Some((Value::unknown_not_null(Type::String), Value::DYNAMIC)) }
        }
    }
}
