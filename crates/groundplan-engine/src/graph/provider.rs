use std::sync::Arc;

use groundplan_config::module::ProviderRef;
use groundplan_diag::Diagnostic;

use super::build::Builder;
use super::{ModuleIx, NodeKey, ProviderKey};

impl Builder<'_> {
    /// The provider configuration that a reference in a module means: the module's own, one passed to it, or the one that
    /// it inherits from its callers ("Providers Within Modules" in Terraform's documentation).
    pub(super) fn provider_of(&self, ix: ModuleIx, reference: &ProviderRef) -> Result<NodeKey, Diagnostic> {
        let node = self.modules.get(ix);
        let module = &node.tree.module;
        let key = ProviderKey { provider: module.provider_addr(&reference.name), alias: reference.alias.clone() };
        let own = NodeKey::Provider(ix, key.clone());
        if self.id(&own).is_some() {
            return Ok(own);
        }
        let (Some(parent), Some((_, call_name))) = (node.parent, node.path.parent()) else {
            return match &reference.alias {
                None => Ok(own),
                Some(alias) => Err(undeclared(reference, alias)),
            };
        };
        let caller = &self.modules.get(parent).tree.module;
        let call = caller.calls.get(call_name);
        let passed = call.and_then(|call| {
            let mut pairs = call.providers.iter();
            pairs.find(|(inner, _)| inner.name == reference.name && inner.alias == reference.alias)
        });
        match passed {
            Some((_, outer)) => self.provider_of(parent, outer),
            None if reference.alias.is_none() => {
                // Inherited by what the provider is, not by what either module calls it.
                let mut named = caller.required_providers.iter();
                let name = named
                    .find(|(_, required)| required.source == key.provider)
                    .map_or_else(|| key.provider.kind.clone(), |(name, _)| name.clone());
                self.provider_of(parent, &ProviderRef { name, alias: None, span: reference.span })
            }
            None => Err(Diagnostic::error("Provider configuration not present")
                .detail(format!(
                    "The module needs a provider configuration \"{}.{}\" from its caller, which does not pass it.",
                    reference.name,
                    reference.alias.as_deref().unwrap_or_default()
                ))
                .at(call.map_or(reference.span, |call| call.span))
                .help("pass it in the `providers` argument of the module block")),
        }
    }
}

fn undeclared(reference: &ProviderRef, alias: &Arc<str>) -> Diagnostic {
    Diagnostic::error("Provider configuration not present")
        .detail(format!("There is no provider \"{}\" block with alias \"{alias}\".", reference.name))
        .at(reference.span)
        .help(format!("declare it: `provider \"{}\" {{ alias = \"{alias}\" }}`", reference.name))
}
