use std::collections::BTreeMap;

use groundplan_diag::{Diagnostic, Diags, Span};
use groundplan_lang::syntax::Body;

use super::options::Goal;
use super::run::Run;
use crate::builtin::Providers;
use crate::decode::decode;
use crate::graph::{ModuleIx, NodeId, ProviderKey};
use crate::host::Configured;
use crate::values::{NodeResult, ProviderResult};

impl Run {
    /// A provider configuration: evaluated, then configured by the host. What is not known yet goes to the host as unknown.
    pub(crate) async fn provider(&self, node: NodeId, module: ModuleIx, key: &ProviderKey) -> bool {
        let this = self.session.modules.get(module);
        let (unit, tree) = (this.unit, this.tree.clone());
        let unit_config = self.session.unit(unit).clone();
        // A provider that nothing uses is not configured: its account may not be reachable, and need not be.
        if !self.session.uses_provider(node) {
            self.memo.set(node, NodeResult::Provider(BTreeMap::new()));
            return true;
        }
        let schemas = match self.session.host.schemas_of(&unit_config, &key.provider).await {
            Ok(schemas) => schemas,
            Err(errors) => return self.report_all(unit, errors),
        };
        let block = tree
            .module
            .providers
            .iter()
            .find(|block| tree.module.provider_addr(&block.name.name) == key.provider && block.alias == key.alias);
        let implied = Body::empty(Span::NONE);
        let (body, span) = block.map_or((&implied, Span::NONE), |block| (&block.body, block.span));
        let mut configured = BTreeMap::new();
        let mut clean = true;
        for instance in self.expanded(module) {
            let mut diags = Diags::new();
            let config = {
                let scope = self.scope(module, &instance.addr, &instance.repetition);
                decode(body, &schemas.provider().block, span, &scope, &mut diags)
            };
            self.secrets.learn(&config);
            if !self.report_all(unit, diags) {
                clean = false;
                continue;
            }
            let made = match self.options.goal {
                Goal::Validate | Goal::Evaluate => {
                    let made = self.session.host.for_validation(&unit_config, &key.provider).await;
                    made.map(|provider| Configured { provider, offline: true })
                }
                _ => self.session.host.configured(&unit_config, &key.provider, config.unmark_deep()).await,
            };
            match made {
                Ok(made) => {
                    let result = ProviderResult { provider: made.provider, offline: made.offline };
                    configured.insert(instance.addr.clone(), result);
                }
                Err(errors) => {
                    let about = format!("provider \"{}\"", key.provider.short());
                    let placed = errors.map(|error| place(error, span, &about));
                    clean &= self.report_all(unit, placed);
                }
            }
        }
        self.memo.set(node, NodeResult::Provider(configured));
        clean
    }
}

fn place(error: Diagnostic, span: Span, about: &str) -> Diagnostic {
    let error = if error.primary.is_none() { error.at(span) } else { error };
    if error.address.is_none() { error.about(about) } else { error }
}
