use std::sync::Arc;

use async_trait::async_trait;
use groundplan_value::Value;

use crate::{
    ApplyRequest, ApplyResponse, EphemeralOpened, ImportedResource, MoveRequest, ObjectState, PlanRequest,
    PlanResponse, ReadRequest, ReadResponse, Response, Schemas,
};

/// Why a provider gave no answer at all: its process is gone, the connection broke, the answer was no answer. What a
/// provider has to say about a resource comes as diagnostics of a [`Response`] and not as this.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct ProviderError {
    /// What happened, with the way out, in whole sentences; without secrets.
    pub message: String,
}

/// An answer with the provider's messages, or that there was none.
pub type ProviderResult<T> = Result<Response<T>, ProviderError>;

/// A provider, configured once and then asked many things at the same time.
///
/// The operations are those of Terraform's plugin protocol ("Terraform Resource Instance Change Lifecycle"). Values sent
/// and received are of the schema's type and unmarked.
#[async_trait]
pub trait Provider: Send + Sync {
    /// The schemas. No call is made for them.
    fn schemas(&self) -> Arc<dyn Schemas>;

    /// Checks a provider configuration, which may hold unknown values.
    async fn validate_provider(&self, config: Value) -> ProviderResult<()>;

    /// Configures the provider; once, before anything that is not validation.
    async fn configure(&self, config: Value) -> ProviderResult<()>;

    /// Checks the configuration of a managed resource.
    async fn validate_resource(&self, kind: &str, config: Value) -> ProviderResult<()>;

    /// Checks the configuration of a data source.
    async fn validate_data_source(&self, kind: &str, config: Value) -> ProviderResult<()>;

    /// Reads a stored object, JSON of the given schema version, as a value of the current schema.
    async fn upgrade_state(&self, kind: &str, version: u64, json: &[u8]) -> ProviderResult<Value>;

    /// Reads an object as it is.
    async fn read(&self, request: ReadRequest) -> ProviderResult<ReadResponse>;

    /// Plans a change.
    async fn plan(&self, request: PlanRequest) -> ProviderResult<PlanResponse>;

    /// Makes a change. The answer counts also when it has errors.
    async fn apply(&self, request: ApplyRequest) -> ProviderResult<ApplyResponse>;

    /// Finds objects by an id.
    async fn import(&self, kind: &str, id: &str) -> ProviderResult<Vec<ImportedResource>>;

    /// Takes an object over from another resource type or provider.
    async fn move_state(&self, request: MoveRequest) -> ProviderResult<ObjectState>;

    /// Reads a data source.
    async fn read_data_source(&self, kind: &str, config: Value) -> ProviderResult<Value>;

    /// Checks the configuration of an ephemeral resource.
    async fn validate_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<()>;

    /// Opens an ephemeral resource.
    async fn open_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<EphemeralOpened>;

    /// Renews an ephemeral resource; gives new private bytes and the next time.
    async fn renew_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<(Arc<[u8]>, Option<i64>)>;

    /// Closes an ephemeral resource.
    async fn close_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<()>;

    /// Calls a function of the provider. The inner error is the function's own, with the argument's position if it is
    /// about one.
    ///
    /// # Errors
    /// When there was no answer.
    async fn call_function(
        &self,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Result<Value, (String, Option<usize>)>, ProviderError>;

    /// Asks the provider to end what it is doing as soon as it safely can (the second Ctrl-C).
    async fn stop(&self);
}
