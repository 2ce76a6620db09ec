use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderConfigAddr};
use groundplan_config::module::Resource;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{AttributeDiagnostic, Provider, ProviderError, Schema};

use super::pinned::pin;
use super::run::Run;
use crate::graph::{ModuleIx, NodeId, UnitIx};
use crate::host::EventKind;
use crate::values::Repetition;

/// A resource instance that configuration declares, and all that is needed to plan or change it.
#[derive(Clone)]
pub(crate) struct Instance<'a> {
    pub(crate) node: NodeId,
    pub(crate) module: ModuleIx,
    pub(crate) unit: UnitIx,
    pub(crate) addr: InstanceAddr,
    pub(crate) resource: &'a Resource,
    pub(crate) repetition: Repetition,
    pub(crate) schema: Arc<Schema>,
    pub(crate) provider: Arc<dyn Provider>,
    pub(crate) offline: bool,
    pub(crate) provider_addr: ProviderConfigAddr,
}

impl Instance<'_> {
    /// The provider's messages as ours, at the arguments that they name.
    pub(crate) fn pinned(&self, messages: Vec<AttributeDiagnostic>) -> Diags {
        let about = self.addr.to_string();
        messages
            .into_iter()
            .map(|message| pin(message, &about, Some(&self.resource.body), self.resource.span))
            .collect()
    }

    /// Diagnostics that are about the instance, unless they are about something else.
    pub(crate) fn about(&self, diags: Diags) -> Diags {
        let about = self.addr.to_string();
        diags.map(|diagnostic| if diagnostic.address.is_none() { diagnostic.about(about.clone()) } else { diagnostic })
    }

    /// That the provider broke the rules.
    pub(crate) fn provider_bug(&self, summary: &str, detail: &str) -> Diagnostic {
        Diagnostic::error(summary)
            .detail(format!("{detail} This is a bug in the provider, which should be reported to its authors."))
            .about(self.addr.to_string())
            .at(self.resource.span)
    }

    /// That the provider gave no answer.
    pub(crate) fn no_answer(&self, error: ProviderError) -> Diags {
        Diagnostic::error("Provider did not answer")
            .detail(error.message)
            .about(self.addr.to_string())
            .at(self.resource.span)
            .into()
    }
}

impl Run {
    /// Tells the host about an instance.
    pub(crate) fn event(&self, unit: UnitIx, addr: &InstanceAddr, deposed: bool, kind: EventKind) {
        self.session.event(unit, addr, deposed, kind);
    }
}
