//! What a state holds, as `show --json` tells it; also the values that a plan leads to.

mod document;
mod values;

pub use document::State;
pub use values::{ModuleValues, OutputValue, Outputs, ResourceValues, StateValues};
