//! What a command does, without a terminal: plan, apply, destroy, show, demo.
//!
//! An operation takes [`Settings`], tells its progress through the sinks in it, and gives a document of
//! `groundplan-format` or a [`Failure`]. It prints nothing.

mod approval;
mod commands;
pub mod demo;
mod document;
mod failure;
mod host;
mod plan_file;
mod project;
mod settings;
mod states;
mod variables;

pub use approval::{Approve, Proposal};
pub use commands::{ApplyReport, Outputs, PlanReport, Shown, ValidateReport};
pub use commands::{apply, output, plan, show, state_list, validate};
pub use failure::Failure;
pub use groundplan_backend::current_holder;
pub use host::{EventSink, StopSignal};
pub use settings::{Goal, Settings, VariableSource};
