//! Units that are gone: no folder and no stack makes them any more, and their states still hold objects.
//!
//! Which there are is known from where states are kept. What they were is known from git: the newest commit that had such a unit
//! says how it is destroyed, with all that it read.

mod filed;
mod history;
mod layout;
mod project;
mod renamed;
mod warn;

pub(crate) use filed::{filed, state_of};
pub(crate) use project::project;
pub(crate) use warn::warnings;
