//! `demo`: the local AWS, the example company on it, and a look at what came of it.

mod destroy;
mod run;
mod steps;
mod summary;

pub(super) use run::run;
