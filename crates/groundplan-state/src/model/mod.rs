//! What a state holds, in the form in which the engine uses it.

mod attribute_path;
mod change;
mod check;
mod equality;
mod object;
mod output;
mod resource;
mod state;

pub use attribute_path::{AttributePath, AttributeStep};
pub use change::{Change, StoredObject};
pub use check::{CheckObject, CheckResult, CheckStatus};
pub use object::{Attributes, DeposedKey, InstanceObject, InvalidDeposedKey, ObjectStatus};
pub use output::OutputValue;
pub use resource::{Instance, Resource};
pub use state::{COMPATIBLE_VERSION, State};
