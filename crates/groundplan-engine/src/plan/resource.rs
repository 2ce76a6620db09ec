use std::collections::BTreeMap;
use std::sync::Arc;

use futures::future::join_all;
use groundplan_address::{InstanceAddr, InstanceKey, Mode, ModulePath, ProviderConfigAddr, ResourceId};
use groundplan_config::module::{Repeat, Resource};
use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_provider::{Provider, Schema, Schemas};
use groundplan_state::DeposedKey;
use groundplan_value::{Type, Value, nearest};

use super::change::{Action, Reason, ResourceChange};
use super::instance::Instance;
use super::run::{Goal, Run, unknown_repetition};
use super::stored::StoredAt;
use crate::graph::{ModuleIx, NodeId, NodeKey, ProviderKey, UnitIx};
use crate::values::{Expanded, Instances, NodeResult, ProviderResult, Repetition, ResourceResult, expand};

/// A provider configuration's address, as states write it.
pub(crate) fn provider_config_addr(path: &ModulePath, key: &ProviderKey) -> ProviderConfigAddr {
    ProviderConfigAddr { module: path.clone(), provider: key.provider.clone(), alias: key.alias.clone() }
}

/// What a resource node needs of its provider.
pub(crate) struct ResourceProvider {
    pub(crate) schema: Arc<Schema>,
    pub(crate) addr: ProviderConfigAddr,
    node: NodeId,
}

impl ResourceProvider {
    pub(crate) fn instance<'a>(
        &self,
        module: ModuleIx,
        unit: UnitIx,
        addr: InstanceAddr,
        resource: &'a Resource,
        repetition: Repetition,
        configured: ProviderResult,
    ) -> Instance<'a> {
        Instance {
            module,
            unit,
            addr,
            resource,
            repetition,
            schema: self.schema.clone(),
            provider: configured.provider,
            offline: configured.offline,
            provider_addr: self.addr.clone(),
        }
    }
}

