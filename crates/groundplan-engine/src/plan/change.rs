use std::collections::BTreeMap;
use std::sync::Arc;

use groundplan_address::{InstanceAddr, ProviderAddr, ProviderConfigAddr};
use groundplan_config::live::UnitPath;
use groundplan_provider::{Provider, Schema};
use groundplan_state::{CheckResult, DeposedKey, State};
use groundplan_value::{Path, Value};

/// What is to be done to an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Nothing.
    NoOp,
    /// Create it.
    Create,
    /// Read a data source during apply.
    Read,
    /// Change it in place.
    Update,
    /// Destroy it.
    Delete,
    /// Destroy it, then create another in its place.
    DeleteThenCreate,
    /// Create another in its place, then destroy it.
    CreateThenDelete,
    /// Take it out of the state and leave it as it is.
    Forget,
}

impl Action {
    /// Whether it replaces the object.
    #[must_use]
    pub fn is_replace(self) -> bool {
        matches!(self, Self::DeleteThenCreate | Self::CreateThenDelete)
    }
}

/// Why an action was chosen, in the words of Terraform's plan JSON (`action_reason`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The object is tainted.
    ReplaceTainted,
    /// The user asked for it.
    ReplaceByRequest,
    /// `replace_triggered_by`.
    ReplaceByTriggers,
    /// The provider cannot change it in place.
    ReplaceCannotUpdate,
    /// Configuration does not have the resource.
    DeleteNoResourceConfig,
    /// It was moved to where configuration has nothing.
    DeleteNoMoveTarget,
    /// Configuration does not have the module.
    DeleteNoModule,
    /// `count` or `for_each` is not what the instance's key needs.
    DeleteWrongRepetition,
    /// Beyond `count`.
    DeleteCountIndex,
    /// Not among `for_each`.
    DeleteEachKey,
    /// Its configuration is not known yet.
    ReadConfigUnknown,
    /// What it depends on will change.
    ReadDependencyPending,
    /// It stands in a `check` block, and is read again to look at how things are then.
    ReadCheckNested,
}

impl Reason {
    /// As plan JSON writes it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReplaceTainted => "replace_because_tainted",
            Self::ReplaceByRequest => "replace_by_request",
            Self::ReplaceByTriggers => "replace_by_triggers",
            Self::ReplaceCannotUpdate => "replace_because_cannot_update",
            Self::DeleteNoResourceConfig => "delete_because_no_resource_config",
            Self::DeleteNoMoveTarget => "delete_because_no_move_target",
            Self::DeleteNoModule => "delete_because_no_module",
            Self::DeleteWrongRepetition => "delete_because_wrong_repetition",
            Self::DeleteCountIndex => "delete_because_count_index",
            Self::DeleteEachKey => "delete_because_each_key",
            Self::ReadConfigUnknown => "read_because_config_unknown",
            Self::ReadDependencyPending => "read_because_dependency_pending",
            Self::ReadCheckNested => "read_because_check_nested",
        }
    }
}

/// A planned change of one object.
#[derive(Clone)]
pub struct ResourceChange {
    /// The resource instance.
    pub addr: InstanceAddr,
    /// Where the object was before, if it was moved here.
    pub previous: Option<InstanceAddr>,
    /// Which deposed object of it, if not the current one.
    pub deposed: Option<DeposedKey>,
    /// The provider configuration.
    pub provider: ProviderConfigAddr,
    /// The schema of its type.
    pub schema: Arc<Schema>,
    /// What is to be done.
    pub action: Action,
    /// Why.
    pub reason: Option<Reason>,
    /// The object as it is, with marks; null when there is none.
    pub before: Value,
    /// The object as it will be, with marks; null when there will be none.
    pub after: Value,
    /// The provider's bytes for the plan.
    pub private: Arc<[u8]>,
    /// The attributes whose change needs a new object.
    pub replace_paths: Vec<Path>,
    /// The provider's name for the object, when it is taken over by this plan.
    pub importing: Option<Arc<str>>,
    /// Planned without an account: planned again before it is made.
    pub offline: bool,
    /// The provider that planned it: the one to destroy the object with, as it knows the object's account.
    pub(crate) configured: Arc<dyn Provider>,
}

/// An object that is not any more as the state has it.
#[derive(Clone)]
pub struct Drift {
    /// The resource instance.
    pub addr: InstanceAddr,
    /// Where the object was before, if it was moved here.
    pub previous: Option<InstanceAddr>,
    /// Which deposed object of it, if not the current one.
    pub deposed: Option<DeposedKey>,
    /// The provider configuration.
    pub provider: ProviderConfigAddr,
    /// The schema of its type.
    pub schema: Arc<Schema>,
    /// As the state had it.
    pub before: Value,
    /// As it is; null when it is gone.
    pub after: Value,
}

/// A planned change of a root module's output.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputChange {
    /// Its name.
    pub name: Arc<str>,
    /// The value in the state; null when there is none.
    pub before: Value,
    /// The value after apply; null when the output will be gone.
    pub after: Value,
    /// Whether it is declared sensitive.
    pub sensitive: bool,
    /// What happens to it.
    pub action: Action,
}

/// The plan of one unit.
#[derive(Clone)]
pub struct UnitPlan {
    /// The unit.
    pub unit: UnitPath,
    /// Changes of objects, also those that change nothing, by address.
    pub changes: Vec<ResourceChange>,
    /// Objects that changed outside.
    pub drift: Vec<Drift>,
    /// Changes of outputs, also those that change nothing, by name.
    pub outputs: Vec<OutputChange>,
    /// Values of the root module's input variables.
    pub variables: BTreeMap<Arc<str>, Value>,
    /// The state as it was read.
    pub stored: State,
    /// The state with every object as it is now.
    pub refreshed: State,
    /// The instances that moved: from where to where.
    pub moved: BTreeMap<InstanceAddr, InstanceAddr>,
    /// Whether it only takes notice of what was changed outside.
    pub refresh_only: bool,
    /// Whether something was left out of it by the user's wish.
    pub partial: bool,
    /// What conditions came to.
    pub checks: Vec<CheckResult>,
    /// The schemas of data sources that were read, of which there is no change.
    pub read: BTreeMap<(ProviderAddr, Arc<str>), Arc<Schema>>,
}

/// The plan of the company.
#[derive(Clone)]
pub struct Plan {
    /// One for each unit, in order.
    pub units: Vec<UnitPlan>,
    /// Whether everything is to be destroyed.
    pub destroy: bool,
}

impl Plan {
    /// Whether applying it would change anything in any unit.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.units.iter().any(UnitPlan::has_changes)
    }
}

impl UnitPlan {
    /// Whether applying it would change anything: an object, where the state has it, a data source that is to be read, or an
    /// output.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        let counts = |change: &ResourceChange| {
            change.action != Action::NoOp || change.previous.is_some() || change.importing.is_some()
        };
        self.changes.iter().any(counts)
            || (self.refresh_only && !self.drift.is_empty())
            || self.outputs.iter().any(|output| output.action != Action::NoOp)
    }
}
