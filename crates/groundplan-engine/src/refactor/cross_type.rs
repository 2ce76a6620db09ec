use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::MoveRequest;
use groundplan_state::{Attributes, Instance, InstanceObject, ObjectStatus, State};

use super::statements::Statement;
use crate::builtin::Providers;
use crate::graph::{NodeKey, UnitIx};
use crate::objects::to_stored;
use crate::plan::{mark_sensitive, pin};
use crate::session::Session;

impl Session {
    /// An instance as one of another resource type or provider, when a move makes it one: the provider that it goes to
    /// translates its stored form (`MoveResourceState` in the plugin protocol). Nothing when type and provider stay.
    pub(super) async fn as_other_type(
        &self,
        unit: UnitIx,
        statement: &Statement,
        state: &State,
        from: &InstanceAddr,
        to: &InstanceAddr,
    ) -> Result<Option<(ProviderConfigAddr, Instance)>, Diags> {
        let about = |summary: &str, detail: String| {
            Diags::from(Diagnostic::error(summary).detail(detail).about(to.to_string()).at(statement.span))
        };
        let Some(resource) = state.resource(&from.resource_addr()) else { return Ok(None) };
        let same_type = from.resource.kind == to.resource.kind;
        let Some(provider) = self.provider_of_resource(unit, to) else {
            if same_type {
                return Ok(None);
            }
            return Err(about(
                "Resource type mismatch",
                format!(
                    "This statement declares a move from {from} to {to}, which is of another resource type, and \
                     configuration does not have {to}."
                ),
            ));
        };
        if same_type && provider.provider == resource.provider.provider {
            return Ok(None);
        }
        let Some(instance) = resource.instance(&from.key) else { return Ok(None) };
        let config = self.unit(unit);
        let schemas = self.host.schemas_of(config, &provider.provider).await?;
        let kind = &to.resource.kind;
        let Some(schema) = schemas.resource(kind) else {
            let detail = format!("The provider {} has no resource type \"{kind}\".", provider.provider.short());
            return Err(about("Invalid resource type", detail));
        };
        let target = self.host.for_validation(config, &provider.provider).await?;
        let mut moved = Instance::default();
        if !instance.deposed.is_empty() {
            return Err(about(
                "Unsupported `moved` across resource types",
                format!("{from} has objects that a replacement left; they cannot become ones of another type."),
            ));
        }
        if let Some(object) = &instance.current {
            let Attributes::Json(json) = &object.attributes else {
                return Err(about("State of an old form", format!("{from} is stored in the form of Terraform 0.11.")));
            };
            let request = MoveRequest {
                source_provider: resource.provider.provider.to_string(),
                source_kind: from.resource.kind.clone(),
                source_version: object.schema_version,
                source_json: json.as_str().as_bytes().to_vec(),
                source_private: object.private.clone().into(),
                target_kind: kind.clone(),
            };
            let answer = target.move_state(request).await.map_err(|error| {
                about(
                    "Unsupported `moved` across resource types",
                    format!(
                        "The provider {} cannot make a {kind} of {from}: {}",
                        provider.provider.short(),
                        error.message
                    ),
                )
            })?;
            let failed = answer.has_errors();
            let messages = answer.diagnostics.into_iter();
            let diags: Diags = messages.map(|it| pin(it, &to.to_string(), None, statement.span)).collect();
            if failed {
                return Err(diags);
            }
            let mut answer = answer.value;
            if answer.value.is_null() || !answer.value.is_wholly_known() {
                let detail = format!(
                    "The provider {} made nothing of {from}, or something that is not known. This is a bug in the provider.",
                    provider.provider.short()
                );
                return Err(about("Provider returned invalid value", detail));
            }
            answer.value = mark_sensitive(&schema.block, &answer.value);
            let tainted = object.status == ObjectStatus::Tainted;
            let stored: InstanceObject =
                to_stored(&answer, &schema, object.dependencies.clone(), object.create_before_destroy, tainted)
                    .map_err(|why| about("Object cannot be stored", why))?;
            moved.current = Some(Arc::new(stored));
        }
        Ok(Some((provider, moved)))
    }

    /// The provider configuration of a resource that configuration declares.
    fn provider_of_resource(&self, unit: UnitIx, addr: &InstanceAddr) -> Option<ProviderConfigAddr> {
        let module = self.modules.at(unit, &addr.module.path())?;
        let node = self.graph.find(&NodeKey::Resource(module, addr.resource.clone()))?;
        let resource = self.modules.get(module).tree.module.resources.get(&addr.resource)?;
        let wanted = self.modules.get(module).tree.module.provider_addr(&resource.provider.name);
        self.graph.dependencies(node).iter().find_map(|on| match self.graph.key(*on) {
            NodeKey::Provider(owner, key) if key.provider == wanted => Some(ProviderConfigAddr {
                module: self.modules.get(*owner).path.clone(),
                provider: key.provider.clone(),
                alias: key.alias.clone(),
            }),
            _ => None,
        })
    }
}
