use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::present::present;
use crate::{ActionReason, ChangeCounts, Diagnostic, Importing, Type};

/// How much an event matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventLevel {
    /// It went as it should.
    #[default]
    Info,
    /// A warning.
    Warn,
    /// An error.
    Error,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum EventBody {
    /// The first event: who speaks.
    Version {
        /// The version of this program; absent when Terraform itself speaks.
        groundplan: Option<String>,
        /// The version of Terraform whose format the events follow.
        terraform: String,
        /// The version of the event format.
        ui: String,
    },
    /// Something worth telling that fits nowhere else.
    Log {
        /// The text.
        text: String,
    },
    /// A diagnostic.
    Diagnostic(Box<Diagnostic>),
    /// What was changed outside.
    ResourceDrift(EventChange),
    /// What is planned for one object.
    PlannedChange(EventChange),
    /// What a plan or an apply does in all.
    ChangeSummary {
        /// The counts.
        counts: ChangeCounts,
        /// Of what.
        operation: Operation,
    },
    /// The root module's output values, or how they change.
    Outputs(BTreeMap<String, EventOutput>),
    /// Reading an object begins.
    RefreshStart(Hook),
    /// An object was read.
    RefreshComplete(Hook),
    /// Changing an object begins.
    ApplyStart(Hook),
    /// Changing an object goes on; comes every ten seconds.
    ApplyProgress(Hook),
    /// An object was changed.
    ApplyComplete(Hook),
    /// Changing an object failed; the error is a diagnostic of its own.
    ApplyErrored(Hook),
    /// A step of an ephemeral resource begins.
    EphemeralOpStart(Hook),
    /// A step of an ephemeral resource goes on; comes every ten seconds.
    EphemeralOpProgress(Hook),
    /// A step of an ephemeral resource is done.
    EphemeralOpComplete(Hook),
    /// A step of an ephemeral resource failed; the error is a diagnostic of its own.
    EphemeralOpErrored(Hook),
    /// A provisioner begins.
    ProvisionStart(Hook),
    /// A provisioner printed something.
    ProvisionProgress(Hook),
    /// A provisioner is done.
    ProvisionComplete(Hook),
    /// A provisioner failed.
    ProvisionErrored(Hook),
}

/// The operation that an event belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    /// Making a plan.
    Plan,
    /// Applying one.
    Apply,
    /// Applying one that destroys everything.
    Destroy,
}

/// An action as events name it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EventAction {
    /// Nothing.
    #[default]
    Noop,
    /// Create.
    Create,
    /// Read a data source.
    Read,
    /// Change in place.
    Update,
    /// Destroy and create, in either order.
    Replace,
    /// Destroy.
    Delete,
    /// Give another address.
    Move,
    /// Take a real object into the state.
    Import,
    /// Drop from the state.
    Remove,
    /// Open an ephemeral resource.
    Open,
    /// Renew an ephemeral resource.
    Renew,
    /// Close an ephemeral resource.
    Close,
}

/// The object that an event is about.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResourceRef {
    /// The instance's address.
    pub addr: String,
    /// The module instance's address; empty for the root.
    pub module: String,
    /// The instance's address in its module.
    pub resource: String,
    /// The provider's local name by the resource type.
    pub implied_provider: String,
    /// The resource type.
    pub resource_type: String,
    /// The resource's name.
    pub resource_name: String,
    /// The instance's key: a number, a string or null.
    #[serde(default)]
    pub resource_key: Value,
}

/// A planned change or a drift.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventChange {
    /// The object.
    pub resource: ResourceRef,
    /// What it was until now, when it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous_resource: Option<ResourceRef>,
    /// What is done with it.
    pub action: EventAction,
    /// Why; see [`ActionReason::event_name`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What is imported first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importing: Option<Importing>,
    /// Configuration written for an imported object that has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generated_config: Option<String>,
}

/// A step of the work on one object. Which fields are there depends on the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Hook {
    /// The object.
    pub resource: ResourceRef,
    /// What is done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<EventAction>,
    /// The name of the attribute that identifies it, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_key: Option<String>,
    /// That attribute's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_value: Option<String>,
    /// Whole seconds since the step began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub elapsed_seconds: Option<u64>,
    /// The provisioner's type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provisioner: Option<String>,
    /// What the provisioner printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
}

/// An output value in an event: its value after an apply, its action in a plan.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EventOutput {
    /// Whether it must not be shown; the value is then left out.
    pub sensitive: bool,
    /// Its type.
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    pub value_type: Option<Type>,
    /// Its value.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// How it changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<EventAction>,
}

impl EventBody {
    /// The event's name in the stream.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Version { .. } => "version",
            Self::Log { .. } => "log",
            Self::Diagnostic(_) => "diagnostic",
            Self::ResourceDrift(_) => "resource_drift",
            Self::PlannedChange(_) => "planned_change",
            Self::ChangeSummary { .. } => "change_summary",
            Self::Outputs(_) => "outputs",
            Self::RefreshStart(_) => "refresh_start",
            Self::RefreshComplete(_) => "refresh_complete",
            Self::ApplyStart(_) => "apply_start",
            Self::ApplyProgress(_) => "apply_progress",
            Self::ApplyComplete(_) => "apply_complete",
            Self::ApplyErrored(_) => "apply_errored",
            Self::EphemeralOpStart(_) => "ephemeral_op_start",
            Self::EphemeralOpProgress(_) => "ephemeral_op_progress",
            Self::EphemeralOpComplete(_) => "ephemeral_op_complete",
            Self::EphemeralOpErrored(_) => "ephemeral_op_errored",
            Self::ProvisionStart(_) => "provision_start",
            Self::ProvisionProgress(_) => "provision_progress",
            Self::ProvisionComplete(_) => "provision_complete",
            Self::ProvisionErrored(_) => "provision_errored",
        }
    }
}

impl ActionReason {
    /// The reason's name in the event stream, which is shorter for replacements.
    #[must_use]
    pub fn event_name(&self) -> &str {
        match self {
            Self::ReplaceBecauseTainted => "tainted",
            Self::ReplaceByRequest => "requested",
            Self::ReplaceBecauseCannotUpdate => "cannot_update",
            other => other.name(),
        }
    }
}
