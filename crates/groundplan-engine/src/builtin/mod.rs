//! The provider that is built into Terraform, `terraform.io/builtin/terraform`: `terraform_data` and
//! `terraform_remote_state`. Its functions belong to the language.

mod provider;
mod remote_state;
mod schemas;
mod terraform_data;

use std::sync::Arc;

use async_trait::async_trait;
use groundplan_address::ProviderAddr;
use groundplan_config::live::Unit;
use groundplan_diag::{Diagnostic, Diags};
use groundplan_provider::{Provider, Schemas};
use groundplan_value::Value;

use self::provider::Builtin;
use self::schemas::BuiltinSchemas;
use crate::host::{Configured, Host};

/// Providers as the engine asks for them: the built-in one from here, all others from the host.
#[async_trait]
pub(crate) trait Providers {
    /// As [`Host::schemas`].
    async fn schemas_of(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Schemas>, Diags>;

    /// As [`Host::provider`].
    async fn configured(&self, unit: &Arc<Unit>, provider: &ProviderAddr, config: Value) -> Result<Configured, Diags>;

    /// As [`Host::unconfigured`].
    async fn for_validation(&self, unit: &Arc<Unit>, provider: &ProviderAddr) -> Result<Arc<dyn Provider>, Diags>;
}

#[async_trait]
impl Providers for Arc<dyn Host> {
    async fn schemas_of(&self, unit: &Unit, provider: &ProviderAddr) -> Result<Arc<dyn Schemas>, Diags> {
        if !provider.is_builtin() {
            return self.schemas(unit, provider).await;
        }
        known(provider)?;
        Ok(Arc::new(BuiltinSchemas))
    }

    async fn configured(&self, unit: &Arc<Unit>, provider: &ProviderAddr, config: Value) -> Result<Configured, Diags> {
        if !provider.is_builtin() {
            return self.provider(unit, provider, config).await;
        }
        Ok(Configured { provider: self.for_validation(unit, provider).await?, offline: false })
    }

    async fn for_validation(&self, unit: &Arc<Unit>, provider: &ProviderAddr) -> Result<Arc<dyn Provider>, Diags> {
        if !provider.is_builtin() {
            return self.unconfigured(unit, provider).await;
        }
        known(provider)?;
        Ok(Arc::new(Builtin { host: self.clone(), unit: unit.clone() }))
    }
}

fn known(provider: &ProviderAddr) -> Result<(), Diagnostic> {
    if &*provider.kind == "terraform" {
        return Ok(());
    }
    Err(Diagnostic::error("Unknown built-in provider")
        .detail(format!("There is no built-in provider {provider}."))
        .help("the only one is terraform.io/builtin/terraform"))
}
