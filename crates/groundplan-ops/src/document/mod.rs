//! The public documents of what the engine found: plans, states, outputs, events and diagnostics of `groundplan-format`.
//!
//! The documents are Terraform's own, as version 1.11 writes them ("JSON Output Format", "Machine-Readable UI"); where
//! those pages leave something open, what Terraform 1.11.4 was seen to print decides.

mod account;
mod change;
mod checks;
mod company;
mod configuration;
mod diagnostics;
mod event;
mod mask;
mod object;
mod outputs;
mod planned;
mod prior;
mod relevant;
mod schema;
mod state;
mod stored;
#[cfg(test)]
mod tests;
mod time;
mod tree;
mod unit;

pub(crate) use company::company_plan;
pub(crate) use diagnostics::diagnostics;
pub(crate) use event::{event, log};
pub(crate) use outputs::outputs;
pub(crate) use state::state;
