//! Modules that lie elsewhere: fetched from registries, git repositories, archives and buckets, cached by their content,
//! and locked. Knows neither the engine nor providers.
//!
//! [`ModuleFetcher`] is what the loader of configuration asks. A package (all that lies at one address) is fetched once,
//! kept in the user's cache folder under the hash of its files, and copied from there into the project. The lock file
//! beside the configuration says which version or revision it was, and what its files must hash to.

mod archive;
mod buckets;
mod cache;
mod checksum;
mod copy;
mod fetcher;
mod git;
mod layout;
mod links;
mod lock;
mod manifest;
mod obtain;
mod problem;
mod registry;
mod web;

pub use buckets::{Buckets, Fetched, NoBuckets, ObjectAddress};
pub use fetcher::{FetchSettings, ModuleFetcher};
pub use layout::Layout;
pub use lock::{LockFile, LockFileError, LockedPackage};
