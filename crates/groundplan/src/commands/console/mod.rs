//! `console`: expressions from a terminal, with history, or from standard input.

mod complete;
mod run;

pub(super) use run::run;
