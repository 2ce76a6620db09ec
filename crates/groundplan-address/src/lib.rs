//! Addresses of modules, resources and their instances, as Terraform writes them. Knows no configuration and no state.
//!
//! A crate of its own because configuration, state, engine and the public documents all speak of addresses and none of
//! them may know the others.

mod instance;
mod module;
mod parse;
mod provider;
mod resource;
mod target;

pub use instance::{InstanceAddr, InstanceKey};
pub use module::{ModuleAddr, ModulePath, ModuleStep};
pub use parse::AddressError;
pub use provider::{ProviderAddr, ProviderConfigAddr};
pub use resource::{Mode, ResourceAddr, ResourceId};
pub use target::Target;
