//! Applying a plan: the same graph with the values that are known now, every change planned once more just before it is
//! made, every answer on disk before anything goes on.

mod call;
mod change;
mod compatible;
mod data;
mod destroy;
mod finish;
mod make;
mod order;
mod provision;
mod run;
mod saver;
mod stored_order;

pub(crate) use compatible::without_unknown;
pub(crate) use run::Applying;
pub use run::{Applied, Recorder, apply};
