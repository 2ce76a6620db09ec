use std::sync::Arc;

use groundplan_diag::Severity;
use groundplan_value::{Path, Value};

/// A message of a provider, with the attribute that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeDiagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A short phrase.
    pub summary: String,
    /// Whole sentences; may be empty.
    pub detail: String,
    /// The attribute of the configuration, if the provider says.
    pub attribute: Option<Path>,
}

/// What a provider answered: a value and its messages. When one of them is an error the value is not to be used, except
/// where a request says that a partial result counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Response<T> {
    /// The answer.
    pub value: T,
    /// The messages.
    pub diagnostics: Vec<AttributeDiagnostic>,
}

impl<T> Response<T> {
    /// An answer without messages.
    pub const fn ok(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Whether one of the messages is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }
}

/// An object of a resource as it is, with the bytes that only the provider understands.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectState {
    /// The attributes; null when there is no object.
    pub value: Value,
    /// The provider's own bytes.
    pub private: Arc<[u8]>,
}

/// Asks for the current state of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadRequest {
    /// The resource type.
    pub kind: Arc<str>,
    /// As last known.
    pub current: ObjectState,
}

/// The current state of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadResponse {
    /// As it is now; null when it is gone.
    pub state: ObjectState,
    /// Why the provider puts it off, if it does.
    pub deferred: Option<Deferral>,
}

/// Why a provider puts a resource off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deferral {
    /// The provider does not say, or says what this program does not know.
    Unknown,
    /// The resource's configuration is not known enough.
    ResourceConfigUnknown,
    /// The provider's configuration is not known enough.
    ProviderConfigUnknown,
    /// What it needs does not exist yet.
    AbsentPrerequisite,
}

/// Asks what would be done to an object.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanRequest {
    /// The resource type.
    pub kind: Arc<str>,
    /// The object as it is; null to create one.
    pub prior: ObjectState,
    /// The configuration with what it leaves to the provider filled from the prior state; null to destroy.
    pub proposed: Value,
    /// The configuration.
    pub config: Value,
}

/// What would be done.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanResponse {
    /// The object as it would be, unknown where only the change itself can tell.
    pub planned: ObjectState,
    /// The attributes whose change needs a new object.
    pub requires_replace: Vec<Path>,
    /// Whether the provider is one that is known to break the rules of planning in ways that must be put up with.
    pub legacy_type_system: bool,
    /// Why the provider puts it off, if it does.
    pub deferred: Option<Deferral>,
}

/// Asks to make the change.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplyRequest {
    /// The resource type.
    pub kind: Arc<str>,
    /// The object as it is; null to create one.
    pub prior: ObjectState,
    /// The object as planned, with the plan's private bytes; null to destroy.
    pub planned: ObjectState,
    /// The configuration; null to destroy.
    pub config: Value,
}

/// What came of the change. Counts also when there are errors: it then says how far the change went.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplyResponse {
    /// The object as it is now; null when there is none.
    pub state: ObjectState,
    /// As in [`PlanResponse::legacy_type_system`].
    pub legacy_type_system: bool,
}

/// An object found by import.
#[derive(Clone, Debug, PartialEq)]
pub struct ImportedResource {
    /// The resource type.
    pub kind: Arc<str>,
    /// The object, with as much of it as the provider says before a read.
    pub state: ObjectState,
}

/// Asks for a state of another resource type, or of another provider, as one of this type.
#[derive(Clone, Debug, PartialEq)]
pub struct MoveRequest {
    /// The provider that the object belonged to, as its address is written.
    pub source_provider: String,
    /// The resource type that it had.
    pub source_kind: Arc<str>,
    /// The version of its stored form.
    pub source_version: u64,
    /// Its stored form.
    pub source_json: Vec<u8>,
    /// Its private bytes.
    pub source_private: Arc<[u8]>,
    /// The resource type that it gets.
    pub target_kind: Arc<str>,
}

/// An ephemeral resource that was opened.
#[derive(Clone, Debug, PartialEq)]
pub struct EphemeralOpened {
    /// Its attributes.
    pub result: Value,
    /// The provider's own bytes, for renewing and closing.
    pub private: Arc<[u8]>,
    /// When it must be renewed: seconds since 1970 (UTC), if ever.
    pub renew_at: Option<i64>,
}
