//! Planning: one walk over the graph that evaluates configuration, reads what exists and asks providers what they would do.

mod accesses;
mod action;
mod ahead;
mod change;
mod changes;
mod check_block;
mod checks;
mod conditions;
mod data;
mod destroying;
mod ephemeral;
mod ephemeral_resource;
mod evaluation;
mod ignore;
mod importing;
mod instance;
mod looking;
mod managed;
mod marks;
mod modules;
mod options;
mod outputs;
mod pending;
mod pinned;
mod prior;
mod proposed;
mod provider;
mod refreshing;
mod replacing;
mod resource;
mod resource_provider;
mod room;
mod run;
mod secrets;
mod selection;
mod stored;
mod triggers;
mod undeclared;
mod valid;
mod variable;
mod write_only;

use groundplan_provider::Schema;
use groundplan_value::Value;

pub(crate) use action::{Forced, Planned};
pub use change::{Action, Drift, OutputChange, Plan, Reason, ResourceChange, UnitPlan};
pub(crate) use check_block::check_of;
pub(crate) use data::data_change;
pub(crate) use ephemeral_resource::Open;
pub use evaluation::{Evaluation, evaluate};
pub(crate) use instance::Instance;
pub(crate) use marks::{copy_marks, mark_sensitive};
pub use options::{Goal, Importing, InUnit, Options};
pub(crate) use pinned::{pin, written};
pub(crate) use prior::PriorState;
pub use run::plan;
pub(crate) use run::{Phase, Run};
pub(crate) use stored::Prior;
pub(crate) use write_only::{set_write_only, without_write_only};

/// The value of a resource instance of which nothing is known but its type.
pub(crate) fn unknown_object(schema: &Schema) -> Value {
    Value::unknown(schema.block.value_type())
}
