//! Terraform modules: what their files declare, and the tree of a root module and all that it calls.

mod blocks;
mod cache;
mod check_calls;
mod check_providers;
mod declare;
mod decode;
mod load;
mod model;
mod overrides;
mod read;
mod reference;
mod remote;
mod source;
mod target;
mod tfvars;
mod type_defaults;
mod type_expr;
mod variable_text;
mod version;

pub use cache::ModuleCache;
pub use load::{LoadContext, load_tree, path_from_root};
pub use model::{
    Backend, Check, Condition, IgnoreChanges, Import, Lifecycle, Local, Module, ModuleCall, ModuleTree, Moved, Output,
    ProviderConfig, ProviderMeta, ProviderRef, Provisioner, Removed, Repeat, RequiredProvider, Resource, TypeDefaults,
    Variable,
};
pub use remote::{Getter, RemoteModule, without_secrets};
pub use source::{LocalModules, ModuleRequest, ModuleSource, ModuleSources, RegistryModule};
pub use target::Target;
pub use tfvars::load_tfvars;
pub use type_defaults::apply_defaults;
pub use variable_text::parse_variable;
pub use version::{Version, VersionConstraints};

pub(crate) use decode::{constant, schema};
pub(crate) use read::{parse_by_name, unreadable};

use groundplan_value::ConvertError;

/// The version of Terraform whose behaviour this is.
pub const TERRAFORM_VERSION: &str = "1.11.4";

/// What does not fit and where in the value, a clause without a full stop.
pub(crate) fn describe(error: &ConvertError) -> String {
    if error.path.steps().is_empty() { error.message.clone() } else { format!("{}: {}", error.path, error.message) }
}
