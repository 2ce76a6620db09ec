//! Planning: one walk over the graph that evaluates configuration, reads what exists and asks providers what they would do.

mod change;
mod conditions;
mod data;
mod instance;
mod managed;
mod marks;
mod outputs;
mod pinned;
mod proposed;
mod provider;
mod resource;
mod run;
mod stored;
mod variable;

pub use change::{Action, Drift, OutputChange, Plan, Reason, ResourceChange, UnitPlan};
pub(crate) use data::data_change;
pub(crate) use instance::Instance;
pub(crate) use managed::Planned;
pub(crate) use marks::{copy_marks, mark_sensitive};
pub(crate) use pinned::pin;
pub(crate) use run::Run;
pub use run::{Goal, Options, plan};
pub(crate) use stored::Prior;
