use std::sync::Arc;

use async_trait::async_trait;
use groundplan_config::live::Unit;
use groundplan_diag::Severity;
use groundplan_provider::{
    ApplyRequest, ApplyResponse, AttributeDiagnostic, EphemeralOpened, ImportedResource, MoveRequest, ObjectState,
    PlanRequest, PlanResponse, Provider, ProviderError, ProviderResult, ReadRequest, ReadResponse, Response, Schemas,
};
use groundplan_value::{Value, from_json};

use super::schemas::BuiltinSchemas;
use super::{remote_state, terraform_data};
use crate::host::Host;

/// The built-in provider, for a unit.
pub(super) struct Builtin {
    pub(super) host: Arc<dyn Host>,
    pub(super) unit: Arc<Unit>,
}

fn unknown(what: &str, kind: &str) -> ProviderError {
    ProviderError { message: format!("The built-in provider has no {what} \"{kind}\".") }
}

fn failed<T>(value: T, summary: &str, detail: String) -> Response<T> {
    let message =
        AttributeDiagnostic { severity: Severity::Error, summary: summary.to_owned(), detail, attribute: None };
    Response { value, diagnostics: vec![message] }
}

#[async_trait]
impl Provider for Builtin {
    fn schemas(&self) -> Arc<dyn Schemas> {
        Arc::new(BuiltinSchemas)
    }

    async fn validate_provider(&self, _config: Value) -> ProviderResult<()> {
        Ok(Response::ok(()))
    }

    async fn configure(&self, _config: Value) -> ProviderResult<()> {
        Ok(Response::ok(()))
    }

    async fn validate_resource(&self, _kind: &str, config: Value) -> ProviderResult<()> {
        Ok(Response { value: (), diagnostics: terraform_data::validate(&config) })
    }

    async fn validate_data_source(&self, _kind: &str, config: Value) -> ProviderResult<()> {
        Ok(Response { value: (), diagnostics: remote_state::validate(&config) })
    }

    async fn upgrade_state(&self, _kind: &str, _version: u64, json: &[u8]) -> ProviderResult<Value> {
        let ty = terraform_data::schema().block.value_type();
        let value = serde_json::from_slice(json).map_err(|error| error.to_string());
        let value = value.and_then(|json| from_json(&json, &ty).map_err(|error| error.to_string()));
        Ok(match value {
            Ok(value) => Response::ok(value),
            Err(why) => failed(Value::null(ty), "Stored object cannot be read", format!("{why}.")),
        })
    }

    async fn read(&self, request: ReadRequest) -> ProviderResult<ReadResponse> {
        Ok(Response::ok(ReadResponse { state: request.current, deferred: None }))
    }

    async fn plan(&self, request: PlanRequest) -> ProviderResult<PlanResponse> {
        Ok(Response::ok(terraform_data::plan(&request.prior, &request.proposed)))
    }

    async fn apply(&self, request: ApplyRequest) -> ProviderResult<ApplyResponse> {
        let clock = self.host.call_context(&self.unit).clock.clone();
        let ObjectState { value: planned, private } = request.planned;
        let answer = |value| ApplyResponse { state: ObjectState { value, private }, legacy_type_system: false };
        Ok(match terraform_data::apply(&planned, clock.as_deref()) {
            Ok(value) => Response::ok(answer(value)),
            Err(why) => failed(answer(request.prior.value), "Error generating id", why),
        })
    }

    async fn import(&self, kind: &str, id: &str) -> ProviderResult<Vec<ImportedResource>> {
        let state = ObjectState { value: terraform_data::import(id), private: Arc::from([]) };
        Ok(Response::ok(vec![ImportedResource { kind: kind.into(), state }]))
    }

    async fn move_state(&self, request: MoveRequest) -> ProviderResult<ObjectState> {
        let moved = |value| ObjectState { value, private: Arc::from([]) };
        let nothing = || moved(Value::null(terraform_data::schema().block.value_type()));
        // Whatever host it was installed from.
        if !request.source_provider.trim_end_matches("\"]").ends_with("hashicorp/null") {
            let detail = "Only moving from the official hashicorp/null provider to terraform_data is supported.";
            return Ok(failed(nothing(), "Unsupported source provider for move operation", detail.into()));
        }
        if &*request.source_kind != "null_resource" {
            let detail = "Only moving from the null_resource managed resource to terraform_data is supported.";
            return Ok(failed(nothing(), "Unsupported source resource type for move operation", detail.into()));
        }
        Ok(match terraform_data::from_null_resource(&request.source_json) {
            Ok(value) => Response::ok(moved(value)),
            Err(why) => failed(nothing(), "Stored object cannot be read", format!("{why}.")),
        })
    }

    async fn read_data_source(&self, _kind: &str, config: Value) -> ProviderResult<Value> {
        Ok(remote_state::read(self.host.as_ref(), &self.unit, &config).await)
    }

    async fn validate_ephemeral(&self, kind: &str, _config: Value) -> ProviderResult<()> {
        Err(unknown("ephemeral resource type", kind))
    }

    async fn open_ephemeral(&self, kind: &str, _config: Value) -> ProviderResult<EphemeralOpened> {
        Err(unknown("ephemeral resource type", kind))
    }

    async fn renew_ephemeral(&self, kind: &str, _private: &[u8]) -> ProviderResult<(Arc<[u8]>, Option<i64>)> {
        Err(unknown("ephemeral resource type", kind))
    }

    async fn close_ephemeral(&self, kind: &str, _private: &[u8]) -> ProviderResult<()> {
        Err(unknown("ephemeral resource type", kind))
    }

    async fn call_function(
        &self,
        name: &str,
        _arguments: Vec<Value>,
    ) -> Result<Result<Value, (String, Option<usize>)>, ProviderError> {
        Err(unknown("function", name))
    }

    async fn stop(&self) {}
}
