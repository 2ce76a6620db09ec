use std::sync::Arc;

use async_trait::async_trait;
use groundplan_diag::Diags;
use groundplan_provider::{
    ApplyRequest, ApplyResponse, EphemeralOpened, ImportedResource, MoveRequest, ObjectState, PlanRequest,
    PlanResponse, Provider, ProviderError, ProviderResult, ReadRequest, ReadResponse, Response, Schemas,
};
use groundplan_value::Value;

use super::Process;
use super::slot::{Lease, Slot};

/// A configured provider whose process may be ended between two calls, and is started and configured again by the next.
pub(in super::super) struct Pooled<P: Process> {
    slot: Arc<Slot<P>>,
    schemas: Arc<dyn Schemas>,
}

impl<P: Process + Provider> Pooled<P> {
    /// The provider of a slot, started to see whether it can be.
    ///
    /// # Errors
    /// Why it could not be started or configured.
    pub(in super::super) async fn start(slot: Arc<Slot<P>>) -> Result<Self, Diags> {
        let schemas = slot.lease().await?.process.schemas();
        Ok(Self { slot, schemas })
    }

    async fn lease(&self) -> Result<Lease<P>, ProviderError> {
        self.slot.lease().await.map_err(|diags| {
            let first = diags.into_iter().next();
            let why = first.map(|error| format!("{}: {}", error.summary, error.detail)).unwrap_or_default();
            ProviderError { message: format!("The provider's process could not be started again. {why}") }
        })
    }
}

#[async_trait]
impl<P: Process + Provider> Provider for Pooled<P> {
    fn schemas(&self) -> Arc<dyn Schemas> {
        self.schemas.clone()
    }

    async fn configure(&self, _config: Value) -> ProviderResult<()> {
        // Whoever leases it gets it configured.
        Ok(Response { value: (), diagnostics: Vec::new() })
    }

    async fn validate_provider(&self, config: Value) -> ProviderResult<()> {
        self.lease().await?.process.validate_provider(config).await
    }

    async fn validate_resource(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.lease().await?.process.validate_resource(kind, config).await
    }

    async fn validate_data_source(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.lease().await?.process.validate_data_source(kind, config).await
    }

    async fn upgrade_state(&self, kind: &str, version: u64, json: &[u8]) -> ProviderResult<Value> {
        self.lease().await?.process.upgrade_state(kind, version, json).await
    }

    async fn read(&self, request: ReadRequest) -> ProviderResult<ReadResponse> {
        self.lease().await?.process.read(request).await
    }

    async fn plan(&self, request: PlanRequest) -> ProviderResult<PlanResponse> {
        self.lease().await?.process.plan(request).await
    }

    async fn apply(&self, request: ApplyRequest) -> ProviderResult<ApplyResponse> {
        self.lease().await?.process.apply(request).await
    }

    async fn import(&self, kind: &str, id: &str) -> ProviderResult<Vec<ImportedResource>> {
        self.lease().await?.process.import(kind, id).await
    }

    async fn move_state(&self, request: MoveRequest) -> ProviderResult<ObjectState> {
        self.lease().await?.process.move_state(request).await
    }

    async fn read_data_source(&self, kind: &str, config: Value) -> ProviderResult<Value> {
        self.lease().await?.process.read_data_source(kind, config).await
    }

    async fn validate_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.lease().await?.process.validate_ephemeral(kind, config).await
    }

    async fn open_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<EphemeralOpened> {
        self.lease().await?.process.open_ephemeral(kind, config).await
    }

    async fn renew_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<(Arc<[u8]>, Option<i64>)> {
        self.lease().await?.process.renew_ephemeral(kind, private).await
    }

    async fn close_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<()> {
        self.lease().await?.process.close_ephemeral(kind, private).await
    }

    async fn call_function(
        &self,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Result<Value, (String, Option<usize>)>, ProviderError> {
        self.lease().await?.process.call_function(name, arguments).await
    }

    async fn stop(&self) {
        // A process that does not run has nothing to stop.
        if let Some(process) = self.slot.running().await {
            process.stop().await;
        }
    }
}
