//! Terraform modules: what their files declare, and the tree of a root module and all that it calls.

mod model;

pub use model::{
    Backend, Check, Condition, IgnoreChanges, Import, Lifecycle, Local, Module, ModuleCall, ModuleTree, Moved, Output,
    ProviderConfig, ProviderRef, Provisioner, Removed, Repeat, RequiredProvider, Resource, TypeDefaults, Variable,
};
