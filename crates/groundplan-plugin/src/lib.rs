//! Provider plugins: installing them, their processes, and the plugin protocol. Does not know the engine.
//!
//! An [`install::Installer`] turns a provider's address and version constraints into an [`install::InstalledPackage`];
//! [`Plugin::launch`] turns that into a running [`Provider`](groundplan_provider::Provider). What a provider can do is
//! known from a [`SchemaCache`], for which a process is asked once in the life of a version.

mod client;
pub mod install;
mod process;
mod schema;
pub mod wire;

pub use client::{KnownAnswers, LaunchSettings, Plugin, schemas_of};
pub use process::{LaunchError, LogLevel, LogLine, LogSink};
pub use schema::SchemaCache;
