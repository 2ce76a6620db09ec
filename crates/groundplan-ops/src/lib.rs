//! What a command does, without a terminal: plan, apply, destroy, show, demo.
//!
//! An operation takes [`Settings`], tells its progress through the sinks in it, and gives a document of
//! `groundplan-format` or a [`Failure`]. It prints nothing.

mod approval;
pub mod auth;
mod auth_provider;
mod choice;
mod commands;
mod deleted;
pub mod demo;
mod document;
mod failure;
mod git;
mod hooks;
mod host;
mod located;
mod moves;
mod plan_file;
mod project;
mod settings;
mod states;
mod variables;
mod workspace;

pub use approval::{Approve, Proposal};
pub use choice::UnitChoice;
pub use commands::drift;
pub use commands::{
    ApplyReport, Forgotten, Imported, Moved, Outputs, PlanReport, ProviderReplacement, PushSource, Rendered, Replaced,
    ResourceGraph, ResourceNode, Shown, ShownInstance, UnitGraph, UnitNode, Unlocked, ValidateReport,
};
pub use commands::{CalledModule, Console, FormatReport, FormatSettings, Formatted};
pub use commands::{apply, graph, import, output, plan, render, resource_graph, show, stack_generate, validate};
pub use commands::{console, fmt, fmt_text, get, platform, provider_selections};
pub use commands::{
    state_list, state_mv, state_pull, state_push, state_replace_provider, state_rm, state_show, state_unlock,
};
pub use failure::Failure;
pub use groundplan_backend::current_holder;
pub use host::{EventSink, StopSignal};
pub use plan_file::PlanKey;
pub use settings::{Goal, Settings, VariableSource};
pub use states::Stores;
