//! The public JSON documents: plan, state, outputs, validation result, event stream and diagnostics. Knows no terminal.
//!
//! A document that Terraform has too is written in Terraform's own format, as version 1.11 does and its "JSON Output
//! Format" and "Machine-Readable UI" pages specify, so that what reads Terraform's reads ours. What we add is in fields
//! of its own (`unit`, `excerpts`, `help`), left out when there is nothing to say. [`CompanyPlan`] has no counterpart
//! there: it holds one Terraform-format plan per unit.
//!
//! Values of arguments stay [`serde_json::Value`], numbers in them keep every digit. Maps are sorted by key, as
//! Terraform's are. Readers accept fields that they do not know; [`FORMAT_VERSION`] says which they do.
//!
//! The types are exhaustive on purpose: all their users live in this workspace, and a match that must name every action
//! cannot forget one.

mod action;
mod checks;
mod company;
mod counts;
mod diagnostic;
mod error;
mod event;
mod mode;
mod plan;
mod present;
mod schema;
mod state;
mod validate;

pub use action::{Action, ActionReason};
pub use checks::{CheckAddress, CheckInstance, CheckProblem, CheckResult, CheckStatus};
pub use company::{Account, CompanyPlan, Unit, UnitMove};
pub use counts::ChangeCounts;
pub use diagnostic::{Annotation, Diagnostic, Excerpt, Position, Range, Severity, Snippet, SymbolValue};
pub use error::FormatError;
pub use event::{Event, EventAction, EventBody, EventChange, EventLevel, EventOutput, Hook, Operation, ResourceRef};
pub use mode::ResourceMode;
pub use plan::{
    Change, Configuration, ConfigurationModule, ConfigurationOutput, ConfigurationResource, ConfigurationVariable,
    Expression, Expressions, Importing, ModuleCall, Plan, PlanVariable, ProviderConfiguration, Provisioner,
    RelevantAttribute, ResourceChange,
};
pub use schema::{Attribute, Block, BlockType, NestedType, Nesting, ProviderSchema, ProviderSchemas, Schema, Type};
pub use state::{ModuleValues, OutputValue, Outputs, ResourceValues, State, StateValues};
pub use validate::Validation;

/// The version of Terraform's plan format that is written; any `1.x` is read.
pub const FORMAT_VERSION: &str = "1.2";
