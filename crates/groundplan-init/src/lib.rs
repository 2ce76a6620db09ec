//! A company's repository made from answers: what is asked, whether the answers fit together, the files that they come to,
//! and the catalog in the repository, which a newer program brings up to date without touching what the company changed.
//!
//! Knows no terminal and no AWS. [`Given`] is what somebody said so far, [`Answers`] is all of it, [`render`] makes files of
//! it, [`create`] writes them; [`catalog`] is about the copy of the catalog in a repository.

pub mod answers;
pub mod catalog;
mod create;
mod render;
mod replace;

pub use answers::{Answers, Given};
pub use create::{create, with_catalog};
pub use render::{RenderedFile, render};
pub use replace::replace;
