//! One file for each kind of block: what it may hold, and what it declares.

pub(super) mod check;
pub(super) mod condition;
pub(super) mod import;
pub(super) mod lifecycle;
pub(super) mod local;
pub(super) mod module_call;
pub(super) mod moved;
pub(super) mod output;
pub(super) mod provider;
pub(super) mod provisioner;
pub(super) mod removed;
pub(super) mod repeat;
pub(super) mod required_providers;
pub(super) mod resource;
pub(super) mod terraform;
pub(super) mod variable;
