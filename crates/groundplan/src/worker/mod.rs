//! The process that changes things for `apply` and `destroy`.
//!
//! It is started by the command that the user typed (the front) and told over a pipe what to do; over another one it tells
//! how it goes on, asks for approval and reports. It has a session of its own, so neither a closed terminal nor the front's
//! death ends it: when the front is gone, it starts nothing new, lets the providers' calls in flight come to their end,
//! records their answers, saves the states, gives the locks back and ends.

mod front;
mod inside;
mod message;

pub(crate) use front::{Front, work};
pub(crate) use inside::run;
pub(crate) use message::{Job, Outcome, Proposed};
