use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use groundplan_provider::{
    ApplyRequest, ApplyResponse, EphemeralOpened, ImportedResource, MoveRequest, ObjectState, PlanRequest,
    PlanResponse, Provider, ProviderError, ProviderResult, ReadRequest, ReadResponse, Response, Schemas,
};
use groundplan_value::{Type, Value};

use super::convert::{self, diagnostics};
use super::plugin::{Call, Plugin, deferral, to_bytes};
use crate::wire::{self, Empty, RawState, Rpc};

/// How long the request to stop may take. It only sets a mark in the provider.
const STOP: Duration = Duration::from_secs(5);

#[async_trait]
impl Provider for Plugin {
    fn schemas(&self) -> Arc<dyn Schemas> {
        self.set().clone()
    }

    async fn validate_provider(&self, config: Value) -> ProviderResult<()> {
        let call = Call::new(Rpc::ValidateProvider, "");
        let config = Some(self.encode(call, &config, &self.set().typed_provider().ty)?);
        let answer: wire::ProviderConfigResponse = self.call(call, &wire::ProviderConfigRequest { config }).await?;
        Ok(Response { value: (), diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn configure(&self, config: Value) -> ProviderResult<()> {
        let call = Call::new(Rpc::Configure, "");
        let request = wire::ConfigureRequest {
            terraform_version: self.terraform_version(),
            config: Some(self.encode(call, &config, &self.set().typed_provider().ty)?),
            client_capabilities: self.capabilities(),
        };
        self.call_for_messages(call, &request).await
    }

    async fn validate_resource(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.validate(Call::new(Rpc::ValidateResource, kind), &self.resource(kind)?.ty, &config).await
    }

    async fn validate_data_source(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.validate(Call::new(Rpc::ValidateDataSource, kind), &self.data_source(kind)?.ty, &config).await
    }

    async fn upgrade_state(&self, kind: &str, version: u64, json: &[u8]) -> ProviderResult<Value> {
        let call = Call::new(Rpc::UpgradeState, kind);
        let typed = self.resource(kind)?;
        let request = wire::UpgradeRequest {
            type_name: kind.to_owned(),
            version: version.cast_signed(),
            raw_state: Some(RawState { json: to_bytes(json) }),
        };
        // In the program's own version of the schema the object is hardly ever anything else.
        let as_stored = || convert::from_json(json, &typed.ty).ok().filter(|_| version == typed.schema.version);
        let question = self.question(call, &request);
        if self.known_answers().contains(&question)
            && let Some(value) = as_stored()
        {
            return Ok(Response { value, diagnostics: Vec::new() });
        }
        let answer: wire::UpgradeResponse = self.call(call, &request).await?;
        let value = self.decode(call, answer.upgraded_state.as_ref(), &typed.ty)?;
        if answer.diagnostics.is_empty() && as_stored().as_ref() == Some(&value) {
            self.known_answers().insert(&question);
        }
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn read(&self, request: ReadRequest) -> ProviderResult<ReadResponse> {
        let call = Call::new(Rpc::Read, &request.kind);
        let typed = self.resource(&request.kind)?;
        let message = wire::ReadRequest {
            type_name: request.kind.to_string(),
            current_state: Some(self.encode(call, &request.current.value, &typed.ty)?),
            private: to_bytes(&request.current.private),
            provider_meta: self.provider_meta(call)?,
            client_capabilities: self.capabilities(),
        };
        let answer: wire::ReadResponse = self.call(call, &message).await?;
        let state = ObjectState {
            value: self.decode(call, answer.new_state.as_ref(), &typed.ty)?,
            private: (&*answer.private).into(),
        };
        let value = ReadResponse { state, deferred: answer.deferred.map(deferral) };
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn plan(&self, request: PlanRequest) -> ProviderResult<PlanResponse> {
        let call = Call::new(Rpc::Plan, &request.kind);
        let typed = self.resource(&request.kind)?;
        let message = wire::PlanRequest {
            type_name: request.kind.to_string(),
            prior_state: Some(self.encode(call, &request.prior.value, &typed.ty)?),
            proposed_new_state: Some(self.encode(call, &request.proposed, &typed.ty)?),
            config: Some(self.encode(call, &request.config, &typed.ty)?),
            prior_private: to_bytes(&request.prior.private),
            provider_meta: self.provider_meta(call)?,
            client_capabilities: self.capabilities(),
        };
        let answer: wire::PlanResponse = self.call(call, &message).await?;
        let planned = ObjectState {
            value: self.decode(call, answer.planned_state.as_ref(), &typed.ty)?,
            private: (&*answer.planned_private).into(),
        };
        let value = PlanResponse {
            planned,
            requires_replace: answer.requires_replace.into_iter().map(convert::path).collect(),
            legacy_type_system: answer.legacy_type_system,
            deferred: answer.deferred.map(deferral),
        };
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn apply(&self, request: ApplyRequest) -> ProviderResult<ApplyResponse> {
        let call = Call::new(Rpc::Apply, &request.kind);
        let typed = self.resource(&request.kind)?;
        let message = wire::ApplyRequest {
            type_name: request.kind.to_string(),
            prior_state: Some(self.encode(call, &request.prior.value, &typed.ty)?),
            planned_state: Some(self.encode(call, &request.planned.value, &typed.ty)?),
            config: Some(self.encode(call, &request.config, &typed.ty)?),
            planned_private: to_bytes(&request.planned.private),
            provider_meta: self.provider_meta(call)?,
        };
        let answer: wire::ApplyResponse = self.call(call, &message).await?;
        let state = ObjectState {
            value: self.decode(call, answer.new_state.as_ref(), &typed.ty)?,
            private: (&*answer.private).into(),
        };
        let value = ApplyResponse { state, legacy_type_system: answer.legacy_type_system };
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn import(&self, kind: &str, id: &str) -> ProviderResult<Vec<ImportedResource>> {
        let call = Call::new(Rpc::Import, kind);
        let request = wire::ImportRequest {
            type_name: kind.to_owned(),
            id: id.to_owned(),
            client_capabilities: self.capabilities_without_deferral(),
        };
        let answer: wire::ImportResponse = self.call(call, &request).await?;
        let mut value = Vec::new();
        for imported in answer.imported_resources {
            let typed = self.resource(&imported.type_name)?;
            let state = ObjectState {
                value: self.decode(call, imported.state.as_ref(), &typed.ty)?,
                private: (&*imported.private).into(),
            };
            value.push(ImportedResource { kind: imported.type_name.into(), state });
        }
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn move_state(&self, request: MoveRequest) -> ProviderResult<ObjectState> {
        let call = Call::new(Rpc::MoveState, &request.target_kind);
        let typed = self.resource(&request.target_kind)?;
        let message = wire::MoveRequest {
            source_provider_address: request.source_provider,
            source_type_name: request.source_kind.to_string(),
            source_schema_version: request.source_version.cast_signed(),
            source_state: Some(RawState { json: request.source_json.into() }),
            target_type_name: request.target_kind.to_string(),
            source_private: to_bytes(&request.source_private),
        };
        let answer: wire::MoveResponse = self.call(call, &message).await?;
        let value = ObjectState {
            value: self.decode(call, answer.target_state.as_ref(), &typed.ty)?,
            private: (&*answer.target_private).into(),
        };
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn read_data_source(&self, kind: &str, config: Value) -> ProviderResult<Value> {
        let call = Call::new(Rpc::ReadDataSource, kind);
        let typed = self.data_source(kind)?;
        let request = wire::ReadDataSourceRequest {
            type_name: kind.to_owned(),
            config: Some(self.encode(call, &config, &typed.ty)?),
            provider_meta: self.provider_meta(call)?,
            client_capabilities: self.capabilities_without_deferral(),
        };
        let answer: wire::ReadDataSourceResponse = self.call(call, &request).await?;
        let value = self.decode(call, answer.state.as_ref(), &typed.ty)?;
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn validate_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<()> {
        self.validate(Call::new(Rpc::ValidateEphemeral, kind), &self.ephemeral(kind)?.ty, &config).await
    }

    async fn open_ephemeral(&self, kind: &str, config: Value) -> ProviderResult<EphemeralOpened> {
        let call = Call::new(Rpc::OpenEphemeral, kind);
        let typed = self.ephemeral(kind)?;
        let request = wire::OpenRequest {
            type_name: kind.to_owned(),
            config: Some(self.encode(call, &config, &typed.ty)?),
            client_capabilities: self.capabilities_without_deferral(),
        };
        let answer: wire::OpenResponse = self.call(call, &request).await?;
        let value = EphemeralOpened {
            result: self.decode(call, answer.result.as_ref(), &typed.ty)?,
            private: (&*answer.private.unwrap_or_default()).into(),
            renew_at: answer.renew_at.map(|time| time.seconds),
        };
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn renew_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<(Arc<[u8]>, Option<i64>)> {
        let call = Call::new(Rpc::RenewEphemeral, kind);
        let request = wire::RenewRequest { type_name: kind.to_owned(), private: Some(to_bytes(private)) };
        let answer: wire::RenewResponse = self.call(call, &request).await?;
        let renew_at = answer.renew_at.map(|time| time.seconds);
        let value = ((&*answer.private.unwrap_or_default()).into(), renew_at);
        Ok(Response { value, diagnostics: diagnostics(answer.diagnostics) })
    }

    async fn close_ephemeral(&self, kind: &str, private: &[u8]) -> ProviderResult<()> {
        let request = wire::CloseRequest { type_name: kind.to_owned(), private: Some(to_bytes(private)) };
        self.call_for_messages(Call::new(Rpc::CloseEphemeral, kind), &request).await
    }

    async fn call_function(
        &self,
        name: &str,
        arguments: Vec<Value>,
    ) -> Result<Result<Value, (String, Option<usize>)>, ProviderError> {
        let call = Call::new(Rpc::CallFunction, name);
        let function = self.known(self.set().function(name), "function", name)?;
        let mut request = wire::CallRequest { name: name.to_owned(), arguments: Vec::new() };
        for (at, argument) in arguments.iter().enumerate() {
            let parameter = function.parameters.get(at).or(function.variadic.as_ref());
            let parameter = self.known(parameter, "parameter for an argument that is given to", name)?;
            request.arguments.push(self.encode(call, argument, &parameter.ty)?);
        }
        let answer: wire::CallResponse = self.call(call, &request).await?;
        match answer.error {
            Some(error) => Ok(Err((error.text, error.function_argument.and_then(|at| usize::try_from(at).ok())))),
            None => Ok(Ok(self.decode(call, answer.result.as_ref(), &function.returns)?)),
        }
    }

    async fn stop(&self) {
        // Best effort: a provider that does not answer is killed with the program.
        let stop = self.call::<wire::StopResponse>(Call::new(Rpc::Stop, ""), &Empty {});
        let _ = tokio::time::timeout(STOP, stop).await;
    }
}

impl Plugin {
    async fn validate(&self, call: Call<'_>, ty: &Type, config: &Value) -> ProviderResult<()> {
        let request = wire::ConfigRequest {
            type_name: call.subject.to_owned(),
            config: Some(self.encode(call, config, ty)?),
            client_capabilities: self.capabilities().filter(|_| call.rpc == Rpc::ValidateResource),
        };
        let question = self.question(call, &request);
        if self.known_answers().contains(&question) {
            return Ok(Response { value: (), diagnostics: Vec::new() });
        }
        let answer = self.call_for_messages(call, &request).await?;
        if answer.diagnostics.is_empty() {
            self.known_answers().insert(&question);
        }
        Ok(answer)
    }

    async fn call_for_messages(&self, call: Call<'_>, request: &impl prost::Message) -> ProviderResult<()> {
        let answer: wire::DiagnosticsResponse = self.call(call, request).await?;
        Ok(Response { value: (), diagnostics: diagnostics(answer.diagnostics) })
    }
}
