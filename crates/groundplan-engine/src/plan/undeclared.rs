use std::collections::HashSet;

use futures::future::join_all;
use groundplan_address::{InstanceAddr, InstanceKey, Mode};
use groundplan_config::module::{Repeat, Resource};
use groundplan_diag::{Diags, Span};
use groundplan_state::{Change, DeposedKey, Instance as StoredInstance, Resource as Stored};

use super::change::Reason;
use super::managed::prevented;
use super::options::Goal;
use super::resource_provider::ResourceProvider;
use super::run::Run;
use super::stored::StoredAt;
use crate::graph::{ModuleIx, NodeId, UnitIx};
use crate::host::Configured;
use crate::refactor::removal_of;

impl Run {
    /// Objects that the state holds under a resource of configuration, but that are not declared: destroyed. So are deposed
    /// objects. Data sources are only forgotten.
    pub(crate) async fn plan_undeclared(
        &self,
        node: NodeId,
        module: ModuleIx,
        resource: &Resource,
        provider: &ResourceProvider,
        declared: &HashSet<InstanceAddr>,
    ) -> bool {
        let unit = self.unit_ix(module);
        let path = &self.session.modules.get(module).path;
        let mut doomed: Vec<(InstanceAddr, Option<DeposedKey>, Option<Reason>)> = Vec::new();
        for stored in self.prior(unit).resources(path, &resource.id) {
            for (key, instance) in stored.instances() {
                let addr = stored.addr.instance(key.clone());
                if !self.touches(node, unit, &addr) {
                    continue;
                }
                if instance.current.is_some() && !declared.contains(&addr) {
                    let reason = self.why_undeclared(module, resource, &addr);
                    doomed.push((addr.clone(), None, reason));
                }
                doomed.extend(instance.deposed.keys().map(|deposed| (addr.clone(), Some(deposed.clone()), None)));
            }
        }
        if resource.id.mode == Mode::Data {
            if matches!(self.options.goal, Goal::Converge | Goal::Refresh) {
                let changes = doomed.into_iter().map(|(addr, deposed, _)| Change::remove(addr, deposed));
                self.with_unit(unit, |unit| changes.for_each(|change| unit.refreshed.apply(&change)));
            }
            return true;
        }
        let planned = doomed.iter().map(|(addr, deposed, reason)| async move {
            let _room = self.room(unit).await;
            if resource.lifecycle.prevent_destroy && deposed.is_none() && self.options.goal != Goal::Refresh {
                return Err(prevented(addr, resource, "destroyed").into());
            }
            let configured = self.provider_instance(provider, addr)?;
            let at = StoredAt {
                unit,
                addr,
                deposed: deposed.as_ref(),
                provider: &configured.provider,
                offline: configured.offline,
                provider_addr: &provider.addr,
                schema: &provider.schema,
                span: resource.span,
                attached: None,
            };
            let reason = reason.filter(|_| self.options.goal != Goal::Destroy);
            self.plan_delete(&at, reason).await.map(|_| ())
        });
        let planned: Vec<Result<(), Diags>> = join_all(planned).await;
        let mut clean = true;
        for errors in planned.into_iter().filter_map(Result::err) {
            self.report_all(unit, errors);
            clean = false;
        }
        clean
    }

    fn why_undeclared(&self, module: ModuleIx, resource: &Resource, addr: &InstanceAddr) -> Option<Reason> {
        if !self.expanded(module).iter().any(|expanded| expanded.addr == addr.module) {
            return Some(Reason::DeleteNoModule);
        }
        Some(match (&addr.key, &resource.repeat) {
            (InstanceKey::Index(_), Repeat::Count(_)) => Reason::DeleteCountIndex,
            (InstanceKey::Key(_), Repeat::ForEach(_)) => Reason::DeleteEachKey,
            _ => Reason::DeleteWrongRepetition,
        })
    }

    /// Resources that the state holds and configuration does not.
    pub(crate) async fn plan_orphans(&self) {
        if self.selection.is_none() {
            self.plan_removed_outputs();
        }
        for at in 0..self.session.units.len() {
            let unit = UnitIx::at(at);
            let orphans = self.prior(unit).state.resources().filter(|stored| !self.is_declared(unit, stored));
            let planned = orphans.map(|stored| self.plan_orphan(unit, stored));
            for errors in join_all(planned).await.into_iter().filter_map(Result::err) {
                self.report_all(unit, errors);
            }
        }
    }

    fn is_declared(&self, unit: UnitIx, stored: &Stored) -> bool {
        let module = self.session.modules.at(unit, &stored.addr.module.path());
        module.is_some_and(|module| {
            self.session.modules.get(module).tree.module.resources.contains_key(&stored.addr.resource)
        })
    }

    async fn plan_orphan(&self, unit: UnitIx, stored: &Stored) -> Result<(), Diags> {
        let touched: Vec<(InstanceAddr, &StoredInstance)> = stored
            .instances()
            .map(|(key, instance)| (stored.addr.instance(key.clone()), instance))
            .filter(|(addr, _)| self.touches_orphan(unit, addr))
            .collect();
        if touched.is_empty() {
            return Ok(());
        }
        if stored.addr.resource.mode == Mode::Data {
            let changes = touched.into_iter().map(|(addr, _)| Change::remove(addr, None));
            self.with_unit(unit, |found| changes.for_each(|change| found.refreshed.apply(&change)));
            return Ok(());
        }
        let removal = removal_of(&self.session, unit, &stored.addr).filter(|removal| !removal.destroy);
        let forgotten = removal.filter(|_| self.options.goal != Goal::Refresh);
        let (Configured { provider, offline }, schema) = match forgotten {
            // Nothing is asked about the object itself, so any provider of the kind will do.
            Some(_) if self.options.goal == Goal::Converge => self.unconfigured_provider(unit, stored).await?,
            _ => self.stored_provider(unit, stored).await?,
        };
        for (addr, instance) in touched {
            let objects = instance.current.iter().map(|_| None).chain(instance.deposed.keys().map(Some));
            for deposed in objects {
                let _room = self.room(unit).await;
                let at = StoredAt {
                    unit,
                    addr: &addr,
                    deposed,
                    provider: &provider,
                    offline,
                    provider_addr: &stored.provider,
                    schema: &schema,
                    span: forgotten.map_or(Span::NONE, |removal| removal.span),
                    attached: None,
                };
                let reason = match self.prior(unit).previous(&addr, deposed) {
                    Some(_) => Reason::DeleteNoMoveTarget,
                    None => Reason::DeleteNoResourceConfig,
                };
                let reason = (self.options.goal != Goal::Destroy && deposed.is_none()).then_some(reason);
                match forgotten {
                    // To destroy everything is to destroy this too; nobody looks at it before.
                    Some(_) if self.options.goal == Goal::Destroy => drop(self.plan_delete_unread(&at).await?),
                    Some(_) => self.plan_forget(&at, reason).await?,
                    None => drop(self.plan_delete(&at, reason).await?),
                }
            }
        }
        Ok(())
    }
}
