//! Documents compared with what Terraform 1.11.4 printed for the same situation.
//!
//! The recorded plans are those of `groundplan-format`: the engine's values are made from them by the schemas, and our
//! documents of these values must be the recorded ones again.

mod company;
mod configuration;
mod events;
mod plans;
mod recorded;
mod states;
