use std::collections::{BTreeMap, HashSet};

use futures::future::join_all;
use groundplan_address::{InstanceAddr, InstanceKey, Mode, ResourceAddr, ResourceId};
use groundplan_config::module::Resource;
use groundplan_diag::Diags;
use groundplan_value::Value;

use super::accesses;
use super::instance::Instance;
use super::modules::unknown_repetition;
use super::options::Goal;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId};
use crate::refactor::{Wanted, no_configuration};
use crate::values::{Expanded, Instances, NodeResult, Repetition, ResourceResult, expand};

impl Run {
    /// A resource: its instances planned, those that configuration has no longer planned for destruction.
    pub(crate) async fn resource(&self, node: NodeId, module: ModuleIx, id: &ResourceId) -> bool {
        let unit = self.unit_ix(module);
        let Some(resource) = self.session.modules.get(module).tree.module.resources.get(id) else { return false };
        let provider = match self.resource_provider(node, module, resource).await {
            Ok(provider) => provider,
            Err(errors) => return self.report_all(unit, errors),
        };
        let wrong = accesses::errors(&provider.schema.block, self.session.graph.accesses(node));
        if !self.report_all(unit, wrong) {
            return false;
        }
        let imports = match self.imports_of(module, id) {
            Ok(imports) => imports,
            Err(errors) => return self.report_all(unit, errors),
        };
        let mut clean = true;
        let mut result = BTreeMap::new();
        let mut declared: HashSet<InstanceAddr> = HashSet::new();
        self.checks_of(module, resource);
        for expanded in self.expanded(module) {
            let mut diags = Diags::new();
            let instances = self.instances(module, resource, expanded, &mut diags);
            clean &= self.report_all(unit, diags);
            let Some(instances) = instances else { continue };
            let planned = instances.into_iter().map(|(key, repetition)| {
                let addr = InstanceAddr { module: expanded.addr.clone(), resource: id.clone(), key: key.clone() };
                declared.insert(addr.clone());
                let (provider, wanted) = (&provider, imports.of(&addr));
                async move {
                    let value = match self.provider_instance(provider, &addr) {
                        Ok(configured) => {
                            let instance = provider.instance(node, module, addr, resource, repetition, configured);
                            self.plan_instance(&instance, wanted).await
                        }
                        Err(errors) => Err(errors),
                    };
                    (key, value)
                }
            });
            let mut values = BTreeMap::new();
            for (key, value) in join_all(planned).await {
                match value {
                    Ok(value) => {
                        values.insert(key, value);
                    }
                    Err(errors) => {
                        self.report_all(unit, errors);
                        clean = false;
                    }
                }
            }
            result.insert(expanded.addr.clone(), ResourceResult::new(Instances::of(&resource.repeat), values));
        }
        for (addr, wanted) in imports.iter().filter(|(addr, _)| !declared.contains(*addr)) {
            clean &= self.report_all(unit, no_configuration(addr, wanted.span).into());
        }
        if clean && !matches!(self.options.goal, Goal::Validate | Goal::Evaluate) {
            clean &= self.plan_undeclared(node, module, resource, &provider, &declared).await;
        }
        self.memo.set(node, NodeResult::Resource(result));
        clean
    }

    /// The instances of a resource within an instance of its module. `None` after an error.
    pub(crate) fn instances(
        &self,
        module: ModuleIx,
        resource: &Resource,
        expanded: &Expanded,
        diags: &mut Diags,
    ) -> Option<Vec<(InstanceKey, Repetition)>> {
        match self.options.goal {
            Goal::Validate => Some(vec![(InstanceKey::None, unknown_repetition(Instances::of(&resource.repeat)))]),
            Goal::Destroy if resource.id.mode == Mode::Ephemeral => {
                let scope = self.scope(module, &expanded.addr, &expanded.repetition);
                // What only makes sense of things that may be gone must not keep the rest from being destroyed.
                Some(expand(&resource.repeat, &scope, &mut Diags::new()).unwrap_or_default())
            }
            Goal::Destroy => {
                // What is there decides: configuration may no longer know how many there should be.
                let addr = ResourceAddr { module: expanded.addr.clone(), resource: resource.id.clone() };
                let stored = self.prior(self.unit_ix(module)).state.resource(&addr);
                let keys = stored.into_iter().flat_map(|stored| stored.instances().map(|(key, _)| key.clone()));
                Some(keys.map(|key| (key, Repetition::default())).collect())
            }
            Goal::Converge | Goal::Refresh | Goal::Evaluate => {
                let scope = self.scope(module, &expanded.addr, &expanded.repetition);
                expand(&resource.repeat, &scope, diags)
            }
        }
    }

    async fn plan_instance(&self, instance: &Instance<'_>, wanted: Option<&Wanted>) -> Result<Value, Diags> {
        let _room = self.room(instance.unit).await;
        let is_touched = || self.touches(instance.node, instance.unit, &instance.addr);
        match (self.options.goal, instance.addr.resource.mode) {
            (Goal::Evaluate, _) => Ok(self.stored_value(instance)),
            (Goal::Validate, _) => self.validate_instance(instance).await,
            // Nothing is done to it, and others may need it.
            (_, Mode::Ephemeral) => self.open_ephemeral(instance).await,
            _ if !is_touched() => Ok(self.stored_value(instance)),
            (Goal::Destroy, Mode::Data) => self.data_while_destroying(instance),
            (Goal::Destroy, Mode::Managed) => self.plan_destroy_of(instance).await,
            (Goal::Refresh, _) => self.refresh_instance(instance, wanted).await,
            (Goal::Converge, Mode::Data) => self.plan_data(instance).await,
            (Goal::Converge, Mode::Managed) => self.plan_managed(instance, wanted).await,
        }
    }
}
