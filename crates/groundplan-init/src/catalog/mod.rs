//! The copy of the catalog in a company's repository. The company owns it and changes what it likes; [`compare`] says file
//! by file what a newer program's catalog would bring, and [`update`] brings it, without touching what the company changed.

mod compare;
mod embedded;
mod find;
mod history;
mod manifest;
mod update;

pub use compare::{Comparison, FileChange, Kind, compare};
pub use embedded::files;
pub use find::find;
pub use history::History;
pub use manifest::{MANIFEST, Manifest};
pub use update::{UpdateOptions, Updated, update};
