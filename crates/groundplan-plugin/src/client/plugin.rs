use std::sync::Arc;

use bytes::Bytes;
use groundplan_provider::{Deferral, ProviderError};
use groundplan_value::{Type, Value};
use prost::Message;

use super::known::{Known, Question};
use super::{LaunchSettings, convert, failure};
use crate::install::InstalledPackage;
use crate::process::Process;
use crate::schema::{SchemaSet, Typed};
use crate::wire::{ClientCapabilities, Deferred, DynamicValue, Rpc, Wire};

/// A running provider. The process is killed when the last handle is dropped; [`Plugin::end`] ends it in good order.
pub struct Plugin {
    label: String,
    terraform_version: String,
    capabilities: ClientCapabilities,
    process: Process,
    wire: &'static dyn Wire,
    schemas: Arc<SchemaSet>,
    known: Arc<Known>,
}

impl Plugin {
    pub(super) fn new(
        package: &InstalledPackage,
        settings: &LaunchSettings,
        process: Process,
        schemas: Arc<SchemaSet>,
    ) -> Self {
        Self {
            label: package.label(),
            terraform_version: settings.terraform_version.clone(),
            capabilities: ClientCapabilities {
                deferral_allowed: settings.deferral_allowed,
                write_only_attributes_allowed: true,
            },
            wire: process.version().wire(),
            process,
            schemas,
            known: settings.known.of(&package.program_sha256),
        }
    }

    /// The system's number of the process.
    #[must_use]
    pub fn process_id(&self) -> u32 {
        self.process.id()
    }

    /// The provider and its version: `hashicorp/aws 5.100.0`.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Ends the process: it is asked to, and killed when it has not ended after two seconds.
    pub async fn end(&self) {
        self.process.end().await;
    }

    pub(super) fn terraform_version(&self) -> String {
        self.terraform_version.clone()
    }

    pub(super) fn capabilities(&self) -> Option<ClientCapabilities> {
        Some(self.capabilities)
    }

    /// For calls whose answers have no place for being put off.
    pub(super) fn capabilities_without_deferral(&self) -> Option<ClientCapabilities> {
        Some(ClientCapabilities { deferral_allowed: false, ..self.capabilities })
    }

    pub(super) fn set(&self) -> &Arc<SchemaSet> {
        &self.schemas
    }

    /// What modules told the provider in `provider_meta` blocks: nothing, of the type that it wants, if it wants any.
    pub(super) fn provider_meta(&self, call: Call<'_>) -> Result<Option<DynamicValue>, ProviderError> {
        self.schemas.provider_meta().map(|ty| self.encode(call, &Value::null(ty.clone()), ty)).transpose()
    }

    pub(super) fn resource(&self, kind: &str) -> Result<Arc<Typed>, ProviderError> {
        self.known(self.schemas.typed_resource(kind), "resource type", kind)
    }

    pub(super) fn data_source(&self, kind: &str) -> Result<Arc<Typed>, ProviderError> {
        self.known(self.schemas.typed_data_source(kind), "data source", kind)
    }

    pub(super) fn ephemeral(&self, kind: &str) -> Result<Arc<Typed>, ProviderError> {
        self.known(self.schemas.typed_ephemeral(kind), "ephemeral resource type", kind)
    }

    pub(super) fn known<T>(&self, found: Option<T>, what: &str, name: &str) -> Result<T, ProviderError> {
        found.ok_or_else(|| ProviderError { message: format!("The provider {} has no {what} {name}.", self.label) })
    }

    /// What the program has been asked before, with nothing new in its answer.
    pub(super) fn known_answers(&self) -> &Known {
        &self.known
    }

    /// A call as a question that may have been asked before.
    pub(super) fn question(&self, call: Call<'_>, request: &impl Message) -> Question {
        Question::new(self.wire.path(call.rpc), &request.encode_to_vec())
    }

    /// Makes a call; an error says what was being done, and what became of the process.
    pub(super) async fn call<M: Message + Default>(
        &self,
        call: Call<'_>,
        request: &impl Message,
    ) -> Result<M, ProviderError> {
        match self.process.connection().call(self.wire.path(call.rpc), request).await {
            Ok(answer) => Ok(answer),
            Err(status) => Err(failure::no_answer(&self.label, call, &status, &self.process).await),
        }
    }

    pub(super) fn encode(&self, call: Call<'_>, value: &Value, ty: &Type) -> Result<DynamicValue, ProviderError> {
        convert::encode(value, ty).map_err(|error| failure::not_sent(&self.label, call, &error))
    }

    /// A value of the answer; null when there is none.
    pub(super) fn decode(
        &self,
        call: Call<'_>,
        value: Option<&DynamicValue>,
        ty: &Type,
    ) -> Result<Value, ProviderError> {
        convert::decode(value, ty).map_err(|error| failure::not_understood(&self.label, call, &error))
    }
}

/// What is being asked, for messages.
#[derive(Clone, Copy)]
pub(super) struct Call<'a> {
    pub(super) rpc: Rpc,
    /// The resource type or the function; empty when it is the provider itself.
    pub(super) subject: &'a str,
}

impl<'a> Call<'a> {
    pub(super) fn new(rpc: Rpc, subject: &'a str) -> Self {
        Self { rpc, subject }
    }
}

/// Why the provider puts something off.
pub(super) fn deferral(deferred: Deferred) -> Deferral {
    match deferred.reason {
        1 => Deferral::ResourceConfigUnknown,
        2 => Deferral::ProviderConfigUnknown,
        3 => Deferral::AbsentPrerequisite,
        _ => Deferral::Unknown,
    }
}

/// A provider's own bytes, to be sent.
pub(super) fn to_bytes(private: &[u8]) -> Bytes {
    Bytes::copy_from_slice(private)
}
