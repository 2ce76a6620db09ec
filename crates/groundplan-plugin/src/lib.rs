//! Provider plugins: installing them, their processes, and the plugin protocol. Does not know the engine.

mod client;
pub mod install;
mod process;
mod schema;
pub mod wire;

pub use client::{LaunchSettings, Plugin, schemas_of};
pub use process::{LaunchError, LogLevel, LogLine, LogSink};
pub use schema::SchemaCache;
