//! The graph of the whole company: what configuration declares, in every unit, and what depends on what.
//!
//! Nodes stand for what is written, not for instances: `count` and `for_each` are only known once the walk gets there. An
//! edge across units goes from a root module's input variable to the one output that it takes.

mod access;
mod build;
mod components;
mod connect;
mod cycle;
mod describe;
mod ephemeral;
mod expressions;
mod modules;
mod node;
mod provider;
mod references;

pub(crate) use build::build;
pub(crate) use components::components;
pub(crate) use modules::Modules;
pub(crate) use node::{Graph, ModuleIx, ModuleNode, NodeId, NodeKey, ProviderKey, UnitIx};
pub(crate) use references::{Target, name_steps, target_of};
