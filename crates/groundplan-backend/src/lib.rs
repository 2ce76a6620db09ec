//! Where state is kept: local disk. Does not know the engine.
//!
//! Each kind of place is a module with one [`groundplan_state::StateStore`].

mod holder;
mod local;

pub use holder::current_holder;
pub use local::LocalStore;
