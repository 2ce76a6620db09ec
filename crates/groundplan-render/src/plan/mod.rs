//! The plan of one root module, as one reads Terraform's.

mod changes;
mod document;
mod drift;
mod header;
mod outputs;
mod resource;
mod summary;

pub(crate) use changes::shown_changes;
pub(crate) use document::legend;
pub use document::plan;
pub(crate) use drift::drift;
pub(crate) use outputs::outputs;
pub(crate) use resource::{Cause, diff_of, resource, structure_of};
pub use summary::summary;
