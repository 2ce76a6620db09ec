//! The plan of one root module, as one reads Terraform's.

mod changes;
mod document;
mod drift;
mod header;
mod outputs;
mod resource;
mod summary;

pub(crate) use changes::{Shown, shown_changes};
pub(crate) use document::changes_of;
pub use document::plan;
pub(crate) use header::header;
pub(crate) use outputs::outputs;
pub(crate) use resource::{Cause, diff_of, resource};
pub use summary::summary;
