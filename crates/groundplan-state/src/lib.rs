//! State format v4: model and codec, the journal, and the `StateStore` and lock contracts. Does not know where state is kept.
//!
//! - [`State`] is what one root module has made; [`State::decode`] and [`State::encode`] are its text.
//! - [`StateStore`] is where states are kept; `groundplan-backend` has the places.
//! - [`Journal`] is what makes a killed run lose nothing.
//! - [`UnitState`] keeps the three together while a run changes a unit.

mod codec;
mod journal;
mod json;
mod model;
mod store;
mod tools;
mod unit_state;

pub use codec::{DecodeError, DecodeErrorKind};
pub use journal::{Action, Durable, Fit, Intent, Journal, JournalError, Mark, Recovery, Token, UnitRecovery};
pub use json::{InvalidJson, RawJson};
pub use model::{
    AttributePath, AttributeStep, Attributes, COMPATIBLE_VERSION, Change, CheckObject, CheckResult, CheckStatus,
    DeposedKey, Instance, InstanceObject, InvalidDeposedKey, ObjectStatus, OutputValue, Resource, State, StoredObject,
};
pub use store::{HeldLocks, Lock, LockError, LockInfo, Refusal, StateStore, StoreError, check_push, check_write};
pub use tools::ToolError;
pub use unit_state::{Saved, UnitState, UnitStateError};
