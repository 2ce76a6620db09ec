//! The files of a repository. What depends on answers is in `templates/`, by its name in the repository.

mod files;
mod hcl;
mod view;

pub use files::{RenderedFile, render};
