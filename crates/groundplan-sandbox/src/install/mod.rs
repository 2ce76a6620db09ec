//! The emulator's environment: moto and what it needs, pinned with hashes, in a virtual environment of its own.

mod environment;
mod python;
mod sources;

pub(crate) use environment::{Environment, ensure, renew};
