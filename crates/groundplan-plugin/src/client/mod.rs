//! A provider process as the `Provider` that the engine asks.

mod convert;
mod failure;
mod known;
mod launch;
mod plugin;
mod provider;

pub use known::KnownAnswers;
pub use launch::{LaunchSettings, schemas_of};
pub use plugin::Plugin;
