//! Values that are only shown: outputs and states.

mod expression;
mod outputs;
mod state;

pub use outputs::{output_value, outputs};
pub use state::{resource_state, state, state_list};
