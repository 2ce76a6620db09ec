use std::sync::Arc;

use groundplan_address::{InstanceAddr, Mode, ModuleAddr, ModulePath, ProviderConfigAddr};
use groundplan_config::module::Resource;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{Schema, Schemas};
use groundplan_state::Resource as Stored;
use groundplan_value::nearest;

use super::instance::Instance;
use super::run::Run;
use crate::builtin::Providers;
use crate::graph::{ModuleIx, NodeId, NodeKey, ProviderKey, UnitIx};
use crate::host::Configured;
use crate::values::{ProviderResult, Repetition};

/// What a resource node needs of its provider.
pub(crate) struct ResourceProvider {
    pub(crate) schema: Arc<Schema>,
    /// The provider configuration, as states write it.
    pub(crate) addr: ProviderConfigAddr,
    unit: UnitIx,
    node: NodeId,
}

impl ResourceProvider {
    pub(crate) fn instance<'a>(
        &self,
        node: NodeId,
        module: ModuleIx,
        addr: InstanceAddr,
        resource: &'a Resource,
        repetition: Repetition,
        configured: ProviderResult,
    ) -> Instance<'a> {
        Instance {
            node,
            module,
            unit: self.unit,
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
    /// The schema and the provider configuration of a resource.
    pub(crate) async fn resource_provider(
        &self,
        node: NodeId,
        module: ModuleIx,
        resource: &Resource,
    ) -> Result<ResourceProvider, Diags> {
        let (modules, graph) = (&self.session.modules, &self.session.graph);
        let unit = modules.get(module).unit;
        let provider = modules.get(module).tree.module.provider_addr(&resource.provider.name);
        let found = graph.dependencies(node).iter().find_map(|on| match graph.key(*on) {
            NodeKey::Provider(owner, key) if key.provider == provider => Some((*on, *owner, key)),
            _ => None,
        });
        let Some((provider_node, owner, key)) = found else {
            return Err(Diagnostic::error("Provider configuration not present").at(resource.span).into());
        };
        let addr = provider_config_addr(&modules.get(owner).path, key);
        let schemas = self.session.host.schemas_of(self.session.unit(unit), &key.provider).await?;
        let schema = schema_of(schemas.as_ref(), resource, key)?;
        Ok(ResourceProvider { schema, addr, unit, node: provider_node })
    }

    /// The configured provider for an instance: of the instance of the module that holds the provider's block.
    pub(crate) fn provider_instance(
        &self,
        provider: &ResourceProvider,
        addr: &InstanceAddr,
    ) -> Result<ProviderResult, Diags> {
        let found = self.memo.provider(provider.node, &owner(&provider.addr.module, &addr.module));
        found
            .cloned()
            .ok_or_else(|| Diagnostic::error("Provider configuration not present").about(addr.to_string()).into())
    }

    /// The provider that made a resource of the state, without any configuration, and the resource's schema.
    pub(crate) async fn unconfigured_provider(
        &self,
        unit: UnitIx,
        stored: &Stored,
    ) -> Result<(Configured, Arc<Schema>), Diags> {
        let schema = self.stored_schema(unit, stored).await?;
        let provider = self.session.host.for_validation(self.session.unit(unit), &stored.provider.provider).await?;
        Ok((Configured { provider, offline: false }, schema))
    }

    async fn stored_schema(&self, unit: UnitIx, stored: &Stored) -> Result<Arc<Schema>, Diags> {
        let provider = &stored.provider.provider;
        let schemas = self.session.host.schemas_of(self.session.unit(unit), provider).await?;
        let kind = &stored.addr.resource.kind;
        schemas.resource(kind).ok_or_else(|| {
            Diagnostic::error("Resource type is not known to its provider")
                .detail(format!(
                    "The state holds {}, but the provider {} in use has no resource type \"{kind}\" any more.",
                    stored.addr,
                    provider.short()
                ))
                .about(stored.addr.to_string())
                .help("use the version of the provider that made it, or take it out of the state")
                .into()
        })
    }

    /// The provider that made a resource of the state, as configuration configures it now, and the resource's schema.
    pub(crate) async fn stored_provider(
        &self,
        unit: UnitIx,
        stored: &Stored,
    ) -> Result<(Configured, Arc<Schema>), Diags> {
        let config = self.session.unit(unit);
        let key = ProviderKey { provider: stored.provider.provider.clone(), alias: stored.provider.alias.clone() };
        let schema = self.stored_schema(unit, stored).await?;
        let module = self.session.modules.at(unit, &stored.provider.module);
        let node = module.and_then(|module| self.session.graph.find(&NodeKey::Provider(module, key.clone())));
        let owner = owner(&stored.provider.module, &stored.addr.module);
        if let Some(found) = node.and_then(|node| self.memo.provider(node, &owner)) {
            return Ok((Configured { provider: found.provider.clone(), offline: found.offline }, schema));
        }
        // Nothing of configuration uses this provider any more, so no node configured it. A default configuration without
        // any argument is what an absent block means.
        if key.alias.is_some() || !stored.provider.module.is_root() {
            return Err(removed_provider(stored).into());
        }
        let schemas = self.session.host.schemas_of(config, &key.provider).await?;
        let empty = crate::decode::absent(&schemas.provider().block);
        let configured = self.session.host.configured(config, &key.provider, empty).await?;
        Ok((configured, schema))
    }
}

/// The instance of the module with the provider's block in which a resource's module instance lies.
fn owner(holder: &ModulePath, module: &ModuleAddr) -> ModuleAddr {
    ModuleAddr(module.0.iter().take(holder.0.len()).cloned().collect())
}

fn provider_config_addr(path: &ModulePath, key: &ProviderKey) -> ProviderConfigAddr {
    ProviderConfigAddr { module: path.clone(), provider: key.provider.clone(), alias: key.alias.clone() }
}

fn removed_provider(stored: &Stored) -> Diagnostic {
    Diagnostic::error("Provider configuration not present")
        .detail(format!(
            "To destroy {}, its original provider configuration {} is required, but it has been removed.",
            stored.addr, stored.provider
        ))
        .about(stored.addr.to_string())
        .help("put the provider block back, destroy the resource, then remove the block again")
}

fn schema_of(schemas: &dyn Schemas, resource: &Resource, key: &ProviderKey) -> Result<Arc<Schema>, Diags> {
    let kind = &resource.id.kind;
    let found = match resource.id.mode {
        Mode::Managed => schemas.resource(kind),
        Mode::Data => schemas.data_source(kind),
        Mode::Ephemeral => schemas.ephemeral(kind),
    };
    found.ok_or_else(|| {
        let (names, what) = match resource.id.mode {
            Mode::Managed => (schemas.resource_names(), "resource type"),
            Mode::Data => (schemas.data_source_names(), "data source"),
            Mode::Ephemeral => (Vec::new(), "ephemeral resource type"),
        };
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
