//! Documents compared with what Terraform 1.11.4 printed for the same situation.
//!
//! The recorded plans are those of `groundplan-format`: the engine's values are made from them by the schemas, and our
//! documents of these values must be the recorded ones again. `data/` holds what Terraform printed for states and for
//! providers in nested modules, with the AWS provider 5.100.0 against moto 5.2.1.

mod company;
mod configuration;
mod events;
mod plans;
mod recorded;
mod states;
