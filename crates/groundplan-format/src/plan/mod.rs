//! A plan, as `show --json FILE` tells it: Terraform's "plan representation".

mod change;
mod configuration;
mod document;
mod expression;
mod hidden;

pub use change::{Change, Importing, ResourceChange};
pub use configuration::{
    Configuration, ConfigurationModule, ConfigurationOutput, ConfigurationResource, ConfigurationVariable, ModuleCall,
    ProviderConfiguration, Provisioner,
};
pub use document::{Plan, PlanVariable, RelevantAttribute};
pub use expression::{Expression, Expressions};
