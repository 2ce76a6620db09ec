//! The gateway: an HTTP server in front of the emulator that all traffic passes.
//!
//! For every call it finds out who asks what ([`identify`]), plays the faults that were asked for ([`rules`]), answers
//! the operations that the emulator lacks ([`operations`]), forwards the rest ([`upstream`]), turns what the emulator
//! says in no AWS protocol into an error of the call's protocol ([`refuse`]), and counts it ([`calls`]). Its own
//! questions and settings lie under `/_groundplan/` ([`admin`]).

mod accounts;
mod address;
mod admin;
mod body;
mod call;
mod calls;
mod config;
mod documents;
mod identify;
mod names;
mod operations;
mod process;
mod protocol;
mod refuse;
mod rules;
mod server;
mod service;
mod upstream;

pub(crate) use admin::{Added, Health};
pub use calls::{AnsweredBy, CallCount, CallRecord};
pub use config::GatewayConfig;
pub use process::gateway_process;
pub use rules::{Fault, Rule, RuleState};
pub use server::serve_gateway;
