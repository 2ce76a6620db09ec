//! Applying a plan: the same graph with the values that are known now, every change planned once more just before it is
//! made, every answer on disk before anything goes on.

mod compatible;
mod data;
mod destroy;
mod finish;
mod managed;
mod order;
mod run;

pub(crate) use run::Applying;
pub use run::{Applied, Recorder, apply};
