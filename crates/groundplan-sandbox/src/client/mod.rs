//! Small questions to the sandbox: who am I, which accounts are there, which networks does this one have.
//!
//! For summaries and tests. Requests name their access key in the signature's place and are not signed: the emulator
//! reads the key and checks nothing. No use against AWS itself.

mod accounts;
mod admin;
mod networks;
mod wire;
mod xml;

pub use accounts::{Account, Identity};
pub use admin::Item;
pub use networks::{LogGroup, Vpc};
pub use wire::{Client, Credentials};

pub use crate::gateway::{AnsweredBy, CallCount, CallRecord, Fault, Rule, RuleState};

pub(crate) use xml::{xml_error, xml_text};
