//! `init`: answers from options, a file or a person, and a repository made of them.

mod options;
mod questions;
mod run;

pub(super) use run::run;
