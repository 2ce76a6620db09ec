//! Starting, stopping and asking after a sandbox.

mod emulator;
mod record;
mod start;
mod state;

pub use start::up;
pub use state::{Running, Status, down, reset, status};
