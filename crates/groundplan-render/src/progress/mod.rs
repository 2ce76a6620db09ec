//! The work as it goes on: a line for each step that changes something, and one live line for all the rest.

mod activity;
mod line;

pub use activity::Activity;
pub use line::{apply_complete, progress};