impl Run {
    /// A resource: its instances planned, those that configuration has no longer planned for destruction.
    pub(crate) async fn resource(&self, node: NodeId, module: ModuleIx, id: &ResourceId) -> bool {
        let tree = self.session.modules.get(module).tree.clone();
        let unit = self.unit_ix(module);
        let Some(resource) = tree.module.resources.get(id) else { return false };
        let provider = match self.resource_provider(node, module, resource).await {
            Ok(provider) => provider,
            Err(errors) => return self.report_all(unit, errors),
        };
        let mut clean = true;
        let mut result = BTreeMap::new();
        let mut declared: Vec<InstanceAddr> = Vec::new();
        for expanded in self.expanded(module).to_vec() {
            let mut diags = Diags::new();
            let instances = self.instances(module, resource, &expanded, &mut diags);
            clean &= self.report_all(unit, diags);
            let Some(instances) = instances else { continue };
            let planned = instances.into_iter().map(|(key, repetition)| {
                let addr = InstanceAddr { module: expanded.addr.clone(), resource: id.clone(), key: key.clone() };
                declared.push(addr.clone());
                let provider = &provider;
                async move {
                    let value = match self.provider_instance(provider, &addr) {
                        Ok(configured) => {
                            let instance = provider.instance(module, unit, addr, resource, repetition, configured);
                            self.plan_instance(&instance).await
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
        if id.mode == Mode::Managed && clean {
            clean &= self.plan_undeclared(module, resource, &provider, &declared).await;
        }
        self.memo.set(node, NodeResult::Resource(result));
        clean
    }

    pub(crate) fn instances(
        &self,
        module: ModuleIx,
        resource: &Resource,
        expanded: &Expanded,
        diags: &mut Diags,
    ) -> Option<Vec<(InstanceKey, Repetition)>> {
        match self.options.goal {
            Goal::Validate => Some(vec![(InstanceKey::None, unknown_repetition(Instances::of(&resource.repeat)))]),
            Goal::Destroy => {
                // What is there decides: configuration may no longer know how many there should be.
                let state = &self.session.given[self.unit_ix(module).0 as usize].state;
                let addr =
                    groundplan_address::ResourceAddr { module: expanded.addr.clone(), resource: resource.id.clone() };
                let stored = state.resource(&addr);
                let keys = stored.map(|stored| stored.instances().map(|(key, _)| key.clone()).collect::<Vec<_>>());
                Some(keys.unwrap_or_default().into_iter().map(|key| (key, Repetition::default())).collect())
            }
            Goal::Converge => {
                let scope = self.scope(module, &expanded.addr, &expanded.repetition);
                expand(&resource.repeat, &scope, diags)
            }
        }
    }

    /// The schema and the provider configuration of a resource.
    pub(crate) async fn resource_provider(
        &self,
        node: NodeId,
        module: ModuleIx,
        resource: &Resource,
    ) -> Result<ResourceProvider, Diags> {
        let unit = self.session.unit(self.unit_ix(module)).clone();
        let graph = &self.session.graph;
        let found = graph.dependencies(node).iter().find_map(|on| match graph.key(*on) {
            NodeKey::Provider(owner, key) if key.provider == self.provider_of(module, resource) => {
                Some((*on, *owner, key.clone()))
            }
            _ => None,
        });
        let Some((provider_node, owner, key)) = found else {
            return Err(Diagnostic::error("Provider configuration not present").at(resource.span).into());
        };
        let addr = provider_config_addr(&self.session.modules.get(owner).path, &key);
        if key.provider.is_builtin() {
            return Err(Diagnostic::error("Resource type not supported yet")
                .detail(format!("{} is built into Terraform and not supported yet.", resource.id.kind))
                .about(resource.id.to_string())
                .at(resource.span)
                .into());
        }
        let schemas = self.session.host.schemas(&unit, &key.provider).await?;
        let schema = schema_of(schemas.as_ref(), resource, &key)?;
        Ok(ResourceProvider { schema, addr, node: provider_node })
    }

    fn provider_of(&self, module: ModuleIx, resource: &Resource) -> groundplan_address::ProviderAddr {
        self.session.modules.get(module).tree.module.provider_addr(&resource.provider.name)
    }

    /// The configured provider for an instance: of the instance of the module that holds the provider's block.
    pub(crate) fn provider_instance(
        &self,
        provider: &ResourceProvider,
        addr: &InstanceAddr,
    ) -> Result<ProviderResult, Diags> {
        let depth = provider.addr.module.0.len();
        let owner = groundplan_address::ModuleAddr(addr.module.0.iter().take(depth).cloned().collect());
        self.memo
            .provider(provider.node, &owner)
            .cloned()
            .ok_or_else(|| Diagnostic::error("Provider configuration not present").about(addr.to_string()).into())
    }

    async fn plan_instance(&self, instance: &Instance<'_>) -> Result<Value, Diags> {
        match (self.options.goal, instance.addr.resource.mode) {
            (Goal::Validate, _) => self.validate_instance(instance).await,
            (_, Mode::Ephemeral) => Err(Diagnostic::error("Ephemeral resources are not supported yet")
                .about(instance.addr.to_string())
                .at(instance.resource.span)
                .into()),
            (Goal::Destroy, Mode::Data) => self.stored_data(instance).await,
            (Goal::Destroy, Mode::Managed) => self.plan_destroy_of(instance).await,
            (Goal::Converge, Mode::Data) => self.plan_data(instance).await,
            (Goal::Converge, Mode::Managed) => self.plan_managed(instance).await,
        }
    }

    /// Instances that the state holds under a resource of configuration, but that are not declared: destroyed. So are
    /// deposed objects.
    async fn plan_undeclared(
        &self,
        module: ModuleIx,
        resource: &Resource,
        provider: &ResourceProvider,
        declared: &[InstanceAddr],
    ) -> bool {
        let unit = self.unit_ix(module);
        let path = &self.session.modules.get(module).path;
        let state = &self.session.given[unit.0 as usize].state;
        let mut doomed: Vec<(InstanceAddr, Option<DeposedKey>, Option<Reason>)> = Vec::new();
        for stored in state.resources() {
            if stored.addr.resource != resource.id || stored.addr.module.path() != *path {
                continue;
            }
            for (key, instance) in stored.instances() {
                let addr = stored.addr.instance(key.clone());
                if instance.current.is_some() && !declared.contains(&addr) {
                    let reason = self.why_undeclared(module, resource, &addr);
                    doomed.push((addr.clone(), None, reason));
                }
                doomed.extend(instance.deposed.keys().map(|deposed| (addr.clone(), Some(deposed.clone()), None)));
            }
        }
        let mut clean = true;
        for (addr, deposed, reason) in doomed {
            let reason = if self.options.goal == Goal::Destroy { None } else { reason };
            let done = match self.provider_instance(provider, &addr) {
                Ok(configured) => {
                    let at = StoredAt {
                        unit,
                        addr: &addr,
                        deposed: deposed.as_ref(),
                        provider: &configured.provider,
                        provider_addr: &provider.addr,
                        schema: &provider.schema,
                        span: resource.span,
                    };
                    self.plan_delete(&at, reason).await
                }
                Err(errors) => Err(errors),
            };
            if let Err(errors) = done {
                self.report_all(unit, errors);
                clean = false;
            }
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

    /// Plans the destruction of an object of the state. Gives its value before.
    pub(crate) async fn plan_delete(&self, at: &StoredAt<'_>, reason: Option<Reason>) -> Result<Value, Diags> {
        let nothing = Value::null(at.schema.block.value_type());
        let Some(prior) = self.read_stored(at).await? else { return Ok(nothing) };
        if prior.state.value.is_null() {
            return Ok(nothing);
        }
        let before = prior.state.value.clone();
        let private = self.plan_destroy_call(at, &prior.state).await?;
        let change = ResourceChange {
            addr: at.addr.clone(),
            previous: None,
            deposed: at.deposed.cloned(),
            provider: at.provider_addr.clone(),
            schema: at.schema.clone(),
            action: Action::Delete,
            reason,
            before: before.clone(),
            after: nothing,
            private,
            replace_paths: Vec::new(),
            offline: false,
            configured: at.provider.clone(),
        };
        self.event(at.unit, at.addr, at.deposed.is_some(), crate::host::EventKind::Planned(Action::Delete));
        self.with_unit(at.unit, |unit| unit.changes.push(change));
        Ok(before)
    }

    /// Resources that the state holds and configuration does not.
    pub(crate) async fn plan_orphans(&self) {
        self.plan_removed_outputs();
        for (at, given) in self.session.given.iter().enumerate() {
            let unit = UnitIx(u32::try_from(at).unwrap_or(u32::MAX));
            let orphans = given.state.resources().filter(|stored| {
                let module = self.session.modules.at(unit, &stored.addr.module.path());
                let declared = module.is_some_and(|module| {
                    self.session.modules.get(module).tree.module.resources.contains_key(&stored.addr.resource)
                });
                !declared
            });
            let planned = orphans.map(|stored| self.plan_orphan(unit, stored));
            for result in join_all(planned).await {
                if let Err(errors) = result {
                    self.report_all(unit, errors);
                }
            }
        }
    }

    async fn plan_orphan(&self, unit: UnitIx, stored: &groundplan_state::Resource) -> Result<(), Diags> {
        if stored.addr.resource.mode == Mode::Data {
            self.with_unit(unit, |found| {
                for (key, _) in stored.instances() {
                    found.refreshed.apply(&groundplan_state::Change::remove(stored.addr.instance(key.clone()), None));
                }
            });
            return Ok(());
        }
        let (provider, schema) = self.stored_provider(unit, stored).await?;
        for (key, instance) in stored.instances() {
            let addr = stored.addr.instance(key.clone());
            let objects = instance.current.iter().map(|_| None).chain(instance.deposed.keys().map(Some));
            for deposed in objects {
                let at = StoredAt {
                    unit,
                    addr: &addr,
                    deposed,
                    provider: &provider,
                    provider_addr: &stored.provider,
                    schema: &schema,
                    span: Span::NONE,
                };
                let reason =
                    (self.options.goal != Goal::Destroy && deposed.is_none()).then_some(Reason::DeleteNoResourceConfig);
                self.plan_delete(&at, reason).await?;
            }
        }
        Ok(())
    }

    /// The provider that made a resource of the state, as configuration configures it now.
    async fn stored_provider(
        &self,
        unit: UnitIx,
        stored: &groundplan_state::Resource,
    ) -> Result<(Arc<dyn Provider>, Arc<Schema>), Diags> {
        let config = self.session.unit(unit).clone();
        let key = ProviderKey { provider: stored.provider.provider.clone(), alias: stored.provider.alias.clone() };
        let missing = || {
            Diagnostic::error("Provider configuration not present")
                .detail(format!(
                    "To destroy {}, its original provider configuration {} is required, but it has been removed.",
                    stored.addr, stored.provider
                ))
                .help("put the provider block back, destroy the resource, then remove the block again")
        };
        let schemas = self.session.host.schemas(&config, &key.provider).await?;
        let Some(schema) = schemas.resource(&stored.addr.resource.kind) else { return Err(missing().into()) };
        let node = self
            .session
            .modules
            .at(unit, &stored.provider.module)
            .and_then(|module| self.session.graph.find(&NodeKey::Provider(module, key.clone())));
        let depth = stored.provider.module.0.len();
        let owner = groundplan_address::ModuleAddr(stored.addr.module.0.iter().take(depth).cloned().collect());
        if let Some(found) = node.and_then(|node| self.memo.provider(node, &owner)) {
            return Ok((found.provider.clone(), schema));
        }
        // Nothing of configuration uses this provider any more, so no node configured it. A default configuration without
        // any argument is what an absent block means.
        if key.alias.is_some() || !stored.provider.module.is_root() {
            return Err(missing().into());
        }
        let empty = crate::decode::absent(&schemas.provider().block);
        let configured = self.session.host.provider(&config, &key.provider, empty).await?;
        Ok((configured.provider, schema))
    }
}

fn schema_of(schemas: &dyn Schemas, resource: &Resource, key: &ProviderKey) -> Result<Arc<Schema>, Diags> {
    let kind = &resource.id.kind;
    let (found, names, what) = match resource.id.mode {
        Mode::Managed => (schemas.resource(kind), schemas.resource_names(), "resource type"),
        Mode::Data => (schemas.data_source(kind), schemas.data_source_names(), "data source"),
        Mode::Ephemeral => (schemas.ephemeral(kind), Vec::new(), "ephemeral resource type"),
    };
    found.ok_or_else(|| {
        let error = Diagnostic::error(format!("Invalid {what}"))
            .detail(format!("The provider {} does not support {what} \"{kind}\".", key.provider.short()))
            .at(resource.span);
        match nearest(kind, names.iter().map(|name| &**name)) {
            Some(near) => error.help(format!("one with a similar name exists: `{near}`")),
            None => error,
        }
        .into()
    })
}

/// The type of a resource's values, for what is not planned.
pub(crate) fn unknown_object(schema: &Schema) -> Value {
    Value::unknown(match schema.block.value_type() {
        ty @ Type::Object(_) => ty,
        _ => Type::Dynamic,
    })
}
