use std::sync::Arc;

use groundplan_address::{InstanceAddr, InstanceKey, Mode, ModuleAddr, ProviderAddr};
use groundplan_engine::{Action, Drift, Reason, ResourceChange};
use groundplan_format::{ActionReason, ResourceMode};
use groundplan_provider::Schema;
use groundplan_state::DeposedKey;
use groundplan_value::{Path, Value};
use serde_json::Value as Json;

/// One object before and after: what a planned change and a drift have in common.
#[derive(Clone, Copy)]
pub(super) struct ObjectChange<'a> {
    pub(super) addr: &'a InstanceAddr,
    pub(super) deposed: Option<&'a DeposedKey>,
    pub(super) provider: &'a ProviderAddr,
    pub(super) schema: &'a Arc<Schema>,
    pub(super) action: Action,
    pub(super) reason: Option<Reason>,
    /// With marks; null when there is no such object.
    pub(super) before: &'a Value,
    /// With marks; null when there is no such object.
    pub(super) after: &'a Value,
    pub(super) replace_paths: &'a [Path],
    /// Where the object was before, if it was moved.
    pub(super) previous: Option<&'a InstanceAddr>,
    /// The provider's name for the object, when it is taken over.
    pub(super) importing: Option<&'a str>,
}

impl<'a> From<&'a ResourceChange> for ObjectChange<'a> {
    fn from(change: &'a ResourceChange) -> Self {
        Self {
            addr: &change.addr,
            deposed: change.deposed.as_ref(),
            provider: &change.provider.provider,
            schema: &change.schema,
            action: change.action,
            reason: change.reason,
            before: &change.before,
            after: &change.after,
            replace_paths: &change.replace_paths,
            previous: change.previous.as_ref(),
            importing: change.importing.as_deref(),
        }
    }
}

impl<'a> From<&'a Drift> for ObjectChange<'a> {
    fn from(drift: &'a Drift) -> Self {
        Self {
            addr: &drift.addr,
            deposed: drift.deposed.as_ref(),
            provider: &drift.provider.provider,
            schema: &drift.schema,
            action: if drift.after.is_null() { Action::Delete } else { Action::Update },
            reason: None,
            before: &drift.before,
            after: &drift.after,
            replace_paths: &[],
            previous: drift.previous.as_ref(),
            importing: None,
        }
    }
}

impl ObjectChange<'_> {
    /// Terraform's order: outer modules first, data sources before managed resources, the current object before those
    /// that were replaced.
    pub(super) fn order(&self) -> impl Ord + '_ {
        (self.addr.module.0.len(), self.addr, self.deposed)
    }
}

pub(super) fn mode(mode: Mode) -> ResourceMode {
    match mode {
        Mode::Managed => ResourceMode::Managed,
        Mode::Data => ResourceMode::Data,
        Mode::Ephemeral => ResourceMode::Ephemeral,
    }
}

pub(super) fn index(key: &InstanceKey) -> Option<Json> {
    match key {
        InstanceKey::None => None,
        InstanceKey::Index(index) => Some(Json::from(*index)),
        InstanceKey::Key(key) => Some(Json::from(&**key)),
    }
}

pub(super) fn module_address(module: &ModuleAddr) -> Option<String> {
    (!module.is_root()).then(|| module.to_string())
}

pub(super) fn action(action: Action) -> groundplan_format::Action {
    use groundplan_format::Action as Format;
    match action {
        Action::NoOp => Format::NoOp,
        Action::Create => Format::Create,
        Action::Read => Format::Read,
        Action::Update => Format::Update,
        Action::Delete => Format::Delete,
        Action::DeleteThenCreate => Format::DeleteThenCreate,
        Action::CreateThenDelete => Format::CreateThenDelete,
        Action::Forget => Format::Forget,
    }
}

pub(super) fn reason(reason: Reason) -> ActionReason {
    match reason {
        Reason::ReplaceTainted => ActionReason::ReplaceBecauseTainted,
        Reason::ReplaceByRequest => ActionReason::ReplaceByRequest,
        Reason::ReplaceByTriggers => ActionReason::ReplaceByTriggers,
        Reason::ReplaceCannotUpdate => ActionReason::ReplaceBecauseCannotUpdate,
        Reason::DeleteNoResourceConfig => ActionReason::DeleteBecauseNoResourceConfig,
        Reason::DeleteNoMoveTarget => ActionReason::DeleteBecauseNoMoveTarget,
        Reason::DeleteNoModule => ActionReason::DeleteBecauseNoModule,
        Reason::DeleteWrongRepetition => ActionReason::DeleteBecauseWrongRepetition,
        Reason::DeleteCountIndex => ActionReason::DeleteBecauseCountIndex,
        Reason::DeleteEachKey => ActionReason::DeleteBecauseEachKey,
        Reason::ReadConfigUnknown => ActionReason::ReadBecauseConfigUnknown,
        Reason::ReadDependencyPending => ActionReason::ReadBecauseDependencyPending,
        Reason::ReadCheckNested => ActionReason::ReadBecauseCheckNested,
    }
}
