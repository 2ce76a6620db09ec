use std::collections::BTreeMap;

use futures::future::join_all;
use groundplan_address::{InstanceAddr, Mode, ResourceId};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_value::Value;

use super::Applying;
use crate::graph::{ModuleIx, NodeId};
use crate::plan::{Action, Instance};
use crate::values::{Instances, NodeResult, ResourceResult};

impl Applying {
    /// A resource: its objects created and updated, its data sources read.
    pub(super) async fn make_resource(&self, node: NodeId, module: ModuleIx, id: &ResourceId) -> bool {
        let unit = self.run.unit_ix(module);
        let tree = &self.run.session.modules.get(module).tree;
        let Some(resource) = tree.module.resources.get(id) else { return false };
        let provider = match self.run.resource_provider(node, module, resource).await {
            Ok(provider) => provider,
            Err(errors) => return self.settled(unit, Err(errors)),
        };
        let mut clean = true;
        let mut result = BTreeMap::new();
        self.run.checks_of(module, resource);
        for expanded in self.run.expanded(module) {
            let mut diags = Diags::new();
            let instances = self.run.instances(module, resource, expanded, &mut diags);
            clean &= self.run.report_all(unit, diags);
            let made = instances.unwrap_or_default().into_iter().map(|(key, repetition)| {
                let addr = InstanceAddr { module: expanded.addr.clone(), resource: id.clone(), key: key.clone() };
                let provider = &provider;
                async move {
                    let made = match self.run.provider_instance(provider, &addr) {
                        Ok(configured) => {
                            let instance = provider.instance(node, module, addr, resource, repetition, configured);
                            self.make_instance(&instance).await
                        }
                        Err(errors) => Err(errors),
                    };
                    (key, made)
                }
            });
            let mut values = BTreeMap::new();
            for (key, made) in join_all(made).await {
                match made {
                    Ok(value) => {
                        values.insert(key, value);
                    }
                    Err(errors) => clean &= self.settled(unit, Err(errors)),
                }
            }
            result.insert(expanded.addr.clone(), ResourceResult::new(Instances::of(&resource.repeat), values));
        }
        self.run.memo.set(node, NodeResult::Resource(result));
        clean
    }

    async fn make_instance(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        if !self.run.touches(instance.node, instance.unit, &instance.addr) {
            return Ok(self.run.stored_value(instance));
        }
        let approved = self.approved(instance.unit, &instance.addr);
        if instance.addr.resource.mode == Mode::Data {
            return self.make_data(instance, approved).await;
        }
        if instance.addr.resource.mode == Mode::Ephemeral {
            let _room = self.run.room(instance.unit).await;
            return if self.stopped() { Err(Diags::new()) } else { self.run.open_ephemeral(instance).await };
        }
        let Some(approved) = approved else {
            return Err(moved_on(instance, "it was not part of the plan"));
        };
        let value = match approved.action {
            Action::NoOp => {
                self.run.preconditions(instance)?;
                approved.after.clone()
            }
            Action::Create | Action::Update | Action::DeleteThenCreate | Action::CreateThenDelete => {
                self.change(instance, approved).await?
            }
            Action::Delete | Action::Forget | Action::Read => {
                return Err(moved_on(instance, "the plan was to destroy it, and now configuration asks for it"));
            }
        };
        self.run.postconditions(instance, &value)?;
        Ok(value)
    }
}

/// That what was approved and what is there now do not fit together any more.
pub(super) fn moved_on(instance: &Instance<'_>, why: &str) -> Diags {
    Diagnostic::error("Plan no longer fits")
        .detail(format!("{}: {why}. Nothing was done to it.", instance.addr))
        .about(instance.addr.to_string())
        .at(instance.resource.span)
        .help("plan again, look at what changed, and apply that")
        .into()
}
